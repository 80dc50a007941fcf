import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { buildSync } from 'esbuild';
import { createMessageConnection, type MessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-jsonrpc/node';
import { onNode } from '../../scripts/aliases.mjs';

export interface Position {
  readonly line: number;
  readonly character: number;
}
export interface Range {
  readonly start: Position;
  readonly end: Position;
}
export interface Diagnostic {
  readonly range: Range;
  readonly severity: number;
  readonly code: string;
  readonly source: string;
  readonly message: string;
  readonly [member: string]: unknown;
}
export interface CodeAction {
  readonly title: string;
  readonly kind: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into whatever shape the client's abilities ask for
  readonly edit?: any;
  readonly isPreferred?: boolean;
  readonly diagnostics?: Diagnostic[];
  readonly command?: { readonly command: string; readonly arguments: unknown[] };
  readonly data?: unknown;
}
export interface Published {
  readonly uri: string;
  readonly version?: number;
  readonly diagnostics: Diagnostic[];
}

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
export const PROBE = join(root, 'test', 'server', 'probe.ts');
export const REAL = join(root, 'server', 'src', 'main.node.ts');

/** Abilities that single tests add to or take from. */
export const PULL = {
  textDocument: {
    diagnostic: { relatedInformation: true, codeDescriptionSupport: true, dataSupport: true, tagSupport: { valueSet: [1, 2] } },
  },
};
export const PUSH = { textDocument: { publishDiagnostics: { relatedInformation: true, codeDescriptionSupport: true, dataSupport: true } } };
export const ACTIONS = {
  codeActionLiteralSupport: { codeActionKind: { valueSet: ['', 'quickfix', 'source', 'source.fixAll'] } },
  isPreferredSupport: true,
  dataSupport: true,
};

export interface Options {
  readonly capabilities?: Record<string, unknown>;
  readonly folders?: readonly string[];
  readonly initializationOptions?: unknown;
  /** Answer to `workspace/configuration`, by scope. */
  readonly settings?: (scopeUri: string | undefined) => unknown;
  readonly entry?: string;
  readonly processId?: number;
  /** Run as somebody who may not read everything, where these tests are run by root. */
  readonly asNobody?: boolean;
  readonly env?: Readonly<Record<string, string>>;
}

/** A language client that keeps everything it is told. */
export class Client {
  readonly process: ChildProcess;
  readonly connection: MessageConnection;
  readonly published: Published[] = [];
  readonly logs: string[] = [];
  readonly registrations: { id: string; method: string; registerOptions: { watchers?: unknown[] } }[] = [];
  readonly unregistered: string[] = [];
  readonly applied: unknown[] = [];
  refreshes = 0;
  settings: (scopeUri: string | undefined) => unknown;
  // biome-ignore lint/suspicious/noExplicitAny: the answer to `initialize`
  initialized: any;
  #waiting: (() => void)[] = [];

  constructor({ entry = PROBE, settings, asNobody = false, env = {} }: Options) {
    this.settings = settings ?? (() => null);
    this.process = spawn(process.execPath, [bundled(entry), '--stdio'], {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['pipe', 'pipe', 'inherit'],
      ...(asNobody && process.getuid?.() === 0 ? { uid: 65534 } : {}),
    });
    const { stdin, stdout } = this.process;
    if (!stdin || !stdout) throw new Error('no pipes');
    this.connection = createMessageConnection(new StreamMessageReader(stdout), new StreamMessageWriter(stdin));
    this.on('textDocument/publishDiagnostics', (params: Published) => this.published.push(params));
    this.on('window/logMessage', ({ message }: { message: string }) => this.logs.push(message));
    this.connection.onRequest('workspace/configuration', ({ items }: { items: { scopeUri?: string }[] }) =>
      Promise.all(items.map((item) => this.settings(item.scopeUri))),
    );
    this.connection.onRequest('client/registerCapability', ({ registrations }: { registrations: Client['registrations'] }) => {
      this.registrations.push(...registrations);
      this.#wake();
    });
    this.connection.onRequest('client/unregisterCapability', ({ unregisterations }: { unregisterations: { id: string }[] }) => {
      this.unregistered.push(...unregisterations.map(({ id }) => id));
      this.#wake();
    });
    this.connection.onRequest('workspace/diagnostic/refresh', () => {
      this.refreshes++;
      this.#wake();
    });
    this.connection.onRequest('workspace/applyEdit', ({ edit }: { edit: unknown }) => {
      this.applied.push(edit);
      return { applied: true };
    });
    this.connection.onRequest('window/workDoneProgress/create', () => null);
    this.connection.listen();
  }

  on<Params>(method: string, handle: (params: Params) => unknown): void {
    this.connection.onNotification(method, (params: Params) => {
      handle(params);
      this.#wake();
    });
  }

  #wake(): void {
    for (const check of this.#waiting.splice(0)) check();
  }

  /** Waits until a value is there; mocha's own limit ends a wait for ever. */
  async until<Value>(value: () => Value | undefined | false): Promise<Value> {
    for (;;) {
      const now = value();
      if (now !== undefined && now !== false) return now;
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  request<Result>(method: string, params: unknown): Promise<Result> {
    return this.connection.sendRequest<Result>(method, params);
  }

  notify(method: string, params: unknown): Promise<void> {
    return this.connection.sendNotification(method, params);
  }

  open(uri: string, text: string, languageId = 'dockerfile', version = 1): Promise<void> {
    return this.notify('textDocument/didOpen', { textDocument: { uri, languageId, version, text } });
  }

  change(uri: string, version: number, text: string, range?: Range): Promise<void> {
    return this.notify('textDocument/didChange', { textDocument: { uri, version }, contentChanges: [range ? { range, text } : { text }] });
  }

  /** What a client that pulls gets for a document. */
  async pull(uri: string, previousResultId?: string): Promise<{ kind: string; resultId: string; items: Diagnostic[] }> {
    return this.request('textDocument/diagnostic', { textDocument: { uri }, previousResultId });
  }

  async codes(uri: string): Promise<string[]> {
    return (await this.pull(uri)).items.map(({ code }) => code);
  }

  actions(uri: string, range: Range, context: Record<string, unknown> = {}): Promise<CodeAction[]> {
    return this.request('textDocument/codeAction', { textDocument: { uri }, range, context: { diagnostics: [], ...context } });
  }

  /** The last diagnostics pushed for a version of a document. */
  pushed(uri: string, version?: number): Promise<Published> {
    return this.until(() => this.published.findLast((one) => one.uri === uri && (version === undefined || one.version === version)));
  }

  async stop(): Promise<number | null> {
    if (this.process.exitCode !== null) return this.process.exitCode;
    const exited = once(this.process, 'exit');
    await this.request('shutdown', null);
    await this.notify('exit', null);
    const [code] = await exited;
    this.connection.dispose();
    return code;
  }
}

const bundles = new Map<string, string>();

/** The server is bundled once, as it is shipped: that starts in a tenth of the time that its sources take. */
export function bundled(entry: string): string {
  let file = bundles.get(entry);
  if (!file) {
    const folder = mkdtempSync(join(tmpdir(), 'seaworthy-server-'));
    chmodSync(folder, 0o755);
    process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
    // The product starts itself under its own name only.
    file = join(folder, entry === REAL ? 'server.js' : 'probe.js');
    buildSync({
      absWorkingDir: root,
      entryPoints: [entry],
      bundle: true,
      platform: 'node',
      format: 'cjs',
      target: 'node20',
      alias: onNode,
      outfile: file,
      logLevel: 'error',
    });
    bundles.set(entry, file);
  }
  return file;
}

export async function start(options: Options = {}): Promise<Client> {
  const { capabilities = PULL, folders = [], initializationOptions, processId } = options;
  const client = new Client(options);
  const workspaceFolders = folders.map((path) => ({ uri: uriOf(path), name: path }));
  client.initialized = await client.request('initialize', {
    processId: processId ?? process.pid,
    rootUri: null,
    workspaceFolders: workspaceFolders.length ? workspaceFolders : null,
    capabilities,
    initializationOptions,
  });
  await client.notify('initialized', {});
  return client;
}

export function uriOf(path: string): string {
  return pathToFileURL(path).toString();
}

/** A folder with files that lasts for one test. */
export class Workspace {
  readonly path = realpathSync(mkdtempSync(join(tmpdir(), 'seaworthy-')));

  constructor(files: Readonly<Record<string, string>> = {}) {
    for (const [path, text] of Object.entries(files)) this.write(path, text);
  }

  get uri(): string {
    return uriOf(this.path);
  }

  uriOf(path: string): string {
    return uriOf(join(this.path, path));
  }

  write(path: string, text: string): void {
    mkdirSync(dirname(join(this.path, path)), { recursive: true });
    writeFileSync(join(this.path, path), text);
  }

  remove(path = ''): void {
    rmSync(join(this.path, path), { recursive: true, force: true });
  }
}

export function range(line: number, from: number, to: number): Range {
  return { start: { line, character: from }, end: { line, character: to } };
}

/** What a document becomes when a client makes text edits. */
export function applied(text: string, edits: readonly { readonly range: Range; readonly newText: string }[]): string {
  const starts = [0];
  for (let i = 0; i < text.length; i++) if (text[i] === '\n') starts.push(i + 1);
  const offset = ({ line, character }: Position) => (starts[line] ?? text.length) + character;
  return [...edits]
    .sort((a, b) => offset(b.range.start) - offset(a.range.start))
    .reduce((result, edit) => result.slice(0, offset(edit.range.start)) + edit.newText + result.slice(offset(edit.range.end)), text);
}
