// A language client for measuring: starts a server over stdio, opens a document, types, and takes the time until diagnostics.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-jsonrpc/node';

const TIMEOUT = 30_000;

/** One session with a server. Times are milliseconds, memory is in MB. */
export class LanguageServer {
  #child;
  #connection;
  #waiting = [];
  #published = new Map();
  #settings;
  root;
  started = performance.now();

  /**
   * @param {{ command: readonly string[], initializationOptions?: unknown, settings?: Record<string, unknown> }} server
   * @param {string} root folder that is opened as the workspace
   */
  constructor({ command, settings = {} }, root) {
    const [program, ...args] = command;
    this.root = root;
    this.#settings = settings;
    this.#child = spawn(program, args, { stdio: ['pipe', 'pipe', 'ignore'] });
    this.#connection = createMessageConnection(new StreamMessageReader(this.#child.stdout), new StreamMessageWriter(this.#child.stdin));
    this.#connection.onRequest('workspace/configuration', ({ items }) => items.map(({ section }) => this.#settings[section] ?? null));
    this.#connection.onRequest('workspace/workspaceFolders', () => [{ uri: pathToFileURL(root).href, name: 'bench' }]);
    this.#connection.onRequest((method) => (method.startsWith('workspace/') && method.endsWith('/refresh') ? null : null));
    this.#connection.onNotification('textDocument/publishDiagnostics', (published) => this.#received(published));
    this.#connection.onError(() => {});
    this.#connection.listen();
  }

  /** @returns milliseconds from the start of the process to the answer */
  async initialize(initializationOptions = {}) {
    const answer = await this.#connection.sendRequest('initialize', {
      processId: process.pid,
      rootUri: pathToFileURL(this.root).href,
      workspaceFolders: [{ uri: pathToFileURL(this.root).href, name: 'bench' }],
      initializationOptions,
      capabilities: {
        workspace: { configuration: true, workspaceFolders: true, didChangeConfiguration: { dynamicRegistration: true } },
        textDocument: {
          synchronization: {},
          publishDiagnostics: { versionSupport: true, relatedInformation: true },
          codeAction: {
            codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix', 'source'] } },
            resolveSupport: { properties: ['edit'] },
            dataSupport: true,
          },
        },
      },
    });
    const ms = performance.now() - this.started;
    await this.#connection.sendNotification('initialized', {});
    await this.#connection.sendNotification('workspace/didChangeConfiguration', { settings: this.#settings });
    const sync = answer.capabilities.textDocumentSync;
    this.isFullSync = (typeof sync === 'number' ? sync : sync?.change) === 1;
    return ms;
  }

  /** Opens a document. @returns milliseconds until its first diagnostics */
  async open(uri, languageId, text) {
    const from = performance.now();
    const answer = this.#next(uri, 1, from);
    await this.#connection.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId, version: 1, text } });
    return (await answer).at - from;
  }

  /** @returns milliseconds until the diagnostics of this version */
  async change(uri, version, contentChanges) {
    const from = performance.now();
    const answer = this.#next(uri, version, from);
    await this.#connection.sendNotification('textDocument/didChange', { textDocument: { uri, version }, contentChanges });
    return (await answer).at - from;
  }

  /** Sends a change and does not wait. @returns the moment */
  send(uri, version, contentChanges) {
    // What is still to be written when the server is stopped is lost.
    this.#connection.sendNotification('textDocument/didChange', { textDocument: { uri, version }, contentChanges }).catch(() => {});
    return performance.now();
  }

  /** Waits until nothing has come for a while. @returns when the last diagnostics of a document came */
  async settled(uri, quiet = 5000) {
    for (;;) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      const last = this.#published.get(uri)?.at ?? 0;
      if (last > 0 && performance.now() - last > quiet) return last;
    }
  }

  /** The diagnostics that came last. */
  diagnostics(uri) {
    return this.#published.get(uri)?.diagnostics ?? [];
  }

  request(method, params) {
    return this.#connection.sendRequest(method, params);
  }

  /** Resident memory in MB; undefined where the system does not tell. */
  memory() {
    return field(this.#child.pid, 'VmRSS');
  }

  async stop() {
    const gone = new Promise((resolve) => this.#child.once('exit', resolve));
    const wait = setTimeout(() => this.#child.kill('SIGKILL'), 2000);
    await this.#connection.sendRequest('shutdown').catch(() => {});
    await this.#connection.sendNotification('exit').catch(() => {});
    await gone;
    clearTimeout(wait);
    this.#connection.dispose();
  }

  #received({ uri, version, diagnostics }) {
    const at = performance.now();
    this.#published.set(uri, { at, diagnostics });
    // Servers that send no version are believed to speak of the newest text.
    const done = this.#waiting.filter((one) => one.uri === uri && (version === undefined || version === null || version >= one.version));
    this.#waiting = this.#waiting.filter((one) => !done.includes(one));
    for (const one of done) one.resolve({ at });
  }

  #next(uri, version) {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`no diagnostics in ${TIMEOUT / 1000} s`)), TIMEOUT);
      this.#waiting.push({
        uri,
        version,
        resolve: (value) => {
          clearTimeout(timer);
          resolve(value);
        },
      });
    });
  }
}

function field(pid, name) {
  try {
    const line = new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
    return line ? Math.round(Number(line[1]) / 102.4) / 10 : undefined;
  } catch {
    return undefined;
  }
}
