import { type ExtensionContext, Uri } from 'vscode';
import { type Api, activateOn } from './activate.ts';

export { deactivate } from './activate.ts';

/** The part of the browser's Worker that is used here; the type library of browsers would clash with that of Node. */
declare class Worker {
  constructor(url: string);
  terminate(): void;
}

/** Entry in a browser (vscode.dev, github.dev): the server is a worker, and reads files through the client. */
export function activate(context: ExtensionContext): Api {
  let worker: Worker | undefined;
  context.subscriptions.push({ dispose: () => worker?.terminate() });
  return activateOn(
    {
      fileAccess: 'client',
      createClient: async (options) => {
        const { BrowserMessageReader, BrowserMessageWriter, LanguageClient } = await import('vscode-languageclient/browser');
        const startWorker = async () => {
          worker?.terminate();
          worker = new Worker(Uri.joinPath(context.extensionUri, 'dist/server.browser.js').toString(true));
          // Not the worker itself: VS Code replaces the constructor, so that the client's `instanceof Worker` does not recognize it.
          return { reader: new BrowserMessageReader(worker), writer: new BrowserMessageWriter(worker) };
        };
        return new LanguageClient('seaworthy', 'Seaworthy', startWorker, options);
      },
    },
    context,
  );
}
