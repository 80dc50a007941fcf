import { baseName, folderOf, mayBeLinted } from '#core';
import type { Cancellation, Root } from './host.ts';
import type { FsReadDirectoryResult } from './protocol.ts';
import { childUri, pathBelow, uriKey } from './uri.ts';

/** The client's answers about files; every promise may reject or never settle. */
export interface FileRequests {
  readFile(uri: string): Promise<string | null>;
  readDirectory(uri: string): Promise<FsReadDirectoryResult>;
  findFiles(folderUri: string, pattern: string): Promise<string[]>;
}

/** What may be linted by its name, in the glob syntax of VS Code, which minds the case. */
const PATTERN =
  '**/{*[Dd]ockerfile*,*[Cc]ontainerfile*,*compose*.yml,*compose*.yaml,action.yml,action.yaml,.seaworthy.yml,.seaworthy.yaml}';
const FORGE_PATTERN = '**/.{github,gitea,forgejo}/**/*.{yml,yaml}';
/** Milliseconds after which an answer is no longer waited for. */
const TIMEOUT = 5000;
/** The client gives no more paths than these for one pattern. */
const MAX_FOUND = 10_000;
/** Requests on their way at the same time. */
const PARALLEL = 16;

/**
 * A folder whose files are read by the client: in the browser, and in virtual workspaces. What has not been fetched yet is
 * unknown, so that rules stay silent about it.
 */
export function openClientRoot(folderUri: string, requests: FileRequests): Root {
  const texts = new Map<string, string | null | undefined>();
  const folders = new Map<string, readonly string[] | null | undefined>();

  async function fetchFolder(folder: string): Promise<void> {
    if (folders.has(folder)) return;
    const entries = await answer(requests.readDirectory(folder === '' ? folderUri : childUri(folderUri, folder)));
    // An empty answer does not tell an empty folder from one that is missing or may not be read.
    const names = entries?.length ? entries.map(([name, type]) => (type === 'directory' ? `${name}/` : name)) : undefined;
    folders.set(folder, names);
  }

  async function fetchFile(path: string): Promise<void> {
    const text = await answer(requests.readFile(childUri(folderUri, path)));
    if (typeof text === 'string') {
      texts.set(path, text);
      return;
    }
    // No text: the file is missing, or it is too large, binary or a folder. Only a listing tells.
    await fetchFolder(folderOf(path));
    const siblings = folders.get(folderOf(path));
    const name = baseName(path);
    const isMissing = text === null && !siblings?.some((sibling) => sibling === name || sibling === `${name}/`);
    texts.set(path, isMissing ? null : undefined);
  }

  return {
    root: folderUri,
    read: (path) => texts.get(path),
    list: (folder) => folders.get(folder),
    invalidate(path) {
      if (path === undefined) {
        texts.clear();
        folders.clear();
        return;
      }
      texts.delete(path);
      folders.delete(folderOf(path));
    },
    async fetch(paths) {
      const missing = [...paths].filter((path) => (path.endsWith('/') ? !folders.has(path.slice(0, -1)) : !texts.has(path)));
      for (let start = 0; start < missing.length; start += PARALLEL) {
        const batch = missing.slice(start, start + PARALLEL);
        await Promise.all(batch.map((path) => (path.endsWith('/') ? fetchFolder(path.slice(0, -1)) : fetchFile(path))));
      }
      return missing.length > 0;
    },
    async findFiles(onFound: (path: string) => void, cancellation?: Cancellation) {
      const found = new Set<string>();
      for (const pattern of [PATTERN, FORGE_PATTERN]) {
        if (cancellation?.isCancellationRequested) return;
        const uris = (await answer(requests.findFiles(folderUri, pattern))) ?? [];
        for (const uri of uris) {
          const path = pathBelow(uriKey(folderUri).replace(/\/$/, ''), uriKey(uri));
          if (path !== undefined && mayBeLinted(path)) found.add(path);
        }
      }
      for (const path of [...found].sort()) onFound(path);
    },
    async findTree(folder: string) {
      const uris = (await answer(requests.findFiles(folderUri, folder === '' ? '**/*' : `${folder}/**/*`))) ?? [];
      const below = uriKey(folderUri).replace(/\/$/, '');
      const paths = uris
        .flatMap((uri) => pathBelow(below, uriKey(uri)) ?? [])
        .filter((path) => !/(?:^|\/)(?:node_modules|\.git)\//.test(path));
      return { folder, paths: paths.sort(), complete: uris.length > 0 && uris.length < MAX_FOUND };
    },
  };
}

/** An answer, or undefined where the client refuses, fails or is silent. */
async function answer<Value>(promise: Promise<Value>): Promise<Value | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeout = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), TIMEOUT);
  });
  try {
    return await Promise.race([promise, timeout]);
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}
