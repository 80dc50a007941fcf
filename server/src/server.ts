import {
  type Connection,
  type DidChangeConfigurationParams,
  ErrorCodes,
  type InitializeResult,
  ResponseError,
  TextDocumentSyncKind,
} from 'vscode-languageserver';
import { type ClientFeatures, clientFeatures, initialFolders } from './capabilities.ts';
import type { ServerContext } from './context.ts';
import type { OpenDocument } from './documents.ts';
import { registerAudit } from './features/audit.ts';
import { CODE_ACTION_KINDS, registerCodeActions } from './features/codeActions.ts';
import { COMMANDS, registerCommands } from './features/commands.ts';
import { type Diagnostics, registerDiagnostics } from './features/diagnostics.ts';
import { registerHover } from './features/hover.ts';
import { registerInformation, tellInfoChanged } from './features/information.ts';
import { registerShellcheck } from './features/shellcheck.ts';
import { registerWatching } from './features/watching.ts';
import { registerWorkspaceDiagnostics, type WorkspaceDiagnostics } from './features/workspaceDiagnostics.ts';
import { openClientRoot } from './host.client.ts';
import type { Root } from './host.ts';
import { FS_FIND_FILES_REQUEST, FS_READ_DIRECTORY_REQUEST, FS_READ_FILE_REQUEST, type FsReadFileResult } from './protocol.ts';
import { type Platform, Session } from './session.ts';
import { uriKey } from './uri.ts';

declare const SEAWORTHY_VERSION: string | undefined;

/** Milliseconds that the client has for telling its settings; then the defaults hold. */
const SETTINGS_TIMEOUT = 2000;

interface Running {
  readonly context: ServerContext;
  readonly diagnostics: Diagnostics;
  readonly workspace: WorkspaceDiagnostics;
  readonly checkScripts: (document: OpenDocument) => void;
}

/** Answers a client over a connection, from `initialize` to `exit`. */
export function startServer(connection: Connection, platform: Platform): void {
  let running: Running | undefined;
  /** What a client sent that cannot be asked for its settings. */
  let pushedSettings: unknown;

  connection.onInitialize((params): InitializeResult => {
    if (running) throw new ResponseError(ErrorCodes.InvalidRequest, 'The server is initialized already.');
    const client = clientFeatures(params);
    const session = new Session(
      { ...platform, openRoot: (uri) => openRoot(uri, client) },
      {
        log: (message) => connection.console.warn(message),
        settings: (uri) => settings(uri, client),
        unchecked: (document) => running?.checkScripts(document),
      },
    );
    session.setFolders(initialFolders(params));
    const context: ServerContext = { connection, session, client };
    const diagnostics = registerDiagnostics(context);
    const workspace = registerWorkspaceDiagnostics(context);
    running = { context, diagnostics, workspace, checkScripts: registerShellcheck(context, diagnostics) };
    registerCodeActions(context);
    registerHover(context);
    registerCommands(context);
    registerInformation(context);
    registerAudit(context);
    // The answer goes first.
    void platform.pause().then(() => session.warmUp());
    return { capabilities: capabilities(client), serverInfo: { name: 'seaworthy', version: version() } };
  });

  connection.onInitialized(() => {
    if (!running) return;
    const { context, workspace } = running;
    for (const folder of context.session.folders.workspace) context.session.settingsOf(folder).catch(() => {});
    const watching = registerWatching(context);
    if (!context.client.workspaceFolders) return;
    connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
      const gone = new Set(removed.map(({ uri }) => uriKey(uri)));
      const kept = context.session.folders.workspace.map(({ uri }) => uri).filter((uri) => !gone.has(uriKey(uri)));
      context.session.setFolders([...kept, ...added.map(({ uri }) => uri)]);
      watching.foldersChanged();
      workspace.reset();
      relintAll();
    });
  });

  connection.onDidOpenTextDocument(({ textDocument }) => {
    if (!running || typeof textDocument !== 'object') return;
    const { session } = running.context;
    const document = session.documents.open(textDocument.uri, textDocument.languageId, textDocument.version, textDocument.text);
    if (!document) return;
    running.diagnostics.changed(document);
    running.diagnostics.dependencyChanged(session.touch(document));
  });

  connection.onDidChangeTextDocument(({ textDocument, contentChanges }) => {
    if (!running) return;
    const { session } = running.context;
    const document = session.documents.change(textDocument?.uri, textDocument?.version, contentChanges);
    if (!document) return;
    running.diagnostics.changed(document);
    running.diagnostics.dependencyChanged(session.touch(document));
  });

  connection.onDidCloseTextDocument(({ textDocument }) => {
    if (!running) return;
    const { session } = running.context;
    const document = session.documents.get(textDocument?.uri);
    if (!document) return;
    const dependents = session.touch(document);
    session.documents.close(document.uri);
    running.diagnostics.closed(document);
    running.diagnostics.dependencyChanged(dependents);
    running.workspace.changed(document.uri);
  });

  connection.onDidSaveTextDocument(({ textDocument }) => {
    if (!running) return;
    const { context, diagnostics, workspace } = running;
    const document = context.session.documents.get(textDocument?.uri);
    if (!document) return;
    // A chance to see what changed on disk without anybody having watched it.
    const { folder } = context.session.folders.placeOf(document);
    diagnostics.dependencyChanged(context.session.forgetFiles(folder));
    if (!context.client.dynamicWatchers) workspace.reset();
  });

  connection.onDidChangeWatchedFiles(({ changes }) => {
    if (!running || !Array.isArray(changes)) return;
    const { context, diagnostics, workspace } = running;
    for (const change of changes) {
      if (typeof change?.uri !== 'string') continue;
      diagnostics.dependencyChanged(context.session.invalidate(change.uri), 0);
      workspace.changed(change.uri);
    }
    tellInfoChanged(context);
  });

  connection.onDidChangeConfiguration((params: DidChangeConfigurationParams) => {
    const all: unknown = params?.settings;
    if (typeof all === 'object' && all !== null && 'seaworthy' in all) pushedSettings = all.seaworthy;
    if (!running) return;
    running.context.session.forgetSettings();
    running.workspace.reset();
    relintAll();
    tellInfoChanged(running.context);
  });

  connection.onShutdown(() => {
    for (const document of running?.context.session.documents.all() ?? []) running?.context.session.documents.close(document.uri);
  });

  connection.listen();

  function relintAll(): void {
    if (!running) return;
    running.diagnostics.dependencyChanged(running.context.session.documents.all(), 0);
  }

  async function settings(uri: string | undefined, client: ClientFeatures): Promise<unknown> {
    if (!client.configuration) return pushedSettings;
    const asked = connection.workspace.getConfiguration({ section: 'seaworthy', ...(uri === undefined ? {} : { scopeUri: uri }) });
    let timer: ReturnType<typeof setTimeout> | undefined;
    const timeout = new Promise((resolve) => {
      timer = setTimeout(() => resolve(undefined), SETTINGS_TIMEOUT);
    });
    return Promise.race([asked, timeout]).finally(() => clearTimeout(timer));
  }

  function openRoot(uri: string, client: ClientFeatures): Root | undefined {
    const direct = client.clientFiles ? undefined : platform.openRoot(uri);
    if (direct || !client.own) return direct;
    return openClientRoot(uri, {
      readFile: async (file) => (await connection.sendRequest<FsReadFileResult>(FS_READ_FILE_REQUEST, { uri: file })).text,
      readDirectory: (directory) => connection.sendRequest(FS_READ_DIRECTORY_REQUEST, { uri: directory }),
      findFiles: (folder, pattern) => connection.sendRequest(FS_FIND_FILES_REQUEST, { folder, pattern }),
    });
  }
}

function capabilities(client: ClientFeatures): InitializeResult['capabilities'] {
  return {
    positionEncoding: 'utf-16',
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: { includeText: false } },
    ...(client.pull ? { diagnosticProvider: { identifier: 'seaworthy', interFileDependencies: true, workspaceDiagnostics: true } } : {}),
    codeActionProvider: { codeActionKinds: CODE_ACTION_KINDS, resolveProvider: client.resolveEdit },
    hoverProvider: true,
    executeCommandProvider: { commands: Object.values(COMMANDS) },
    workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
  };
}

function version(): string {
  return typeof SEAWORTHY_VERSION === 'string' ? SEAWORTHY_VERSION : '0.0.0-source';
}
