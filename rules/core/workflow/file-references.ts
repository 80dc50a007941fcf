import { joinPath, type Project } from '../project/project.ts';
import { operands } from '../shell/arguments.ts';
import type { ShellCommand } from '../shell/model.ts';
import type { Span } from '../text/span.ts';
import { asScalar } from '../yaml/nodes.ts';
import type { Job, Step } from './model.ts';
import { folderOfStep, repositoryRoot, runCommands } from './pipeline.ts';

/** A file of the repository that a step names and cannot do without. */
export interface FileReference {
  readonly what: 'Compose file' | 'Dockerfile' | 'script';
  /** From the root of the project. */
  readonly path: string;
  /** As it is written. */
  readonly written: string;
  readonly span: Span;
}

/** The files that a step names: of `docker compose -f`, `docker build -f`, `docker/build-push-action`, and scripts that it starts. */
export function fileReferences(step: Step): FileReference[] {
  const found: FileReference[] = [];
  const add = (what: FileReference['what'], folder: string | undefined, written: string | undefined, span: Span): void => {
    if (written === undefined || folder === undefined || /[$*?`]|_{5,}|^[/~-]|:\/\//.test(written)) return;
    const path = joinPath(folder, written);
    if (path !== undefined && path !== '') found.push({ what, path, written, span });
  };
  for (const { command, folder } of runCommands(step)) {
    if (command.context.nested || mayFail(command)) continue;
    for (const word of namedByFlag(command)) add(word.what, folder, word.text, word.span);
    const script = scriptOf(command);
    if (script) add('script', folder, script.text, script.span);
  }
  if (step.usesAction('docker/build-push-action')) {
    const file = asScalar(step.input('file')?.value);
    const context = step.inputText('context');
    if (file && !file.text.includes('${{') && !/:\/\/|\$\{\{/.test(context ?? ''))
      add('Dockerfile', repositoryRoot(step.file.path), file.text, file.span);
  }
  return found;
}

interface Named {
  readonly what: FileReference['what'];
  readonly text: string;
  readonly span: Span;
}

/** Values of `-f` and `--file`. */
function namedByFlag(command: ShellCommand): Named[] {
  const { program, words } = command;
  const first = words.find((word) => !word.prefix.startsWith('-'))?.text;
  const isCompose = program === 'docker-compose' || (program === 'docker' && first === 'compose');
  const isBuild = (program === 'docker' || program === 'podman') && (first === 'build' || first === 'buildx');
  if (!isCompose && !isBuild) return [];
  const what = isCompose ? 'Compose file' : 'Dockerfile';
  return words.flatMap((word, index) => {
    if (word.text === '-f' || word.text === '--file') {
      const next = words[index + 1];
      // `docker compose logs -f web` follows.
      return next?.text === undefined || (isCompose && !/\.ya?ml$/.test(next.text)) ? [] : [{ what, text: next.text, span: next.span }];
    }
    const joined = word.text !== undefined && /^--file=(.+)$/.exec(word.text)?.[1];
    return joined ? [{ what, text: joined, span: word.span }] : [];
  });
}

/** `./scripts/x.sh`, `bash scripts/x.sh`. */
function scriptOf(command: ShellCommand): { readonly text: string; readonly span: Span } | undefined {
  const { name, nameWord } = command;
  if (name !== undefined && nameWord && /^\.\/[\w./-]+\.(?:sh|bash)$/.test(name)) return { text: name, span: nameWord.span };
  if (command.program !== 'bash' && command.program !== 'sh') return undefined;
  const [first] = operands(command);
  return first?.text !== undefined &&
    /^[\w./-]+\.sh$/.test(first.text) &&
    !command.words.some((word) => word.text === '-c' || word.text === '-s')
    ? { text: first.text, span: first.span }
    : undefined;
}

/**
 * Whether what a step finds are the files of the repository: checked out to its root, and not brought or made by steps before.
 * @param name of the file that matters
 */
export function hasRepositoryFiles(step: Step, job: Job, name: string): boolean {
  const { checkedOut, changed } = workspaceOf(job);
  if (checkedOut >= step.index || changed <= step.index || folderOfStep(step) === undefined) return false;
  // The file is written by a command: its name stands behind a redirection or as the target of a copy.
  const isWritten = new RegExp(`(?:>\\s*|\\b(?:tee|cp|mv|ln|sed|envsubst)\\b[^\\n]*)\\S*${name.replace(/[.+?^$()|[\]\\{}*]/g, '\\$&')}`);
  return !job.steps.slice(0, step.index + 1).some(({ run }) => run?.text.includes(name) && isWritten.test(run.text));
}

const workspaces = new WeakMap<Job, { readonly checkedOut: number; readonly changed: number }>();

/** Indexes of the step that checks the repository out, and of the first after which other files may lie in its place. */
function workspaceOf(job: Job): { readonly checkedOut: number; readonly changed: number } {
  let known = workspaces.get(job);
  if (!known) {
    const never = Number.POSITIVE_INFINITY;
    const checkedOut = job.steps.find((one) => one.usesAction('actions/checkout'))?.index ?? never;
    const changing = job.steps.find(bringsFiles);
    // A checkout of something else says nothing of the steps before it; it may be the only one.
    const changed = changing === undefined ? never : changing.index + (changing.usesAction('actions/checkout') ? 1 : 0);
    known = { checkedOut, changed };
    workspaces.set(job, known);
  }
  return known;
}

function bringsFiles(step: Step): boolean {
  if (step.usesAction('actions/checkout'))
    return ['repository', 'path', 'ref', 'submodules', 'sparse-checkout'].some((name) => step.input(name));
  if (step.usesAction('actions/download-artifact', 'actions/cache', 'actions/cache/restore')) return true;
  if (step.reference?.kind === 'local') return true;
  return /\bgit (?:clone|checkout|switch|pull|submodule|fetch)\b|\btar\b|\bunzip\b|\bcurl\b[^\n]*-o|\bwget\b/.test(step.run?.text ?? '');
}

/** What every repository has at its root: where there is nothing of it, the tree is a part of one. */
const ROOT_FILES =
  /^(?:readme|licen[cs]e|changelog|contributing|\.gitignore|\.gitattributes|\.editorconfig|package\.json|pyproject\.toml|requirements\.txt|setup\.py|go\.mod|cargo\.toml|makefile|pom\.xml|build\.gradle|gemfile|composer\.json)/i;

/** Whether a file is certainly not in the repository. */
export function isAbsent(project: Project, path: string, root: string): boolean {
  return project.exists(path) === false && (project.list(root)?.some((name) => ROOT_FILES.test(name)) ?? false);
}

/** `--prefix web`, `-C web`: the command works in another folder than the one that it runs in. */
export function changesFolder(command: ShellCommand): boolean {
  return command.words.some(({ prefix }) => /^(?:--prefix|--cwd|--dir|-C)(?:=|$)/.test(prefix));
}

/** Nobody minds when the command fails, or it may not be run at all: `npm run lint || true`, `if …; then npm ci; fi`. */
export function mayFail(command: ShellCommand): boolean {
  return command.isConditional || command.operatorAfter?.operator === '||';
}
