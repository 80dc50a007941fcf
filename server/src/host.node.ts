import { type Dirent, lstatSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { type FileTree, folderOf, GitIgnores, type IgnoreScope, joinPath, mayBeLinted } from '#core';
import { readGitIndex } from './gitIndex.node.ts';
import { type Cancellation, type Host, MAX_FILE_SIZE, MAX_TREE_FILES, type Root } from './host.ts';

/** Folders whose listing is under way at the same time. */
const PARALLEL = 16;

/** What was installed or is kept by tools: never entered unless it is where a walk starts. */
const INSTALLED = new Set([
  '.git',
  '.hg',
  '.svn',
  'node_modules',
  'bower_components',
  'jspm_packages',
  'vendor',
  '.venv',
  'venv',
  'virtualenv',
  'site-packages',
  '__pycache__',
  '.tox',
  '.nox',
  '.mypy_cache',
  '.pytest_cache',
  '.ruff_cache',
  '.gradle',
  '.terraform',
  '.next',
  '.nuxt',
  '.svelte-kit',
  '.turbo',
  '.yarn',
  '.pnpm-store',
  '.cache',
  'Pods',
]);

/**
 * Names of build output that some projects use for sources (`build/package/Dockerfile` is usual in Go): left out only where
 * no `.gitignore` tells what is output.
 */
const OUTPUT = new Set(['build', 'dist', 'out', 'target', 'coverage']);

/** Something that is there but could not be read. */
export interface ReadProblem {
  /** Relative to the root; folders end in `/`. */
  readonly path: string;
  /** What is wrong with it, as the end of a sentence. */
  readonly message: string;
  /** It is too large or no text: left alone on purpose. */
  readonly unsuitable: boolean;
}

export interface NodeRoot extends Root {
  /** As `findFiles`, from a folder of the root on, which is entered whatever its name is and whoever ignores it. */
  findFilesIn(folder: string, onFound: (path: string) => void, cancellation?: Cancellation): Promise<void>;
  /** What could not be read so far, in the order in which it was met. */
  problems(): readonly ReadProblem[];
}

export interface NodeHost extends Host {
  openRoot(root: string): NodeRoot;
}

export const nodeHost: NodeHost = { openRoot: (root) => new FileSystemRoot(root) };

interface Entry {
  readonly name: string;
  readonly type: 'file' | 'folder' | 'link' | 'other';
}

type Folder = readonly Entry[] | null | undefined;

interface Visit {
  readonly folder: string;
  readonly scope: IgnoreScope;
  entries?: Promise<Folder>;
}

class FileSystemRoot implements NodeRoot {
  readonly root: string;
  readonly #texts = new Map<string, string | null | undefined>();
  readonly #folders = new Map<string, Folder>();
  /** Whether a folder really lies inside the root; null when there is no such folder. */
  readonly #inside = new Map<string, boolean | null>();
  readonly #problems = new Map<string, ReadProblem>();
  #realRoot: string | undefined;

  constructor(root: string) {
    this.root = root;
  }

  read(path: string): string | null | undefined {
    if (this.#texts.has(path)) return this.#texts.get(path);
    const text = this.#guarded(path, () => this.#readNow(path));
    this.#texts.set(path, text);
    return text;
  }

  list(folder: string): readonly string[] | null | undefined {
    const entries = this.#entries(folder.replace(/\/$/, ''));
    return entries ? entries.map((entry) => (entry.type === 'folder' ? `${entry.name}/` : entry.name)) : entries;
  }

  invalidate(path?: string): void {
    this.#inside.clear();
    if (path === undefined) {
      for (const cache of [this.#texts, this.#folders, this.#problems]) cache.clear();
      return;
    }
    const name = path.replace(/\/$/, '');
    for (const cache of [this.#texts, this.#folders, this.#problems]) {
      cache.delete(name);
      for (const key of cache.keys()) if (key.startsWith(`${name}/`)) cache.delete(key);
    }
    this.#folders.delete(folderOf(name));
    this.#problems.delete(`${folderOf(name)}/`);
  }

  problems(): readonly ReadProblem[] {
    return [...this.#problems.values()];
  }

  findFiles(onFound: (path: string) => void, cancellation?: Cancellation): Promise<void> {
    return this.findFilesIn('', onFound, cancellation);
  }

  async findFilesIn(folder: string, onFound: (path: string) => void, cancellation?: Cancellation): Promise<void> {
    const found = new Set<string>();
    const links: string[] = [];
    await this.#walk(
      folder,
      (path, isLink) => {
        if (!mayBeLinted(path)) return;
        if (isLink) links.push(path);
        else {
          found.add(path);
          onFound(path);
        }
      },
      () => cancellation?.isCancellationRequested ?? false,
    );
    this.#reportLinks(links, found, onFound);
  }

  async findTree(folder: string, cancellation?: Cancellation): Promise<FileTree> {
    const tracked = readGitIndex(this.root);
    const paths = new Set<string>();
    const isFull = () => paths.size > MAX_TREE_FILES;
    const add = (path: string) => void paths.add(path);
    const isDone = () => isFull() || (cancellation?.isCancellationRequested ?? false);
    await this.#walk(folder, add, isDone);
    if (tracked && folder !== '') {
      await this.#walk('.github', add, isDone);
      for (let above = folderOf(folder); ; above = folderOf(above)) {
        for (const entry of this.#entries(above) ?? []) if (entry.type === 'file') add(joinPath(above, entry.name) ?? entry.name);
        if (above === '') break;
      }
    }
    return { folder, paths: [...paths].sort(), tracked, complete: !isDone() };
  }

  /** Meets every file that is not ignored, in the order of a sorted walk. Links are not followed. */
  async #walk(folder: string, onFile: (path: string, isLink: boolean) => void, isDone: () => boolean): Promise<void> {
    const ignores = new GitIgnores((path) => this.read(path));
    const waiting: Visit[] = [{ folder, scope: ignores.scopeOf(folder) }];
    for (let visit = waiting.pop(); visit && !isDone(); visit = waiting.pop()) {
      for (const next of waiting.slice(-PARALLEL + 1)) next.entries ??= this.#listAhead(next.folder);
      const entries = await (visit.entries ?? this.#listAhead(visit.folder));
      if (!entries) continue;
      const scope = entries.some((entry) => entry.name === '.gitignore') ? ignores.enter(visit.scope, visit.folder) : visit.scope;
      const below: Visit[] = [];
      for (const entry of entries) {
        const path = visit.folder === '' ? entry.name : `${visit.folder}/${entry.name}`;
        if (entry.type === 'folder') {
          if (isWalked(entry.name, scope) && !scope.ignores(path, true)) below.push({ folder: path, scope });
        } else if (entry.type !== 'other' && !scope.ignores(path, false)) onFile(path, entry.type === 'link');
      }
      waiting.push(...below.reverse());
    }
  }

  /** Links to files inside the root that the walk did not meet under another name. */
  #reportLinks(links: readonly string[], found: Set<string>, onFound: (path: string) => void): void {
    for (const link of links) {
      const real = this.#realPath(link);
      if (real === undefined || found.has(real)) continue;
      found.add(real);
      if (statSync(join(this.root, link), { throwIfNoEntry: false })?.isFile()) onFound(link);
    }
  }

  #entries(folder: string): Folder {
    if (this.#folders.has(folder)) return this.#folders.get(folder);
    const entries = this.#guarded(`${folder}/`, () => {
      const inside = this.#folderIsInside(folder);
      if (!inside) return inside === null ? null : undefined;
      return entriesOf(readdirSync(join(this.root, folder), { withFileTypes: true }));
    });
    this.#folders.set(folder, entries);
    return entries;
  }

  async #listAhead(folder: string): Promise<Folder> {
    if (this.#folders.has(folder)) return this.#folders.get(folder);
    let entries: Folder;
    try {
      entries = entriesOf(await readdir(join(this.root, folder), { withFileTypes: true }));
    } catch (error) {
      entries = this.#failed(`${folder}/`, error);
    }
    this.#folders.set(folder, entries);
    return entries;
  }

  #readNow(path: string): string | null | undefined {
    const absolute = this.#locate(path);
    return typeof absolute === 'string' ? this.#decode(path, readFileSync(absolute)) : absolute;
  }

  /** Absolute path of a file that may be read; null when there is none, undefined when it is not ours or no file. */
  #locate(path: string): string | null | undefined {
    const inside = this.#folderIsInside(folderOf(path));
    if (!inside) return inside === null ? null : undefined;
    const absolute = join(this.root, path);
    let stats = lstatSync(absolute, { throwIfNoEntry: false });
    if (!stats) return null;
    if (stats.isSymbolicLink()) {
      // It leads nowhere or out of the root: there is something by this name, but it is not ours to read.
      if (this.#realPath(path) === undefined) return undefined;
      stats = statSync(absolute);
    }
    if (!stats.isFile()) return undefined;
    if (stats.size <= MAX_FILE_SIZE) return absolute;
    this.#problems.set(path, { path, message: `is larger than ${MAX_FILE_SIZE / 1024 / 1024} MB`, unsuitable: true });
    return undefined;
  }

  #decode(path: string, bytes: Buffer): string | undefined {
    const problem = notText(bytes);
    if (problem === undefined) return bytes.toString('utf8');
    this.#problems.set(path, { path, message: problem, unsuitable: true });
    return undefined;
  }

  #guarded<Value>(path: string, read: () => Value): Value | null | undefined {
    try {
      return read();
    } catch (error) {
      return this.#failed(path, error);
    }
  }

  #failed(path: string, error: unknown): null | undefined {
    const code = errorCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    this.#problems.set(path, { path, message: failureMessage(error), unsuitable: false });
    return undefined;
  }

  /** A path of the root with all links followed, relative to the root; undefined when it is outside or nowhere. */
  #realPath(path: string): string | undefined {
    try {
      this.#realRoot ??= realpathSync.native(this.root);
      const real = relative(this.#realRoot, realpathSync.native(join(this.root, path)));
      const outside = real === '..' || real.startsWith(`..${sep}`) || /^([A-Za-z]:|[\\/])/.test(real);
      return outside ? undefined : real.split(sep).join('/');
    } catch {
      return undefined;
    }
  }

  #folderIsInside(folder: string): boolean | null {
    if (folder === '') return true;
    const known = this.#inside.get(folder);
    if (known !== undefined) return known;
    const inside = this.#folderIsInside(folderOf(folder)) && this.#isInside(folder);
    this.#inside.set(folder, inside);
    return inside;
  }

  #isInside(folder: string): boolean | null {
    const stats = lstatSync(join(this.root, folder), { throwIfNoEntry: false });
    if (!stats) return null;
    if (stats.isSymbolicLink()) return this.#realPath(folder) !== undefined;
    return stats.isDirectory() ? true : null;
  }
}

function isWalked(name: string, scope: IgnoreScope): boolean {
  return !INSTALLED.has(name) && (scope.known || !OUTPUT.has(name));
}

function entriesOf(entries: readonly Dirent[]): Entry[] {
  return entries.map((entry): Entry => ({ name: entry.name, type: typeOf(entry) })).sort((a, b) => (a.name < b.name ? -1 : 1));
}

function typeOf(entry: Dirent): Entry['type'] {
  if (entry.isFile()) return 'file';
  if (entry.isDirectory()) return 'folder';
  return entry.isSymbolicLink() ? 'link' : 'other';
}

/** Why bytes are not a text that can be linted; undefined when they are one. Stray bytes of older encodings are let pass. */
export function notText(bytes: Buffer): string | undefined {
  return bytes.subarray(0, 8192).includes(0) ? 'is not UTF-8 text' : undefined;
}

export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

const FAILURES: Readonly<Record<string, string>> = {
  EACCES: 'cannot be read: permission denied',
  EPERM: 'cannot be read: permission denied',
  EISDIR: 'is a folder',
  ELOOP: 'cannot be read: its symbolic links lead in a circle',
  EMFILE: 'cannot be read: too many open files',
  ENAMETOOLONG: 'cannot be read: the name is too long',
};

/** What a failed read means for people, as the end of a sentence that begins with the path. */
export function failureMessage(error: unknown): string {
  const code = errorCode(error);
  if (code === undefined) return 'cannot be read';
  return FAILURES[code] ?? `cannot be read (${code})`;
}
