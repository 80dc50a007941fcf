import ignore from 'ignore';
import type { Span } from '../text/span.ts';
import type { Ecosystem } from './manifests.ts';
import type { ProjectModel } from './model.ts';
import { baseName, folderOf, joinPath } from './project.ts';

/** What a `.dockerignore` leaves in the build context although it should not. */
export interface DockerignoreFacts {
  /** Patterns for what may hold secrets or is large, that nothing covers. */
  readonly secrets: readonly string[];
  /** Patterns for what only makes the context larger. */
  readonly rest: readonly string[];
  /** Patterns that hold for the root only, while folders below have files of that name. */
  readonly rootOnly: readonly { readonly line: Span; readonly pattern: string; readonly example: string }[];
}

/** What packages in folders have as well, by the pattern that people write → a file that it is meant for, and the ecosystem that has it. */
const NESTED: Readonly<Record<string, { readonly sample: string; readonly ecosystem?: Ecosystem }>> = {
  node_modules: { sample: 'node_modules', ecosystem: 'npm' },
  __pycache__: { sample: '__pycache__', ecosystem: 'python' },
  '.env': { sample: '.env' },
  '.env.*': { sample: '.env.production' },
  '.env*': { sample: '.env' },
};

/**
 * @param path of the `.dockerignore`
 * @returns undefined where no image takes the whole context, or the file allows only what it names
 */
export function dockerignoreFacts(project: ProjectModel, path: string): DockerignoreFacts | undefined {
  const content = project.read(path);
  const context = folderOf(path);
  if (content === undefined || !takesWholeContext(project, context)) return undefined;
  const patterns = patternsOf(content);
  if (patterns.some((pattern) => /^(?:\*\*?|\*\*\/\*)$/.test(pattern))) return undefined;
  const isCovered = matcherOf(patterns);
  const isNode = project.packages.some(({ folder }) => folder === context || folder.startsWith(context === '' ? '' : `${context}/`));
  const isPython = project.manifests.some(({ ecosystem, folder }) => ecosystem === 'python' && (folder === context || context === ''));
  const wanted = ['.git', '.env', '.env.*', ...(isNode ? ['node_modules'] : []), ...(isPython ? ['__pycache__'] : [])];
  const samples: Readonly<Record<string, string>> = { '.env.*': '.env.production', '*.md': 'README.md' };
  const lacks = (pattern: string): boolean => !isCovered(samples[pattern] ?? pattern);
  const hasNested = project.manifests.some(({ folder }) => folder !== context && (context === '' || folder.startsWith(`${context}/`)));
  return {
    // Without `**/` a pattern holds for the root of the context only.
    secrets: wanted.filter(lacks).map((pattern) => (hasNested && pattern !== '.git' ? `**/${pattern}` : pattern)),
    rest: ['.gitignore', '*.md', 'docs', '.vscode', '.idea'].filter(lacks),
    rootOnly: findRootOnly(project, context, content, isCovered),
  };
}

function patternsOf(content: string): string[] {
  return content
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
}

/** Tells whether the text of a `.dockerignore` leaves a path of its folder out of the build. */
export function dockerignoreMatcher(content: string): (path: string) => boolean {
  return matcherOf(patternsOf(content));
}

/** Docker's patterns are anchored at the context's root; `ignore` takes them so with a leading slash. */
function matcherOf(patterns: readonly string[]): (path: string) => boolean {
  const rules = ignore({ ignorecase: false }).add(
    patterns.map((pattern) => {
      const negated = pattern.startsWith('!');
      const body = pattern.slice(negated ? 1 : 0).replace(/^\.?\//, '');
      return `${negated ? '!' : ''}${body.startsWith('**/') ? body : `/${body}`}`;
    }),
  );
  return (path) => rules.ignores(path) || rules.ignores(`${path}/`);
}

function takesWholeContext(project: ProjectModel, context: string): boolean {
  return project.dockerfiles.some((file) => {
    const ownContext = folderOf(file.source.path) === context;
    const isBuiltHere =
      ownContext ||
      project.composeFiles.some((compose) =>
        compose.services.some(({ build }) => {
          const folder = build?.context === undefined ? undefined : joinPath(folderOf(compose.path), build.context);
          return folder === context && build?.dockerfilePath === file.source.path;
        }),
      ) ||
      // A workspace is built from its root, since its packages need each other.
      (context === project.folder && project.packages.some(({ folder, workspaces }) => folder === context && workspaces.length > 0));
    return (
      isBuiltHere &&
      file.stages.some((stage) =>
        stage
          .all('COPY')
          .some(
            (copy) =>
              !copy.from &&
              copy.paths.some(({ value }) => /^(?:\.\/?|apps|packages|\.\/(?:apps|packages))\/?$|^apps\/|^packages\//.test(value)),
          ),
      )
    );
  });
}

function findRootOnly(
  project: ProjectModel,
  context: string,
  content: string,
  isCovered: (path: string) => boolean,
): DockerignoreFacts['rootOnly'] {
  const found: { line: Span; pattern: string; example: string }[] = [];
  const nested = project.manifests.filter(
    ({ folder }) => folder !== context && (context === '' || folder.startsWith(`${context}/`)) && !isCovered(insideOf(context, folder)),
  );
  if (nested.length === 0) return found;
  let offset = content.charCodeAt(0) === 0xfeff ? 1 : 0;
  for (const raw of content.slice(offset).split('\n')) {
    const written = raw.trim();
    const pattern = written.replace(/^\.?\//, '').replace(/\/$/, '');
    const start = offset + raw.length - raw.trimStart().length;
    offset += raw.length + 1;
    const kind = Object.hasOwn(NESTED, pattern) ? NESTED[pattern] : undefined;
    if (!kind) continue;
    const example = nested
      .filter(({ ecosystem }) => kind.ecosystem === undefined || kind.ecosystem === ecosystem)
      .map(({ folder }) => `${insideOf(context, folder)}/${kind.sample}`)
      .find((path) => !isCovered(path));
    if (example !== undefined) found.push({ line: { start, end: start + written.length }, pattern, example });
  }
  return found;
}

function insideOf(context: string, folder: string): string {
  return context === '' ? folder : folder.slice(context.length + 1);
}

/** Whether a path is a `.dockerignore`, also one for a single Dockerfile. */
export function isDockerignore(path: string): boolean {
  return /(?:^|\.)dockerignore$/.test(baseName(path));
}
