import { existsSync, readdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { copyWorkspace, repository, SetupError } from './harness.mjs';
import { readResult } from './host.mjs';

const cachePath = path.join(repository, '.vscode-test');

/**
 * Whether a desktop VS Code can be started here: there is a display, and a VS Code that is named by VSCODE_EXECUTABLE, has been downloaded
 * or can be. SEAWORTHY_VSCODE=desktop|server decides without looking.
 */
export async function desktopIsAvailable() {
  if (process.env.SEAWORTHY_VSCODE) return process.env.SEAWORTHY_VSCODE === 'desktop';
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return false;
  if (process.env.VSCODE_EXECUTABLE) return true;
  if (existsSync(cachePath) && readdirSync(cachePath).some((name) => existsSync(path.join(cachePath, name, 'is-complete')))) return true;
  try {
    const url = 'https://update.code.visualstudio.com/api/releases/stable';
    return (await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(4000) })).ok;
  } catch {
    return false;
  }
}

/** Runs the host suite in the desktop VS Code; it is downloaded to .vscode-test when none is there. */
export async function runInDesktop(tests, { extension, grep }) {
  const { runTests } = await import('@vscode/test-electron');
  const { temporary, workspace } = await copyWorkspace();
  try {
    let failure;
    await runTests({
      vscodeExecutablePath: process.env.VSCODE_EXECUTABLE,
      version: process.env.VSCODE_VERSION ?? 'stable',
      cachePath,
      extensionDevelopmentPath: path.resolve(extension),
      extensionTestsPath: tests,
      extensionTestsEnv: { SEAWORTHY_TEST_GREP: grep ?? '' },
      launchArgs: [workspace, '--disable-extensions', '--user-data-dir', path.join(temporary, 'user-data')],
    }).catch((error) => {
      failure = error;
    });
    const result = readResult(workspace);
    if (!result) throw new SetupError(`the desktop VS Code ended before the tests did: ${failure?.message ?? 'no reason given'}`);
    return { ...result, where: 'the desktop VS Code' };
  } finally {
    await rm(temporary, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}
