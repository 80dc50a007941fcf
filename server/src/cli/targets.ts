import { readFileSync, type Stats, statSync } from 'node:fs';
import { dirname, relative, resolve, sep } from 'node:path';
import type { Source } from '#core';
import { errorCode, failureMessage, notText } from '../host.node.ts';
import { displayPath, type Workspace, type WorkspaceRoot } from './workspace.ts';

/** One file to lint. */
export interface Target {
  readonly root: WorkspaceRoot;
  /** Relative to the root. */
  readonly path: string;
  /** Named on the command line: linted whatever its name, its size or an ignore file says. */
  readonly named: boolean;
}

export interface TargetError {
  /** Relative to the working directory. */
  readonly file: string;
  readonly message: string;
  /** The file was named on the command line. */
  readonly named: boolean;
}

export interface Targets {
  readonly targets: readonly Target[];
  readonly errors: readonly TargetError[];
}

/** Finds the files that the paths of the command line stand for, each once, in the order of the paths. */
export async function findTargets(workspace: Workspace, paths: readonly string[], onFound: (count: number) => void): Promise<Targets> {
  const targets = new Map<string, Target>();
  const errors: TargetError[] = [];
  const add = (root: WorkspaceRoot, path: string, named: boolean) => {
    const key = resolve(root.path, path);
    if (!targets.has(key) || named) targets.set(key, { root, path, named });
    onFound(targets.size);
  };
  for (const given of paths) {
    const absolute = resolve(workspace.cwd, given);
    const stats = statOf(absolute);
    if (typeof stats === 'string') {
      errors.push({ file: displayPath(workspace.cwd, absolute), message: stats, named: true });
    } else if (stats.isDirectory()) {
      const root = workspace.rootFor(absolute);
      await root.disk.findFilesIn(relativeTo(root, absolute), (path) => add(root, path, false));
    } else {
      const root = workspace.rootFor(dirname(absolute));
      add(root, relativeTo(root, absolute), true);
    }
  }
  return { targets: [...targets.values()], errors };
}

function statOf(path: string): Stats | string {
  try {
    return statSync(path);
  } catch (error) {
    const code = errorCode(error);
    return code === 'ENOENT' || code === 'ENOTDIR' ? 'does not exist' : failureMessage(error);
  }
}

/** Path relative to a root, forward slashes. */
export function relativeTo(root: WorkspaceRoot, absolute: string): string {
  return relative(root.path, absolute).split(sep).join('/');
}

/** Reads a target. @returns what is wrong with it, as the end of a sentence, when it cannot be linted */
export function openTarget({ root, path, named }: Target): Source | string {
  const given = root.overlay.get(path) ?? (named ? readNamed(resolve(root.path, path)) : { text: root.disk.read(path) });
  const text = typeof given === 'string' ? given : given.text;
  if (typeof text !== 'string') {
    const problem =
      typeof given === 'string'
        ? undefined
        : 'problem' in given
          ? given.problem
          : root.disk.problems().find((one) => one.path === path)?.message;
    return problem ?? (text === null ? 'is gone' : 'cannot be read: it is a link out of the project');
  }
  const source = root.engine.open(path, text) ?? (named ? root.engine.open(path, text, guessLanguage(text)) : undefined);
  // A walked file whose content shows that it only looked like one of ours.
  return source ?? (named ? 'is no Dockerfile, Compose file or workflow' : NOT_OURS);
}

/** For a walked file that turned out to be none of ours: no error. */
export const NOT_OURS = '';

function readNamed(path: string): { readonly text: string } | { readonly text: undefined; readonly problem: string } {
  try {
    const bytes = readFileSync(path);
    const problem = notText(bytes);
    return problem === undefined ? { text: bytes.toString('utf8') } : { text: undefined, problem };
  } catch (error) {
    return { text: undefined, problem: failureMessage(error) };
  }
}

/** The language of a file that was named although its name says nothing, by what only that language has. */
function guessLanguage(text: string): string | undefined {
  const first = text
    .slice(0, 20_000)
    .replace(/^\ufeff/, '')
    .split('\n')
    .find((line) => /^\s*[^\s#]/.test(line));
  if (first !== undefined && /^\s*(?:FROM\s+\S|ARG\s+\w)/i.test(first)) return 'dockerfile';
  if (/^services[ \t]*:/m.test(text)) return 'dockercompose';
  if (/^jobs[ \t]*:/m.test(text) && /^(?:on|'on'|"on")[ \t]*:/m.test(text)) return 'github-actions-workflow';
  return undefined;
}
