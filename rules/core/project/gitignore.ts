import ignore, { type Ignore } from 'ignore';
import { joinPath } from './project.ts';

/** The `.gitignore` files that hold in a folder, nearest first. */
export interface IgnoreScope {
  /** Whether any ignore file holds here. */
  readonly known: boolean;
  /** @param path relative to the root, forward slashes */
  ignores(path: string, isFolder: boolean): boolean;
}

interface IgnoreFile {
  readonly folder: string;
  readonly rules: Ignore;
}

const EMPTY: IgnoreScope = { known: false, ignores: () => false };

/** Reads `.gitignore` files below a root, and `.git/info/exclude`; the user's global file differs from machine to machine and is left alone. */
export class GitIgnores {
  readonly #read: (path: string) => string | null | undefined;

  /** @param read text of a file relative to the root */
  constructor(read: (path: string) => string | null | undefined) {
    this.#read = read;
  }

  /**
   * What holds in a folder before its own `.gitignore` is looked at. A folder that is itself ignored was asked for by name:
   * then the files above say nothing about what is in it.
   */
  scopeOf(folder: string): IgnoreScope {
    let scope = this.#file(EMPTY, '', '.git/info/exclude');
    if (folder === '') return scope;
    const parts = folder.split('/');
    for (let depth = 0; depth < parts.length; depth++) {
      scope = this.enter(scope, parts.slice(0, depth).join('/'));
      if (scope.ignores(parts.slice(0, depth + 1).join('/'), true)) return EMPTY;
    }
    return scope;
  }

  /** Adds the folder's own `.gitignore`. */
  enter(outer: IgnoreScope, folder: string): IgnoreScope {
    return this.#file(outer, folder, joinPath(folder, '.gitignore') ?? '.gitignore');
  }

  #file(outer: IgnoreScope, folder: string, path: string): IgnoreScope {
    const text = this.#read(path);
    if (typeof text !== 'string' || text.trim() === '') return outer;
    const file: IgnoreFile = { folder, rules: ignore({ ignorecase: false }).add(text) };
    return {
      known: true,
      ignores(path, isFolder) {
        const verdict = judge(file, path, isFolder);
        return verdict ?? outer.ignores(path, isFolder);
      },
    };
  }
}

/** Undefined when the file says nothing about the path: then the files above it decide. */
function judge(file: IgnoreFile, path: string, isFolder: boolean): boolean | undefined {
  const inside = file.folder === '' ? path : path.slice(file.folder.length + 1);
  // `ignore` throws for what cannot be a path in a repository.
  if (inside === '' || !ignore.isPathValid(inside)) return undefined;
  const { ignored, unignored } = file.rules.test(isFolder ? `${inside}/` : inside);
  return ignored ? true : unignored ? false : undefined;
}
