import type { Span } from '../text/span.ts';

/** One `NAME=value` of a dotenv file. */
export interface EnvVariable {
  readonly name: string;
  /** Without its quotes; references are not followed. */
  readonly value: string;
  readonly nameSpan: Span;
  /** Empty where nothing is written behind `=`. */
  readonly valueSpan: Span;
}

const LINE = /^([ \t]*(?:export[ \t]+)?)([A-Za-z_][A-Za-z0-9_.]*)([ \t]*[=:][ \t]*)(.*)$/;

/** Reads a dotenv file line by line, as Compose and the dotenv packages do. Total. */
export function parseDotenv(text: string): EnvVariable[] {
  const variables: EnvVariable[] = [];
  let offset = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  for (const line of text.slice(offset).split('\n')) {
    const match = LINE.exec(line.replace(/\r$/, ''));
    if (match) {
      const [, lead = '', name = '', equals = '', rest = ''] = match;
      const start = offset + lead.length;
      const valueStart = start + name.length + equals.length;
      const written = readValue(rest);
      variables.push({
        name,
        value: written.value,
        nameSpan: { start, end: start + name.length },
        valueSpan: { start: valueStart, end: valueStart + written.length },
      });
    }
    offset += line.length + 1;
  }
  return variables;
}

function readValue(rest: string): { readonly value: string; readonly length: number } {
  const quoted = /^'([^']*)'|^"((?:[^"\\]|\\.)*)"/.exec(rest);
  if (quoted) return { value: quoted[1] ?? (quoted[2] ?? '').replace(/\\([\\"$`])/g, '$1'), length: quoted[0].length };
  const plain = rest.replace(/(?:^|[ \t])#.*$/, '').trimEnd();
  return { value: plain, length: plain.length };
}

const TEMPLATE = /(?:^|[._-])(?:example|sample|template|tmpl|dist|docker|defaults?)(?:[._-]|$)/i;

/** `.env`, `.env.production`, `production.env`, `.env.example`, also as `env.example`. */
export function isEnvFile(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return /^\.?env(?:[.-][\w.-]+)?$/i.test(name)
    ? !/\.(?:ts|js|mjs|cjs|d\.ts|py|md|json|ya?ml|sh|go|rb|vue)$/i.test(name)
    : /^[\w.-]+\.env$/i.test(name);
}

/** A dotenv file that shows which variables there are, not what they are. */
export function isEnvTemplate(path: string): boolean {
  return isEnvFile(path) && TEMPLATE.test(path.slice(path.lastIndexOf('/') + 1));
}
