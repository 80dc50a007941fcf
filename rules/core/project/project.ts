/**
 * The other files of a workspace, as the host knows them. Paths are relative to the workspace root, with forward
 * slashes; a host never answers for a path outside the root.
 */
export interface ProjectFiles {
  /** Text of a file. `null`: there is no such file. `undefined`: not known, so nothing may be claimed. */
  read(path: string): string | null | undefined;
  /** Names in a folder (folders end in `/`); `null`: no such folder; `undefined`: not known. `''` is the root. */
  list(folder: string): readonly string[] | null | undefined;
  /** What ShellCheck says of a script; `undefined`: not known, or not yet. Absent where the host does not ask it. */
  checkScript?(script: ScriptToCheck): readonly ScriptProblem[] | undefined;
}

/** A script as ShellCheck is to read it. */
export interface ScriptToCheck {
  readonly shell: 'sh' | 'bash' | 'ksh';
  readonly text: string;
}

/** Something that ShellCheck found. Offsets are 0-based UTF-16 code units of the script's text. */
export interface ScriptProblem {
  /** 2086 for `SC2086`. */
  readonly code: number;
  readonly level: 'error' | 'warning' | 'info' | 'style';
  readonly message: string;
  readonly start: number;
  readonly end: number;
  /** What ShellCheck would change, all together; empty where it has no proposal. */
  readonly edits: readonly { readonly start: number; readonly end: number; readonly newText: string }[];
}

/** A host without other files: everything is unknown. */
export const NO_FILES: ProjectFiles = { read: () => undefined, list: () => undefined };

/** A value with what was read to make it: path (folders end in `/`) → text or names, as the host gave them. */
export interface Kept<Value> {
  readonly value: Value;
  readonly reads: ReadonlyMap<string, unknown>;
  /** Number of the lint that last found all of `reads` unchanged. */
  checked: number;
}

let lints = 0;

/**
 * What rules see of the other files. Remembers what was asked, so that a host can lint again when one of
 * those files changes, and can fetch what it did not have.
 */
export class Project {
  readonly #files: ProjectFiles;
  readonly #used = new Set<string>();
  readonly #derived: Map<string, { text: string; value: unknown }>;
  readonly #remembered = new Map<string, unknown>();
  readonly #number = ++lints;
  readonly #unchecked: ScriptToCheck[] = [];
  /** What the values under way have read, the innermost last. */
  readonly #making: Map<string, unknown>[] = [];

  /** @param derived cache that outlives one lint: what was parsed of other files */
  constructor(files: ProjectFiles, derived: Map<string, { text: string; value: unknown }> = new Map()) {
    this.#files = files;
    this.#derived = derived;
  }

  /** Every path that was asked for, folders with a trailing slash. */
  get used(): ReadonlySet<string> {
    return this.#used;
  }

  read(path: string): string | null | undefined {
    const normal = normalizePath(path);
    if (normal === undefined) return undefined;
    return this.#noted(normal, this.#files.read(normal));
  }

  #noted<Answer>(path: string, answer: Answer): Answer {
    this.#used.add(path);
    this.#making.at(-1)?.set(path, answer);
    return answer;
  }

  /** True, false, or undefined when it is not known. */
  exists(path: string): boolean | undefined {
    const text = this.read(path);
    return text === undefined ? undefined : text !== null;
  }

  list(folder: string): readonly string[] | null | undefined {
    const normal = folder === '' || folder === '.' ? '' : normalizePath(folder);
    if (normal === undefined) return undefined;
    return this.#noted(`${normal}/`, this.#files.list(normal));
  }

  /** The scripts that ShellCheck was asked for and has not answered yet. */
  get unchecked(): readonly ScriptToCheck[] {
    return this.#unchecked;
  }

  /** There is somebody to ask about scripts. */
  get checksScripts(): boolean {
    return this.#files.checkScript !== undefined;
  }

  checkScript(script: ScriptToCheck): readonly ScriptProblem[] | undefined {
    if (!this.#files.checkScript) return undefined;
    const problems = this.#files.checkScript(script);
    if (!problems) this.#unchecked.push(script);
    return problems;
  }

  /** Something that several rules find out of several files, found once per lint. */
  remember<Value>(key: string, make: () => Value): Value {
    if (!this.#remembered.has(key)) this.#remembered.set(key, make());
    return this.#remembered.get(key) as Value;
  }

  /**
   * Something made of a parsed object and of other files, found again by later lints for as long as none of those files differs.
   * @param cache one for every kind of value
   */
  keep<Key extends object, Value>(cache: WeakMap<Key, Kept<Value>>, key: Key, make: () => Value): Value {
    const known = cache.get(key);
    if (known && this.#holds(known)) {
      known.checked = this.#number;
      for (const [path, answer] of known.reads) this.#noted(path, answer);
      return known.value;
    }
    const reads = new Map<string, unknown>();
    this.#making.push(reads);
    try {
      const value = make();
      cache.set(key, { value, reads, checked: this.#number });
      return value;
    } finally {
      this.#making.pop();
      for (const [path, answer] of reads) this.#noted(path, answer);
    }
  }

  #holds({ checked, reads }: Kept<unknown>): boolean {
    if (checked === this.#number) return true;
    for (const [path, answer] of reads) {
      const now = path.endsWith('/') ? this.#files.list(path.slice(0, -1)) : this.#files.read(path);
      if (now !== answer && !isSameList(now, answer)) return false;
    }
    return true;
  }

  /**
   * Something made of another file's text, made once per text.
   * @param what names the kind of value, for example `dockerfile`
   * @returns null when there is no such file, undefined when it is not known
   */
  derive<Value>(what: string, path: string, make: (text: string, path: string) => Value): Value | null | undefined {
    const text = this.read(path);
    if (typeof text !== 'string') return text;
    const key = `${what}\n${path}`;
    const known = this.#derived.get(key);
    if (known?.text === text) return known.value as Value;
    const value = make(text, path);
    this.#derived.set(key, { text, value });
    return value;
  }
}

function isSameList(a: unknown, b: unknown): boolean {
  return Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((name, index) => name === b[index]);
}

/** `a/./b/../c` → `a/c`. Undefined for absolute paths and for paths that leave the root. */
export function normalizePath(path: string): string | undefined {
  if (/^([/\\]|[A-Za-z]:)/.test(path)) return undefined;
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join('/');
}

/** Folder of a path, `''` for the root. */
export function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '' : path.slice(0, slash);
}

export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Joins a folder and a relative path; undefined when the result is outside the root or absolute. */
export function joinPath(folder: string, path: string): string | undefined {
  return normalizePath(path.startsWith('/') ? path : `${folder}/${path}`.replace(/^\//, ''));
}
