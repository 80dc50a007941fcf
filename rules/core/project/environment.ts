import { isSecretName } from '../secrets.ts';
import type { Span } from '../text/span.ts';
import type { FilePlace, ProjectModel } from './model.ts';
import { folderOf } from './project.ts';

/** A place where the project reads a variable of the environment. */
export interface EnvRead {
  readonly name: string;
  readonly place: FilePlace;
  /** What is taken where it is not set: a text, number or truth value as it is written, `''` for another expression, undefined for none. */
  readonly fallback: string | undefined;
  /** Of a text only. */
  readonly fallbackSpan: Span | undefined;
  readonly from: 'code' | 'compose';
}

const JAVASCRIPT_READ =
  /\b(?:process\.env|import\.meta\.env)(?:\.([A-Z][A-Z0-9_]*)|\[['"]([A-Z][A-Z0-9_]*)['"]\])(?:\s*(?:\|\||\?\?)\s*(?:(['"`])([^'"`\n]*)\3|([^\s;,)]+)))?/g;
const PYTHON_READ =
  /\bos\.(?:environ\.get|getenv)\(\s*['"]([A-Z][A-Z0-9_]*)['"]\s*(?:,\s*(?:(['"])([^'"\n]*)\2|([^)\n]+)))?\)|\bos\.environ\[['"]([A-Z][A-Z0-9_]*)['"]\]/g;

/** Every read of the environment in the code (tests left out) and in Compose files. */
export function envReads(project: ProjectModel): readonly EnvRead[] {
  return project.remember('env reads', () => [...codeReads(project), ...composeReads(project)]);
}

function codeReads(project: ProjectModel): EnvRead[] {
  return project.sources.flatMap(({ path, code, isTest }) => {
    if (isTest || !/process\.env|import\.meta\.env|os\.(?:environ|getenv)/.test(code)) return [];
    const isPython = path.endsWith('.py');
    return [...code.matchAll(isPython ? PYTHON_READ : JAVASCRIPT_READ)].flatMap((match) => {
      const name = isPython ? (match[1] ?? match[5]) : (match[1] ?? match[2]);
      if (name === undefined) return [];
      const literal = isPython ? match[3] : match[4];
      const other = isPython ? match[4] : match[5];
      const end = match.index + match[0].length;
      // The quote, and for Python the bracket, stand behind the literal.
      const literalEnd = end - (isPython ? match[0].length - match[0].lastIndexOf(match[2] ?? '') : 1);
      return [
        {
          name,
          place: { file: path, span: { start: match.index, end } },
          fallback: literal ?? (other === undefined || /^(?:\d+|true|false|True|False)$/.test(other) ? other : ''),
          fallbackSpan: literal === undefined ? undefined : { start: literalEnd - literal.length, end: literalEnd },
          from: 'code' as const,
        },
      ];
    });
  });
}

function composeReads(project: ProjectModel): EnvRead[] {
  return project.composeFiles.flatMap((file) =>
    [...file.source.text.matchAll(/(?<!\$)\$\{([A-Za-z_][A-Za-z0-9_]*)(?:(:?[-?+])([^}\n]*))?\}/g)].flatMap((match) => {
      const line = file.source.lines.textOf(file.source.lines.lineAt(match.index));
      if (/^\s*#/.test(line)) return [];
      const [whole, name = '', operator, rest] = match;
      const span = { start: match.index, end: match.index + whole.length };
      return [
        {
          name,
          place: { file: file.path, span },
          fallback: operator?.endsWith('-') ? (rest ?? '') : undefined,
          fallbackSpan: undefined,
          from: 'compose' as const,
        },
      ];
    }),
  );
}

/** Names that some dotenv file of the tree, template or not, sets. */
export function documentedVariables(project: ProjectModel): ReadonlySet<string> {
  return project.remember('documented variables', () => {
    const names = project.envFiles.flatMap(({ text, variables }) => [
      ...variables.map(({ name }) => name),
      // A variable that is commented out is documented all the same.
      ...[...text.matchAll(/^[ \t]*#[ \t]*([A-Z][A-Z0-9_]*)=/gm)].map((match) => match[1] ?? ''),
    ]);
    return new Set(names);
  });
}

/** Variables that the platform or the runtime sets; nobody documents them. */
export function isSetByPlatform(name: string): boolean {
  return /^(?:NODE_ENV|PORT|HOME|PATH|PWD|USER|HOSTNAME|SHELL|TERM|TZ|LANG|CI|DEBUG|TMPDIR|TEMP|APPDATA|npm_.+|VERCEL(?:_.+)?|GITHUB_.+|RUNNER_.+|AWS_(?:REGION|LAMBDA_.+|EXECUTION_ENV)|K_SERVICE|DYNO|FLY_.+|RENDER(?:_.+)?|RAILWAY_.+|NEXT_RUNTIME|NEXT_PHASE|ANALYZE|BABEL_ENV|JEST_WORKER_ID|VITEST|MODE|DEV|PROD|SSR|BASE_URL|PYTHONPATH|VIRTUAL_ENV|COMPOSE_.+|DOCKER_.+|UID|GID)$/.test(
    name,
  );
}

/** Folders of the project that have, or need, a `.env`: those with templates, Compose files with variables, and packages whose code reads the environment. */
export function foldersWithEnvironment(project: ProjectModel): readonly string[] {
  return project.remember('env folders', () => {
    const folders = new Set<string>();
    for (const { path } of project.envFiles) folders.add(folderOf(path));
    for (const { from, place } of envReads(project)) if (from === 'compose') folders.add(folderOf(place.file));
    const reads = envReads(project).filter(({ from }) => from === 'code');
    for (const { folder } of project.manifests) {
      if (reads.some(({ place }) => folder === '' || place.file.startsWith(`${folder}/`))) folders.add(folder);
    }
    return [...folders].sort();
  });
}

/** A credential that code falls back to where the environment sets none; short words such as `dev` count, empty texts do not. */
export function isSecretFallback({ name, fallback, from }: EnvRead): boolean {
  return (
    from === 'code' &&
    fallback !== undefined &&
    !/^(?:\d*|true|false)$/i.test(fallback) &&
    isSecretName(name) &&
    !/^(?:undefined|null|none|test)$/i.test(fallback)
  );
}
