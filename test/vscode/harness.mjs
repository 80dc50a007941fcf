// Starts a real VS Code (the server that scripts/install-vscode.sh installed) with a fresh profile on a copy of a folder, and shows its
// workbench in Chromium. Everything listens on 127.0.0.1 and is gone after close().
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { get } from 'node:http';
import { createServer as createSocket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { format } from 'node:util';
import { chromium } from 'playwright-core';
import { serveFolders } from './serve.mjs';

export const repository = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/** The editor, the browser or the machine is not fit for the tests; nothing is known about the extension. */
export class SetupError extends Error {}

const cache = process.env.SEAWORTHY_VSCODE_CACHE ?? path.join(repository, '.cache/vscode');

/** Paths of the installed VS Code server and of a Node that can run it; installs it on the first use. */
export function findEditor() {
  let editor = installedEditor();
  if (!editor) {
    const script = path.join(repository, 'scripts/install-vscode.sh');
    const { status } = spawnSync('bash', [script, cache], { stdio: ['ignore', 'inherit', 'inherit'] });
    if (status !== 0) throw new SetupError(`${path.relative(process.cwd(), script)} failed; VS Code is not there to test in`);
    editor = installedEditor();
  }
  if (!editor) throw new SetupError(`no VS Code in ${cache}`);
  return editor;
}

function installedEditor() {
  if (!existsSync(cache)) return undefined;
  const name = readdirSync(cache)
    .filter((entry) => existsSync(path.join(cache, entry, 'complete')))
    .sort()
    .at(-1);
  if (!name) return undefined;
  const ownNode = path.join(cache, name, 'node');
  return { name, node: existsSync(ownNode) ? ownNode : process.execPath, main: path.join(cache, name, 'server/out/server-main.js') };
}

/** Keep the names the same as in scripts/install-vscode.sh. */
export function findBrowser() {
  const given = process.env.CHROMIUM_PATH;
  if (given) {
    if (existsSync(given)) return given;
    throw new SetupError(`CHROMIUM_PATH: there is no ${given}`);
  }
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];
  const candidates = (process.env.PATH ?? '').split(path.delimiter).flatMap((folder) => names.map((name) => path.join(folder, name)));
  candidates.push('/Applications/Google Chrome.app/Contents/MacOS/Google Chrome');
  const found = candidates.find((file) => existsSync(file));
  if (!found) throw new SetupError('no Chromium or Chrome found: run scripts/install-vscode.sh or set CHROMIUM_PATH');
  return found;
}

/** Quiet, and as on the desktop where the web workbench differs (autosave). */
const baseSettings = {
  'telemetry.telemetryLevel': 'off',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'chat.commandCenter.enabled': false,
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'update.mode': 'none',
  'git.enabled': false,
  'npm.autoDetect': 'off',
  'editor.accessibilitySupport': 'off',
  'files.autoSave': 'off',
  'security.workspace.trust.startupPrompt': 'never',
};

export async function poll(what, milliseconds, probe) {
  const end = Date.now() + milliseconds;
  for (;;) {
    const value = await probe();
    if (value) return value;
    if (Date.now() > end) throw new SetupError(`no ${what} within ${milliseconds / 1000} s`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function freePort() {
  return new Promise((resolve, reject) => {
    const socket = createSocket();
    socket.once('error', reject);
    socket.listen(0, '127.0.0.1', () => {
      const { port } = socket.address();
      socket.close(() => resolve(port));
    });
  });
}

/** The environment without what an editor around us would have set for its own extension host. */
function cleanEnvironment(extra) {
  const own = Object.entries(process.env).filter(([name]) => !/^(VSCODE_|ELECTRON_|NODE_OPTIONS$|NODE_TEST_CONTEXT$)/.test(name));
  return { ...Object.fromEntries(own), ...extra };
}

/** Copies the test workspace to a new temporary directory. Returns the directory, to be removed by the caller, and the copy in it. */
export async function copyWorkspace() {
  const temporary = await mkdtemp(path.join(tmpdir(), 'seaworthy-vscode-'));
  // The name is seen in the screenshots.
  const workspace = path.join(temporary, 'shop');
  await cp(path.join(repository, 'test/vscode/workspace'), workspace, { recursive: true });
  return { temporary, workspace };
}

/**
 * Copies what the package holds to a new temporary directory, to be removed by the caller. VS Code takes built-in extensions that lie
 * below an extension under development for parts of it, and the editor's own folder does lie below the repository.
 */
export async function stageExtension(from) {
  const to = await mkdtemp(path.join(tmpdir(), 'seaworthy-extension-'));
  for (const part of ['package.json', 'dist', 'syntaxes', 'schemas', 'media']) {
    await cp(path.join(from, part), path.join(to, part), { recursive: true });
  }
  return to;
}

/**
 * Starts the VS Code server on a copy of the test workspace.
 * Options: `settings` (user settings), `env` (of the extension host), `restricted` (the folder is not trusted), `vsix` (installed first).
 */
export async function startEditor({ settings = {}, env = {}, restricted = false, vsix }) {
  const editor = findEditor();
  const { temporary, workspace } = await copyWorkspace();
  const userData = path.join(temporary, 'user-data');
  await mkdir(path.join(userData, 'User'), { recursive: true });
  await writeFile(path.join(userData, 'User/settings.json'), JSON.stringify({ ...baseSettings, ...settings }));
  const profile = ['--user-data-dir', userData, '--server-data-dir', path.join(temporary, 'server-data')];
  const common = [
    '--accept-server-license-terms',
    '--telemetry-level',
    'off',
    '--extensions-dir',
    path.join(temporary, 'extensions'),
    ...profile,
  ];

  const log = [];
  const launch = (args) => {
    // In a process group of its own, so that the extension host and the file watcher end with it.
    const child = spawn(editor.node, [editor.main, ...common, ...args], {
      env: cleanEnvironment(env),
      cwd: temporary,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (data) => log.push(...String(data).split(/\r?\n/).filter(Boolean)));
    return child;
  };
  const removeTemporary = () => rm(temporary, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });

  if (vsix) {
    const code = await new Promise((resolve) => launch(['--install-extension', path.resolve(vsix), '--force']).on('close', resolve));
    if (code !== 0) {
      await removeTemporary();
      throw new SetupError(`${vsix} cannot be installed\n${log.join('\n')}`);
    }
  }

  const port = await freePort();
  const trust = restricted ? [] : ['--disable-workspace-trust'];
  const child = launch(['--host', '127.0.0.1', '--port', String(port), '--without-connection-token', ...trust]);
  let running = true;
  const ended = new Promise((resolve) =>
    child.on('close', () => {
      running = false;
      resolve();
    }),
  );
  const signal = (name) => {
    try {
      if (running) process.kill(-child.pid, name);
    } catch {
      // It ended in this moment.
    }
  };
  const onExit = () => {
    signal('SIGKILL');
    rmSync(temporary, { recursive: true, force: true });
  };
  process.once('exit', onExit);
  const close = async () => {
    signal('SIGTERM');
    await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 2000).unref())]);
    signal('SIGKILL');
    process.off('exit', onExit);
    await removeTemporary();
  };

  const url = `http://127.0.0.1:${port}`;
  const answers = () => new Promise((resolve) => get(`${url}/version`, (r) => resolve(r.resume())).on('error', () => resolve(false)));
  try {
    await poll('VS Code server', 30_000, () => {
      if (!running) throw new SetupError(`the VS Code server ended early\n${log.join('\n')}`);
      return answers();
    });
  } catch (error) {
    await close();
    throw error;
  }
  return { name: editor.name, url, authority: `127.0.0.1:${port}`, temporary, workspace, log, close, isRunning: () => running };
}

export function launchBrowser() {
  return chromium.launch({
    executablePath: findBrowser(),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-dev-shm-usage',
      '--disable-background-networking',
      '--disable-background-timer-throttling',
      '--disable-renderer-backgrounding',
      // The workbench would otherwise try galleries and CDNs.
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
    ],
  });
}

/**
 * Opens the workbench of a started editor in a browser.
 * Options: `extension` (folder under development), `tests` (file whose run() is called in the extension host), `web` (both in the web
 * worker host), `onLine(text)` (console lines of the extension host), `onExit(code)` (the test run ended), `viewport`, `scale`.
 */
export async function openWorkbench(editor, browser, options = {}) {
  const { extension, tests, web = false, onLine, onExit, viewport = { width: 1280, height: 800 }, scale = 1 } = options;
  const served = web ? await serveFolders({ '/extension': extension, '/extension/.tests': path.dirname(tests) }) : undefined;
  const development = web
    ? {
        extensions: [uri('http', served.authority, '/extension')],
        // No host takes tests from outside the extension.
        extensionTestsPath: uri('http', served.authority, `/extension/.tests/${path.basename(tests)}`),
      }
    : {
        extensions: extension ? [uri('vscode-remote', editor.authority, path.resolve(extension))] : undefined,
        extensionTestsPath: tests && uri('vscode-remote', editor.authority, path.resolve(tests)),
      };

  const context = await browser.newContext({ viewport, deviceScaleFactor: scale, reducedMotion: 'reduce', bypassCSP: web });
  const close = async () => {
    await context.close().catch(() => {});
    await served?.close();
  };
  try {
    const page = await context.newPage();
    await page.addInitScript(addDevelopmentOptions, development);
    await page.exposeFunction('codeAutomationLog', (_type, args) => onLine?.(format(...[args].flat())));
    await page.exposeFunction('codeAutomationExit', (code) => onExit?.(code));
    await page.goto(`${editor.url}/?folder=${encodeURI(editor.workspace)}`, { waitUntil: 'commit' });
    await page.waitForSelector('.monaco-workbench .part.editor', { timeout: 60_000 });
    return { page, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function uri(scheme, authority, file) {
  return { $mid: 1, scheme, authority, path: file.split(path.sep).join('/') };
}

/**
 * Runs in the page. The workbench reads its configuration from an element of the page when its scripts start, which is after the page has
 * been parsed ("interactive"). Changing the response on its way instead makes Chromium refuse the page's own web socket.
 */
function addDevelopmentOptions(development) {
  document.addEventListener('readystatechange', () => {
    const element = document.getElementById('vscode-workbench-web-configuration');
    if (!element || element.dataset.seaworthy) return;
    element.dataset.seaworthy = 'done';
    const configuration = JSON.parse(element.getAttribute('data-settings'));
    configuration.developmentOptions = { ...configuration.developmentOptions, ...development };
    element.setAttribute('data-settings', JSON.stringify(configuration));
  });
}
