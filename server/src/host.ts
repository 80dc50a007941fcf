import type { FileTree, ProjectFiles } from '#core';

/** Anything that can be asked whether the work is still wanted; the tokens of the language server protocol fit. */
export interface Cancellation {
  readonly isCancellationRequested: boolean;
}

/** A project with more files is not looked at as a whole: what was not seen may be there all the same. */
export const MAX_TREE_FILES = 50_000;

/** Larger files are not read: nothing is claimed of them. */
export const MAX_FILE_SIZE = 1024 * 1024;

/**
 * The files below one folder. Every path is relative to it, with forward slashes. Nothing outside of it is ever read,
 * also not through symbolic links.
 *
 * `read` and `list` answer at once, from a cache that holds until `invalidate`. `read` gives `null` where there is no such
 * file, and `undefined` for a folder, a file larger than {@link MAX_FILE_SIZE}, a binary one and one that cannot be read.
 */
export interface Root extends ProjectFiles {
  /** What the root was opened with: an absolute path, or a URI where files are fetched through the client. */
  readonly root: string;
  /**
   * Walks the folder and reports the files that `mayBeLinted` (core) takes, as they are found. What `.gitignore` files exclude,
   * `.git` and `node_modules` are left out; links to folders are not followed. Never rejects for what cannot be read.
   * The order is that of a sorted walk, so that it is the same on every machine.
   */
  findFiles(onFound: (path: string) => void, cancellation?: Cancellation): Promise<void>;
  /**
   * All files of a folder for an audit, whatever their names; what `findFiles` leaves out is left out here, too.
   * @param folder relative to the root; `''` is the root itself
   */
  findTree(folder: string, cancellation?: Cancellation): Promise<FileTree>;
  /** Forgets what is cached of a path (and of the folder that lists it), or everything. */
  invalidate(path?: string): void;
  /**
   * Only where files cannot be read at once: fetches what of the given paths (folders end in `/`) is not known yet.
   * Resolves to whether anything became known, so that linting again is worth while. Never rejects.
   */
  fetch?(paths: Iterable<string>): Promise<boolean>;
}

/** Access to the file system: host.node.ts reads it directly, host.client.ts asks the editor. */
export interface Host {
  /** Opens a folder; opening it again gives an independent cache. The folder need not exist. */
  openRoot(root: string): Root;
}
