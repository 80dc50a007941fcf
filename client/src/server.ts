import * as vscode from 'vscode';
import type { BaseLanguageClient, LanguageClientOptions } from 'vscode-languageclient';
import { FILE_INFO_CHANGED_NOTIFICATION, type InitializationOptions } from '../../server/src/protocol.ts';
import type { ServerState } from './clientOptions.ts';
import { isSupported } from './documents.ts';
import { registerFileRequests } from './fileRequests.ts';

/** What the desktop and the browser do differently. */
export interface Platform {
  readonly fileAccess: InitializationOptions['fileAccess'];
  createClient(options: LanguageClientOptions): Promise<BaseLanguageClient>;
}

export interface RequestOptions {
  readonly token?: vscode.CancellationToken;
  onProgress?(message?: string, percentage?: number): void;
}

/** The language server, started when it is needed for the first time. */
export interface Server extends vscode.Disposable {
  readonly state: ServerState;
  readonly onDidChangeState: vscode.Event<void>;
  /** What {@link FILE_INFO_REQUEST} answers may have changed. */
  readonly onDidChangeFileInfo: vscode.Event<void>;
  /** Starts the server if it is not running. Rejects when it cannot be started. */
  start(): Promise<BaseLanguageClient>;
  stop(): Promise<void>;
  restart(): Promise<void>;
  /** Sends a request, to a server that is started for it if need be. */
  request<Result>(method: string, params?: object, options?: RequestOptions): Promise<Result>;
}

export function createServer(platform: Platform, output: vscode.LogOutputChannel): Server {
  const stateChanged = new vscode.EventEmitter<void>();
  const fileInfoChanged = new vscode.EventEmitter<void>();
  let state: ServerState = 'off';
  let running: Promise<BaseLanguageClient> | undefined;
  let progressTokens = 0;
  let trust: vscode.Disposable | undefined;

  const setState = (next: ServerState) => {
    if (next === state) return;
    state = next;
    stateChanged.fire();
  };

  const launch = async (): Promise<BaseLanguageClient> => {
    const { clientOptions, observeState } = await import('./clientOptions.ts');
    const onGaveUp = () => {
      running = undefined;
      // Later than the client's own change of state to "stopped".
      setTimeout(() => setState('failed'));
      void reportFailure(vscode.l10n.t('The Seaworthy server keeps crashing and was not started again.'));
    };
    let started = false;
    const options = clientOptions({ fileAccess: platform.fileAccess, output, hasStarted: () => started, onGaveUp });
    const client = await platform.createClient(options);
    observeState(client, setState);
    registerFileRequests(client);
    client.onNotification(FILE_INFO_CHANGED_NOTIFICATION, () => fileInfoChanged.fire());
    // What the settings allow depends on it.
    trust?.dispose();
    trust = vscode.workspace.onDidGrantWorkspaceTrust(() =>
      client.sendNotification('workspace/didChangeConfiguration', { settings: null }),
    );
    await client.start();
    started = true;
    return client;
  };

  const start = () => {
    if (running) return running;
    setState('starting');
    const starting = launch();
    running = starting;
    starting.catch((error) => {
      if (running === starting) running = undefined;
      setState('failed');
      output.error('The server could not be started', error);
      void reportFailure(vscode.l10n.t('The Seaworthy server could not be started.'));
    });
    return starting;
  };

  const stop = async () => {
    const stopping = running;
    running = undefined;
    try {
      await (await stopping)?.dispose();
    } catch (error) {
      // It never started, or is gone already; either way it is not there any more.
      output.warn('The server did not stop in an orderly way', String(error));
    }
    setState('off');
  };

  return {
    get state() {
      return state;
    },
    onDidChangeState: stateChanged.event,
    onDidChangeFileInfo: fileInfoChanged.event,
    start,
    stop,
    restart: async () => {
      await stop();
      await start();
    },
    request: async <Result>(method: string, params: object | undefined, { token, onProgress }: RequestOptions = {}) => {
      const client = await start();
      if (!onProgress) return client.sendRequest<Result>(method, params, token);
      const { observeProgress } = await import('./clientOptions.ts');
      const workDoneToken = `seaworthy-${++progressTokens}`;
      const observer = observeProgress(client, workDoneToken, onProgress);
      try {
        return await client.sendRequest<Result>(method, { ...params, workDoneToken }, token);
      } finally {
        observer.dispose();
      }
    },
    dispose: () => {
      trust?.dispose();
      stateChanged.dispose();
      fileInfoChanged.dispose();
    },
  };
}

async function reportFailure(message: string): Promise<void> {
  const showOutput = vscode.l10n.t('Show Output');
  const restart = vscode.l10n.t('Restart');
  const choice = await vscode.window.showErrorMessage(message, showOutput, restart);
  if (choice === showOutput) await vscode.commands.executeCommand('seaworthy.showOutput');
  if (choice === restart) await vscode.commands.executeCommand('seaworthy.restartServer');
}

/** Starts the server as soon as a document is open that it lints and for which the extension is switched on. */
export function startWhenNeeded(server: Server): vscode.Disposable {
  const needsServer = (document: vscode.TextDocument) =>
    isSupported(document) && vscode.workspace.getConfiguration('seaworthy', document).get('enable', true);
  const startFor = (documents: readonly vscode.TextDocument[]) => {
    if (server.state === 'off' && documents.some(needsServer)) server.start().catch(() => {});
  };
  startFor(vscode.workspace.textDocuments);
  return vscode.Disposable.from(
    vscode.workspace.onDidOpenTextDocument((document) => startFor([document])),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('seaworthy.enable')) startFor(vscode.workspace.textDocuments);
    }),
  );
}
