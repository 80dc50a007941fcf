import type {
  CancellationToken,
  ResultProgressReporter,
  WorkspaceDiagnosticParams,
  WorkspaceDiagnosticReport,
  WorkspaceDocumentDiagnosticReport,
} from 'vscode-languageserver';
import type { ServerContext } from '../context.ts';
import { toDiagnostic } from '../convert.ts';
import type { Folder } from '../folders.ts';
import { bearsOn } from '../session.ts';
import { childUri, uriKey } from '../uri.ts';

/** Files of a workspace beyond this number are linted when they are opened. */
const MAX_FILES = 5000;
/** Milliseconds before the first walk, so that it does not compete with the first document. */
const FIRST_DELAY = 500;
/** Reports sent together. */
const BATCH = 20;

/** Keeps the diagnostics of files that are not open. */
export interface WorkspaceDiagnostics {
  /** A file is new, gone or different on disk, or has been closed. */
  changed(uri: string): void;
  /** Settings or folders are different. */
  reset(): void;
}

interface Entry {
  readonly uri: string;
  readonly folder: Folder;
  readonly path: string;
  id: string;
  isEmpty: boolean;
  used: ReadonlySet<string>;
  stale: boolean;
}

/**
 * Answers `workspace/diagnostic`. Every file is linted once and then only when it, or something that its findings depend on, changes; a
 * request that would be answered with nothing new is held until there is something new.
 */
export function registerWorkspaceDiagnostics({ connection, session, client }: ServerContext): WorkspaceDiagnostics {
  const entries = new Map<string, Entry>();
  let listStale = true;
  let lastId = 0;
  /** Ends the waits of requests that are held. */
  const held = new Set<() => void>();
  let changes = 0;

  const signal = () => {
    changes++;
    for (const wake of held) wake();
  };

  async function list(token: CancellationToken): Promise<WorkspaceDocumentDiagnosticReport[]> {
    listStale = false;
    const found = new Set<string>();
    for (const folder of session.folders.workspace) {
      const { enable, closedFiles } = await session.settingsOf(folder);
      if (!enable || !closedFiles) continue;
      for (const path of (await session.filesIn(folder, token)).slice(0, MAX_FILES)) {
        const uri = childUri(folder.uri, path);
        const key = uriKey(uri);
        found.add(key);
        const entry = entries.get(key);
        if (entry?.folder !== folder) entries.set(key, { uri, folder, path, id: '', isEmpty: true, used: new Set(), stale: true });
      }
    }
    if (token.isCancellationRequested) {
      listStale = true;
      return [];
    }
    const gone: WorkspaceDocumentDiagnosticReport[] = [];
    for (const [key, entry] of entries) {
      if (found.has(key)) continue;
      entries.delete(key);
      if (!entry.isEmpty) gone.push({ kind: 'full', uri: entry.uri, version: null, items: [] });
    }
    return gone;
  }

  /** The report of a file, or undefined when the client knows it already. */
  async function report(entry: Entry, known: string | undefined): Promise<WorkspaceDocumentDiagnosticReport | undefined> {
    const { folder, path, uri } = entry;
    if (!entry.stale && (entry.id === known || (entry.isEmpty && known === undefined))) return undefined;
    entry.stale = false;
    const result = await session.lintFile(folder, path);
    const items = (result?.findings ?? []).map((finding) => toDiagnostic(finding, { place: { folder, path } }, session, client));
    entry.used = result?.used ?? new Set();
    entry.isEmpty = items.length === 0;
    entry.id = `w${++lastId}`;
    if (entry.isEmpty && known === undefined) return undefined;
    return { kind: 'full', uri, version: null, resultId: entry.id, items };
  }

  connection.languages.diagnostics.onWorkspace(
    async (
      params: WorkspaceDiagnosticParams,
      token: CancellationToken,
      _progress: unknown,
      partial?: ResultProgressReporter<WorkspaceDiagnosticReport>,
    ): Promise<WorkspaceDiagnosticReport> => {
      const previous = Array.isArray(params.previousResultIds) ? params.previousResultIds : [];
      const known = new Map(previous.map(({ uri, value }) => [uriKey(uri), value]));
      const isFirst = lastId === 0;
      if (isFirst) await new Promise((resolve) => setTimeout(resolve, FIRST_DELAY));
      while (!token.isCancellationRequested) {
        const seen = changes;
        let items = listStale ? await list(token) : [];
        let count = items.length;
        for (const [key, entry] of entries) {
          if (token.isCancellationRequested) break;
          if (session.documents.byKey(key)) continue;
          const isKnown = !entry.stale && entry.id === known.get(key);
          const one = isKnown ? undefined : await report(entry, known.get(key));
          if (!isKnown) await session.pause();
          if (!one) continue;
          items.push(one);
          count++;
          if (!partial || items.length < BATCH) continue;
          partial.report({ items });
          items = [];
        }
        if (count > 0 || isFirst) return { items };
        if (seen === changes && !token.isCancellationRequested) await nextChange(token);
      }
      return { items: [] };
    },
  );

  function nextChange(token: CancellationToken): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        held.delete(wake);
        cancelled.dispose();
        resolve();
      };
      held.add(wake);
      const cancelled = token.onCancellationRequested(wake);
    });
  }

  return {
    changed(uri) {
      const key = uriKey(uri);
      const place = session.folders.find(uri);
      const entry = entries.get(key);
      if (entry) entry.stale = true;
      if (!entry && place && (session.isLinted(place.path) || place.path.endsWith('.gitignore'))) listStale = true;
      for (const other of entries.values()) {
        if (other.folder !== place?.folder) continue;
        if (other.path.startsWith(`${place.path}/`) || bearsOn(place.path, other.used)) other.stale = true;
      }
      signal();
    },
    reset() {
      for (const entry of entries.values()) entry.stale = true;
      listStale = true;
      signal();
    },
  };
}
