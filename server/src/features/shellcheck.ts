import type { ServerContext } from '../context.ts';
import type { OpenDocument } from '../documents.ts';
import { describeFailure } from '../failure.ts';
import type { Diagnostics } from './diagnostics.ts';

/** Milliseconds of quiet before a program is started for what was typed. */
const QUIET = 250;

/**
 * Lets ShellCheck read the scripts of a document when nobody types, and has the document linted again when it has answered. A new
 * change stops what is under way.
 * @returns to be called with every document that was linted and holds scripts that were not checked
 */
export function registerShellcheck({ connection, session }: ServerContext, diagnostics: Diagnostics): (document: OpenDocument) => void {
  const running = new WeakMap<OpenDocument, AbortController>();

  const check = async (document: OpenDocument, { signal }: AbortController) => {
    if (signal.aborted || session.documents.get(document.uri) !== document) return;
    if (await session.checkScripts(document, signal)) diagnostics.dependencyChanged([document], 0);
  };

  return (document) => {
    running.get(document)?.abort();
    const stop = new AbortController();
    running.set(document, stop);
    setTimeout(() => {
      check(document, stop).catch((error) => connection.console.error(`ShellCheck could not be asked: ${describeFailure(error)}`));
    }, QUIET);
  };
}
