import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { openWorkbench, repository, SetupError, startEditor } from './harness.mjs';

const timeout = 180_000;

/** Written by the tests into the workspace when they are through; see host/report.ts. */
export const resultFile = '.seaworthy-test-result.json';

/**
 * VS Code reports success also when the extension host died before the tests ended, so only what the tests wrote down themselves counts.
 * Returns `undefined` when they did not.
 */
export function readResult(workspace) {
  try {
    return JSON.parse(readFileSync(path.join(workspace, resultFile), 'utf8'));
  } catch {
    return undefined;
  }
}

/** Runs a mocha suite (`host`, `restricted` or `web`) in the extension host. Returns the counts of the run. */
export async function runInHost(browser, { suite, tests, extension, vsix, grep, verbose }) {
  const web = suite === 'web';
  const restricted = suite === 'restricted';
  const out = path.join(repository, 'out/vscode-failure', suite);
  rmSync(out, { recursive: true, force: true });
  const env = { SEAWORTHY_TEST_GREP: grep ?? '', SEAWORTHY_TEST_RESTRICTED: restricted ? '1' : '' };
  const editor = await startEditor({ restricted, vsix: web ? undefined : vsix, env });
  const lines = [];
  let workbench;
  let result;
  try {
    let finish;
    const over = new Promise((resolve) => {
      finish = resolve;
    });
    workbench = await openWorkbench(editor, browser, {
      extension: vsix && !web ? driver(editor.temporary) : extension,
      tests,
      web,
      onLine: (line) => {
        lines.push(line);
        if (verbose || !isEditorChatter(line)) console.log(line);
      },
      onExit: () => finish(),
    });
    const watch = setInterval(() => {
      if (!editor.isRunning() || editor.log.some((line) => /Extension Host Process exited with code: (?!0,)/.test(line))) finish('died');
    }, 500);
    const timer = setTimeout(() => finish('timeout'), timeout);
    const how = await over;
    clearInterval(watch);
    clearTimeout(timer);
    result = readResult(editor.workspace);
    if (how === 'timeout') throw new SetupError(`the tests did not end within ${timeout / 1000} s`);
    if (!result) throw new SetupError('the extension host ended before the tests did');
    return { ...result, where: `${editor.name} (${web ? 'web worker' : 'Node'} host)` };
  } finally {
    if (!result || result.failures > 0) {
      mkdirSync(out, { recursive: true });
      await workbench?.page.screenshot({ path: path.join(out, 'screenshot.png') }).catch(() => {});
      writeFileSync(path.join(out, 'server.log'), editor.log.join('\n'));
      writeFileSync(path.join(out, 'console.log'), lines.join('\n'));
      console.log(`What the editor showed and logged: ${path.relative(process.cwd(), out)}`);
    }
    await workbench?.close();
    await editor.close();
  }
}

/** An empty extension: without one under development VS Code runs no tests, and the one under test is installed. */
function driver(temporary) {
  const folder = path.join(temporary, 'driver');
  mkdirSync(folder);
  writeFileSync(
    path.join(folder, 'package.json'),
    JSON.stringify({ name: 'driver', publisher: 'seaworthy-test', version: '0.0.0', engines: { vscode: '*' } }),
  );
  return folder;
}

/** Log entries of the workbench come the same way as the console output of the tests. All are kept in console.log on a failure. */
function isEditorChatter(line) {
  return /^(%c|CodeExpectedError|\[|Resolv(ing|ed)|Creating a socket|Updating additional|Loading development|Request to|getaddrinfo|Ignoring|Extension host test|Settings Sync|Auto updating|Started local|Error: Could not locate|Cannot find module '\.\/build|ChatSession)/.test(
    line,
  );
}
