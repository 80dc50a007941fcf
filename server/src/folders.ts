import { baseName, folderOf, NO_FILES, type ProjectFiles } from '#core';
import type { Documents, OpenDocument } from './documents.ts';
import type { Root } from './host.ts';
import type { Settings } from './settings.ts';
import { childUri, looseFolderOf, nameOf, pathBelow, uriKey } from './uri.ts';

/** A workspace folder, or the folder of a file outside of all of them. */
export interface Folder {
  readonly uri: string;
  /** For comparing; no slash at the end. */
  readonly key: string;
  readonly root: Root;
  /** What is on disk, with the text of open documents instead where there is one. */
  readonly files: ProjectFiles;
  /** Not opened by the user: only files that are open are linted. */
  readonly loose: boolean;
  settings?: Settings;
  /** Settings that are on their way. */
  asked?: Promise<Settings>;
}

export interface Place {
  readonly folder: Folder;
  /** Relative to the folder. */
  readonly path: string;
}

const EMPTY_ROOT: Root = {
  ...NO_FILES,
  root: '',
  findFiles: async () => {},
  findTree: async (folder) => ({ folder, paths: [], complete: false }),
  invalidate: () => {},
};

/** The workspace folders, and which document belongs where. */
export class Folders {
  readonly #documents: Documents;
  readonly #openRoot: (uri: string) => Root | undefined;
  /** For documents that are in no folder whose files can be read. */
  readonly #nowhere: Folder = { uri: '', key: '', root: EMPTY_ROOT, files: NO_FILES, loose: true };
  #workspace: Folder[] = [];
  #loose = new Map<string, Folder>();
  #places = new WeakMap<OpenDocument, Place>();

  constructor(documents: Documents, openRoot: (uri: string) => Root | undefined) {
    this.#documents = documents;
    this.#openRoot = openRoot;
  }

  /** The workspace folders, in the order in which the client gave them. */
  get workspace(): readonly Folder[] {
    return this.#workspace;
  }

  /** The workspace folders and those of documents outside of them. */
  get everyOne(): readonly Folder[] {
    return [...this.#workspace, ...this.#loose.values(), this.#nowhere];
  }

  /** @param uris all workspace folders, from now on */
  set(uris: readonly string[]): void {
    const known = new Map(this.#workspace.map((folder) => [folder.key, folder]));
    this.#workspace = uris.flatMap((uri) => known.get(folderKey(uri)) ?? this.#open(uri, false) ?? []);
    this.#loose.clear();
    this.#places = new WeakMap();
  }

  #open(uri: string, loose: boolean): Folder | undefined {
    const root = this.#openRoot(uri);
    if (!root) return undefined;
    const key = folderKey(uri);
    const files: ProjectFiles = {
      read: (path) => this.#documents.byKey(`${key}/${path}`)?.text ?? root.read(path),
      list: (folder) => root.list(folder),
    };
    return { uri, key, root, files, loose };
  }

  /** The innermost workspace folder that holds a URI; undefined for files outside of all. */
  find(uri: string): Place | undefined {
    const key = uriKey(uri);
    let best: Place | undefined;
    for (const folder of this.#workspace) {
      const path = pathBelow(folder.key, key);
      if (path !== undefined && (!best || folder.key.length > best.folder.key.length)) best = { folder, path };
    }
    return best;
  }

  /** A folder that is a workspace folder (its path is `''` then) or inside one. */
  findFolder(uri: string): Place | undefined {
    const key = folderKey(uri);
    const folder = this.#workspace.find((one) => one.key === key);
    return folder ? { folder, path: '' } : this.find(uri.replace(/\/$/, ''));
  }

  placeOf(document: OpenDocument): Place {
    let place = this.#places.get(document);
    if (!place) {
      place = this.find(document.uri) ?? this.#loosePlace(document) ?? { folder: this.#nowhere, path: nameOf(document.uri) };
      this.#places.set(document, place);
    }
    return place;
  }

  #loosePlace(document: OpenDocument): Place | undefined {
    const uri = looseFolderOf(document.uri);
    if (uri === undefined) return undefined;
    const key = folderKey(uri);
    const path = pathBelow(key, document.key);
    const folder = this.#loose.get(key) ?? this.#open(uri, true);
    if (path === undefined || !folder) return undefined;
    this.#loose.set(key, folder);
    return { folder, path };
  }

  /** URI of a path in a folder: the client's own spelling where it has the file open. */
  uriOf(folder: Folder, path: string): string {
    return this.openAt(folder, path)?.uri ?? childUri(folder.uri, path);
  }

  openAt(folder: Folder, path: string): OpenDocument | undefined {
    return this.#documents.byKey(`${folder.key}/${path}`);
  }

  /** Forgets what was read from a URI. @returns its places in all folders that hold it */
  forget(uri: string): Place[] {
    const key = uriKey(uri);
    return this.everyOne.flatMap((folder) => {
      const path = pathBelow(folder.key, key);
      if (path === undefined) return [];
      forgetPath(folder.root, path);
      return [{ folder, path }];
    });
  }
}

function folderKey(uri: string): string {
  return uriKey(uri).replace(/\/$/, '');
}

/** Forgets a path, and the folders above it that were not known to be there. */
function forgetPath(root: Root, path: string): void {
  root.invalidate(path);
  for (let folder = folderOf(path); folder !== ''; folder = folderOf(folder)) {
    if (!root.list(folderOf(folder))?.includes(`${baseName(folder)}/`)) root.invalidate(folder);
  }
}
