import {
  type CancellationToken,
  type Diagnostic,
  type DocumentDiagnosticParams,
  type DocumentDiagnosticReport,
  LSPErrorCodes,
  ResponseError,
} from 'vscode-languageserver';
import type { ServerContext } from '../context.ts';
import { toDiagnostic } from '../convert.ts';
import type { OpenDocument } from '../documents.ts';
import { describeFailure } from '../failure.ts';
import type { Lint } from '../session.ts';

/** Milliseconds of quiet after which documents that depend on an edited one are linted again. */
const DEPENDENTS_DELAY = 200;

/** Keeps the client's diagnostics of open documents right, by whichever of the two ways it has. */
export interface Diagnostics {
  /** The text of a document is new. */
  changed(document: OpenDocument): void;
  closed(document: OpenDocument): void;
  /** What these documents depend on is new. */
  dependencyChanged(documents: readonly OpenDocument[], delay?: number): void;
}

export function toDiagnostics(lint: Lint, { session, client }: ServerContext): Diagnostic[] {
  return (lint.result?.findings ?? []).map((finding) => toDiagnostic(finding, lint, session, client));
}

export function registerDiagnostics(context: ServerContext): Diagnostics {
  return context.client.pull ? pulled(context) : pushed(context);
}

function pulled(context: ServerContext): Diagnostics {
  const { connection, session, client } = context;
  // What the client shows: other requests lint as well, so the session's cache does not tell.
  const answered = new WeakMap<OpenDocument, string>();
  connection.languages.diagnostics.on(
    async (params: DocumentDiagnosticParams, token: CancellationToken): Promise<DocumentDiagnosticReport> => {
      await session.settle();
      if (token.isCancellationRequested) throw new ResponseError(LSPErrorCodes.RequestCancelled, 'Cancelled');
      const document = session.documents.get(params.textDocument.uri);
      if (!document) return { kind: 'full', items: await closedDiagnostics(params.textDocument.uri, context) };
      const lint = await session.lint(document);
      answered.set(document, lint.id);
      if (params.previousResultId === lint.id) return { kind: 'unchanged', resultId: lint.id };
      return { kind: 'full', resultId: lint.id, items: toDiagnostics(lint, context) };
    },
  );

  const relint = async (documents: ReadonlySet<OpenDocument>) => {
    let differs = false;
    for (const document of documents) {
      if (session.documents.get(document.uri) !== document) continue;
      const after = await session.lint(document);
      differs ||= answered.get(document) !== after.id;
    }
    if (differs && client.refresh) await connection.languages.diagnostics.refresh();
  };
  const later = delayed(relint, context);
  return { changed: () => {}, closed: () => {}, dependencyChanged: later };
}

/** For clients that show a file without opening it as a document. */
async function closedDiagnostics(uri: string, { session, client }: ServerContext): Promise<Diagnostic[]> {
  const place = session.folders.find(uri);
  const result = place && (await session.lintFile(place.folder, place.path));
  return place && result ? result.findings.map((finding) => toDiagnostic(finding, { place }, session, client)) : [];
}

function pushed(context: ServerContext): Diagnostics {
  const { connection, session } = context;
  const waiting = new Set<OpenDocument>();
  const sent = new WeakMap<OpenDocument, string>();
  let running = false;

  const send = async (document: OpenDocument) => {
    const lint = await session.lint(document);
    if (session.documents.get(document.uri) !== document || lint.version !== document.version || sent.get(document) === lint.id) return;
    sent.set(document, lint.id);
    await connection.sendDiagnostics({ uri: document.uri, version: lint.version, diagnostics: toDiagnostics(lint, context) });
  };
  const run = async () => {
    if (running) return;
    running = true;
    try {
      while (waiting.size > 0) {
        await session.settle();
        const batch = [...waiting];
        waiting.clear();
        for (const document of batch) await send(document);
      }
    } finally {
      running = false;
    }
  };
  const queue = (documents: Iterable<OpenDocument>) => {
    for (const document of documents) waiting.add(document);
    return run();
  };
  const guarded = (documents: Iterable<OpenDocument>) => {
    queue(documents).catch((error) => connection.console.error(`Diagnostics could not be sent: ${describeFailure(error)}`));
  };
  return {
    changed: (document) => guarded([document]),
    closed: (document) => {
      waiting.delete(document);
      connection.sendDiagnostics({ uri: document.uri, diagnostics: [] }).catch(() => {});
    },
    dependencyChanged: delayed(queue, context),
  };
}

/** Collects documents until it has been quiet for a while. */
function delayed(
  run: (documents: ReadonlySet<OpenDocument>) => Promise<void>,
  { connection }: ServerContext,
): Diagnostics['dependencyChanged'] {
  let waiting = new Set<OpenDocument>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  return (documents, delay = DEPENDENTS_DELAY) => {
    if (documents.length === 0) return;
    for (const document of documents) waiting.add(document);
    clearTimeout(timer);
    timer = setTimeout(() => {
      const batch = waiting;
      waiting = new Set();
      run(batch).catch((error) => connection.console.error(`Diagnostics could not be renewed: ${describeFailure(error)}`));
    }, delay);
  };
}
