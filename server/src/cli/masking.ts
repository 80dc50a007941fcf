import { type FileEdit, isCreate, isSecretName, isWeakSecret, type LintResult, type Span } from '#core';

/** What must not be shown of a file: where secrets were found, and what they are, in case they stand elsewhere too. */
export interface Secrets {
  readonly spans: readonly Span[];
  readonly values: readonly string[];
}

const known = new WeakMap<LintResult, Secrets>();

/** The secrets of a file by the findings of that category, silenced ones too. */
export function secretsOf(result: LintResult): Secrets {
  let secrets = known.get(result);
  if (!secrets) {
    const { text } = result.source;
    const spans = [...result.findings, ...result.silenced]
      .filter((finding) => finding.category === 'secrets')
      .map((finding) => finding.span)
      .filter((span) => !isReference(text.slice(span.start, span.end)));
    const values = new Set(spans.flatMap((span) => valuesIn(text.slice(span.start, span.end))));
    secrets = { spans, values: [...values].sort((a, b) => b.length - a.length) };
    known.set(result, secrets);
  }
  return secrets;
}

/** A rule may point at what only names a secret: a variable such as `NPM_TOKEN`, or the `secrets` of a workflow. */
function isReference(text: string): boolean {
  if (/^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/.test(text)) return isSecretName(text);
  return /^(?:toJSON\()?secrets(?:\.[\w*-]+|\[[^\]]*\])*\)?$/i.test(text);
}

/** A span may hold quotes, `NAME=`, `NAME: ` or `${NAME:-…}` besides the value. */
function valuesIn(text: string): string[] {
  const bare = unquoted(text);
  const assigned = /^[\w.-]+\s*[=:]\s*(.+)$/s.exec(bare)?.[1] ?? '';
  const fallback = /^\$\{\w+:?-(.+)\}$/s.exec(bare)?.[1] ?? '';
  return [bare, unquoted(assigned), unquoted(fallback)].filter((value) => value !== '');
}

function unquoted(text: string): string {
  const trimmed = text.trim();
  return /^(["']).*\1$/s.test(trimmed) ? trimmed.slice(1, -1) : trimmed;
}

/** Stars of the same length; at most two characters stay, and none of a short text. */
function starred(text: string): string {
  const shown = text.length >= 8 ? 2 : 0;
  return text.slice(0, shown) + '*'.repeat(text.length - shown);
}

/**
 * A line of a file as it may be shown: same length, secrets starred.
 * @param start offset of the line in the file
 */
export function maskLine(line: string, start: number, secrets: Secrets): string {
  let masked = line;
  for (const span of secrets.spans) {
    const from = Math.max(span.start - start, 0);
    const to = Math.min(span.end - start, line.length);
    if (from < to) masked = masked.slice(0, from) + starred(masked.slice(from, to)) + masked.slice(to);
  }
  return maskValues(masked, secrets);
}

/** Any text with the values of secrets starred. */
export function maskValues(text: string, { values }: Secrets): string {
  return values.reduce((masked, value) => masked.replace(patternOf(value), starred), text);
}

function patternOf(value: string): RegExp {
  const literal = value.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  if (isDistinctive(value)) return new RegExp(literal, 'g');
  return new RegExp(`(?<=[=:-][ \\t]{0,8}["']?)${literal}(?=["']?[ \\t]{0,8}\\r?$|[@}])`, 'gm');
}

/** Whether a value can be nothing else. `postgres` is a bad password, but first of all a word: it counts only where something is set to it. */
function isDistinctive(value: string): boolean {
  return value.length >= 16 || (value.length >= 6 && !/^[a-z]+$/i.test(value) && !isWeakSecret(value));
}

/** Whether an edit would print a secret, as one that moves it to another file does. */
export function showsSecret(edit: FileEdit, { values }: Secrets): boolean {
  const text = isCreate(edit) ? edit.contents : edit.newText;
  return values.some((value) => patternOf(value).test(text));
}
