import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { type Browser, chromium, type Page } from 'playwright-core';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const CANDIDATES = [process.env.CHROMIUM_PATH, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const executablePath = CANDIDATES.find((path) => path !== undefined && existsSync(path));

/** A client inside the page: answers the worker's questions about files from a table. */
const CLIENT = `
  const worker = new Worker('/server.browser.js');
  const pending = new Map();
  window.files = {};
  window.asked = [];
  window.notes = [];
  let last = 0;
  worker.onerror = (event) => window.notes.push({ method: 'error', params: event.message });
  worker.onmessage = ({ data }) => {
    if (data.method === undefined) {
      const { resolve, reject } = pending.get(data.id);
      data.error ? reject(new Error(data.error.message)) : resolve(data.result);
    } else if (data.id === undefined) window.notes.push(data);
    else worker.postMessage({ jsonrpc: '2.0', id: data.id, result: answer(data.method, data.params) });
  };
  function answer(method, params) {
    window.asked.push(method + ' ' + (params.uri ?? params.pattern ?? ''));
    const paths = Object.keys(window.files);
    if (method === 'workspace/configuration') return params.items.map(() => null);
    if (method === 'seaworthy/fs/readFile') return { text: window.files[params.uri] ?? null };
    if (method === 'seaworthy/fs/findFiles') return params.pattern.includes('github') ? [] : paths;
    if (method === 'seaworthy/fs/readDirectory') {
      const below = paths.filter((path) => path.startsWith(params.uri + '/')).map((path) => path.slice(params.uri.length + 1));
      return below.filter((path) => !path.includes('/')).map((path) => [path, 'file']);
    }
    return null;
  }
  window.request = (method, params) => new Promise((resolve, reject) => {
    const id = ++last;
    pending.set(id, { resolve, reject });
    worker.postMessage({ jsonrpc: '2.0', id, method, params });
  });
  window.notify = (method, params) => worker.postMessage({ jsonrpc: '2.0', method, params });
`;

interface PageWindow {
  files: Record<string, string>;
  asked: string[];
  request(method: string, params: unknown): Promise<unknown>;
  notify(method: string, params: unknown): void;
}

/** Of the page: only functions that run there may use it. */
declare const window: PageWindow;

describe('the server in a web worker', () => {
  let http: Server;
  let browser: Browser;
  let page: Page;
  const folder = 'vscode-vfs://github/owner/repo';

  before(async function () {
    if (!executablePath) {
      if (process.env.CI) throw new Error('No Chromium was found; set CHROMIUM_PATH.');
      console.warn('      skipped: no Chromium was found (set CHROMIUM_PATH)');
      this.skip();
    }
    const { outputFiles } = await build({
      absWorkingDir: root,
      entryPoints: ['server/src/main.browser.ts'],
      bundle: true,
      platform: 'browser',
      format: 'iife',
      target: 'es2022',
      write: false,
      logLevel: 'silent',
    });
    const script = outputFiles[0]?.text ?? '';
    http = createServer((request, response) => {
      const isScript = request.url === '/server.browser.js';
      response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html');
      response.end(isScript ? script : `<!doctype html><title>client</title><script>${CLIENT}</script>`);
    });
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
    page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${(http.address() as AddressInfo).port}/`);
  });
  after(async () => {
    await browser?.close();
    http?.close();
  });

  const request = <Result>(method: string, params: unknown) =>
    page.evaluate(([name, given]) => window.request(name as string, given), [method, params] as const) as Promise<Result>;
  const notify = (method: string, params: unknown) =>
    page.evaluate(([name, given]) => window.notify(name as string, given), [method, params] as const);

  it('answers with what the client lets it read', async () => {
    await page.evaluate(
      ([uri]) => {
        window.files = { [`${uri}/.seaworthy.yaml`]: 'rules:\n  file/syntax-error: low\n', [`${uri}/docker-compose.yml`]: 'services: [\n' };
      },
      [folder] as const,
    );
    const initialized = await request<{ capabilities: { diagnosticProvider: object } }>('initialize', {
      processId: null,
      workspaceFolders: [{ uri: folder, name: 'repo' }],
      capabilities: { workspace: { configuration: true }, textDocument: { diagnostic: {} } },
      initializationOptions: { protocol: 1, fileAccess: 'client', fileRequests: true },
    });
    assert.ok(initialized.capabilities.diagnosticProvider);
    await notify('initialized', {});
    const uri = `${folder}/.github/workflows/ci.yml`;
    await notify('textDocument/didOpen', { textDocument: { uri, languageId: 'yaml', version: 1, text: 'on: [\n' } });
    const { items } = await request<{ items: { code: string; severity: number }[] }>('textDocument/diagnostic', { textDocument: { uri } });
    const syntax = items.find(({ code }) => code === 'file/syntax-error');
    assert.equal(syntax?.severity, 4, 'as the configuration file says, which only the client can read');
    const asked = await page.evaluate(() => window.asked);
    assert.ok(asked.includes(`seaworthy/fs/readFile ${folder}/.seaworthy.yaml`));
  });

  it('audits what the client finds', async () => {
    const result = await request<{ files: number; counts: { low?: number }; text: string }>('seaworthy/audit', {
      folder,
      format: 'json',
    });
    assert.equal(result.files, 2, 'the Compose file and the configuration');
    assert.ok((result.counts.low ?? 0) > 0);
    assert.equal(JSON.parse(result.text).project, 'repo');
  });
});
