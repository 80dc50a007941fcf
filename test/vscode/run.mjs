#!/usr/bin/env node
// Tests the built extension (npm run build) in a real VS Code.
//   node test/vscode/run.mjs [--suite host|restricted|web|ui]… [--vsix FILE] [--extension DIR] [--grep TEXT] [--screenshots] [--verbose]
// host: mocha inside the extension host. restricted: the same in a folder that is not trusted. web: the browser entry, in the web worker
// host. ui: a user's way through the editor, with screenshots; --screenshots renews those in docs/images.
// The host suite runs in the desktop VS Code where one can be had, everything else in code-server and Chromium (scripts/install-vscode.sh).
// Exit code: 0 all passed, 1 some failed, 2 the tests could not run.
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { buildTests } from './build.mjs';
import { desktopIsAvailable, runInDesktop } from './desktop.mjs';
import { launchBrowser, repository, SetupError, stageExtension } from './harness.mjs';
import { runInHost } from './host.mjs';
import { runUi } from './ui/run.mjs';

const suites = ['host', 'restricted', 'web', 'ui'];

async function main() {
  const { values: options } = parseArgs({
    options: {
      suite: { type: 'string', multiple: true, default: suites },
      extension: { type: 'string', default: repository },
      vsix: { type: 'string' },
      grep: { type: 'string' },
      screenshots: { type: 'boolean', default: false },
      verbose: { type: 'boolean', default: false },
    },
  });
  const unknown = options.suite.find((suite) => !suites.includes(suite));
  if (unknown) throw new SetupError(`unknown suite ${unknown}; there are ${suites.join(', ')}`);

  if (process.env.SEAWORTHY_SKIP_VSCODE) {
    if (process.env.CI) throw new SetupError('SEAWORTHY_SKIP_VSCODE is not accepted where CI is set');
    console.log('\n*** SKIPPED: the tests in VS Code did not run (SEAWORTHY_SKIP_VSCODE is set) ***\n');
    report({ passed: 0, failed: 0, skipped: 1 });
    return 0;
  }

  const entries = ['extension.js', 'extension.browser.js', 'server.js', 'server.browser.js'].map((name) => path.join('dist', name));
  const missing = options.vsix ? [] : entries.filter((entry) => !existsSync(path.join(options.extension, entry)));
  if (missing.length > 0) throw new SetupError(`${missing.join(', ')} not found in ${options.extension}: run "npm run build" first`);

  const tests = await buildTests();
  const staged = options.vsix ? undefined : await stageExtension(options.extension);
  if (staged) process.once('exit', () => rmSync(staged, { recursive: true, force: true }));
  const results = [];
  let browser;
  try {
    for (const suite of suites.filter((name) => options.suite.includes(name))) {
      console.log(`\n=== ${suite} ===`);
      if (suite === 'host' && !options.vsix && (await desktopIsAvailable())) {
        results.push({ suite, ...(await runInDesktop(tests.host, { ...options, extension: staged })) });
        continue;
      }
      browser ??= await launchBrowser();
      const run = suite === 'ui' ? runUi : runInHost;
      results.push({
        suite,
        ...(await run(browser, { ...options, extension: staged, suite, tests: suite === 'web' ? tests.web : tests.host })),
      });
    }
  } finally {
    await browser?.close();
  }
  return summarize(results);
}

/** Leaves the counts for `npm test`, which adds up those of all suites. */
function report(counts) {
  if (process.env.SEAWORTHY_TEST_REPORT) writeFileSync(process.env.SEAWORTHY_TEST_REPORT, JSON.stringify(counts));
}

/** Prints the counts. A suite in which nothing ran has failed. */
function summarize(results) {
  console.log('');
  for (const { suite, passes, failures, pending, where } of results) {
    console.log(`${suite}: ${passes} passed, ${failures} failed, ${pending} pending, in ${where}`);
  }
  const sum = (key) => results.reduce((total, result) => total + result[key], 0);
  report({ passed: sum('passes'), failed: sum('failures'), skipped: sum('pending') });
  const bad = results.filter(({ passes, failures, pending }) => failures > 0 || pending > 0 || passes === 0);
  console.log(bad.length === 0 ? 'All tests in VS Code passed.' : `Tests in VS Code FAILED: ${bad.map(({ suite }) => suite).join(', ')}`);
  return bad.length === 0 ? 0 : 1;
}

for (const name of ['SIGINT', 'SIGTERM']) process.once(name, () => process.exit(2));

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error) => {
    console.error(`The tests in VS Code could not run: ${error instanceof SetupError ? error.message : error.stack}`);
    process.exitCode = 2;
  },
);
