import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { onNode } from '../../../scripts/aliases.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const repository = join(here, '..', '..', '..');

let bundle: Promise<string> | undefined;

/** Builds the command line as it is shipped, but with the rules of registry.ts. */
export function cliPath(): Promise<string> {
  bundle ??= buildCli(join(here, 'registry.ts'));
  return bundle;
}

/** @param registry the module that stands for rules/registry.ts; the real one when it is left out */
export async function buildCli(registry?: string): Promise<string> {
  const folder = temporaryFolder();
  await build({
    absWorkingDir: repository,
    entryPoints: { cli: 'server/src/cli/main.ts' },
    outdir: folder,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    alias: onNode,
    logLevel: 'error',
    define: { SEAWORTHY_VERSION: '"1.2.3"' },
    plugins: [
      {
        name: 'test registry',
        setup({ onResolve }) {
          onResolve({ filter: /rules\/registry\.ts$/ }, () => (registry === undefined ? undefined : { path: registry }));
        },
      },
    ],
  });
  return join(folder, 'cli.js');
}

const folders: string[] = [];
process.on('exit', () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

export function temporaryFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'seaworthy-test-')));
  chmodSync(folder, 0o755);
  folders.push(folder);
  return folder;
}

/** A new folder with the given files; a `.git` folder makes it a root. */
export function project(files: Readonly<Record<string, string | Buffer>>): string {
  const folder = temporaryFolder();
  mkdirSync(join(folder, '.git'));
  put(folder, files);
  return folder;
}

export function put(folder: string, files: Readonly<Record<string, string | Buffer>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

export interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly stdin?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly cli?: string;
  /** Run as somebody who may not read everything, where these tests are run by root. */
  readonly asNobody?: boolean;
}

/** Runs the command line as a process of its own. */
export async function seaworthy(cwd: string, args: readonly string[], options: RunOptions = {}): Promise<Run> {
  const cli = options.cli ?? (await cliPath());
  const { NO_COLOR: _no, FORCE_COLOR: _force, SEAWORTHY_DEBUG: _debug, ...env } = process.env;
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [cli, ...args], {
      cwd,
      env: { ...env, ...options.env },
      ...(options.asNobody && process.getuid?.() === 0 ? { uid: 65534 } : {}),
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      stdout += chunk;
    });
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      stderr += chunk;
    });
    child.stdin.on('error', () => {});
    child.stdin.end(options.stdin ?? '');
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}

/** Runs `check --format json` and reads what it printed. */
export async function checkJson(cwd: string, ...args: readonly string[]) {
  const run = await seaworthy(cwd, ['check', '--format', 'json', ...args]);
  return { ...run, report: JSON.parse(run.stdout) as JsonReport };
}

export interface JsonReport {
  readonly version: number;
  readonly files: number;
  readonly findings: readonly JsonFinding[];
  readonly errors: readonly { readonly file: string; readonly message: string }[];
}

export interface JsonFinding {
  readonly rule: string;
  readonly equivalents: readonly string[];
  readonly severity: string;
  readonly category: string;
  readonly file: string;
  readonly range: { readonly start: Position; readonly end: Position };
  readonly message: string;
  readonly fixes: readonly { readonly title: string; readonly safety: string; readonly edits: readonly Record<string, unknown>[] }[];
}

interface Position {
  readonly line: number;
  readonly character: number;
}
