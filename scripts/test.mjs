// `npm test`: installs what is missing, builds, and runs every suite. Options: --fast leaves the editor suites out (not in CI).
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const fast = process.argv.includes('--fast');
if (fast && process.env.CI) fail('--fast is refused in CI: the editor suites have to run there');

function run(title, command, args, options = {}) {
  console.log(`\n== ${title}`);
  const { status, signal } = spawnSync(command, args, { cwd: root, stdio: 'inherit', ...options });
  return signal ? 1 : (status ?? 1);
}

function fail(message) {
  console.error(`npm test: ${message}`);
  process.exit(1);
}

if (!existsSync(join(root, 'node_modules', 'mocha')) && run('install packages', 'npm', ['ci', '--no-audit', '--no-fund']) !== 0) {
  fail('the packages could not be installed');
}
if (run('build', process.execPath, ['scripts/build.mjs', '--minify']) !== 0) fail('the build failed');
if (!fast && run('install a VS Code to test in', 'bash', ['scripts/install-vscode.sh', '.cache/vscode']) !== 0) {
  fail('no VS Code could be installed; `npm test -- --fast` runs everything else');
}

const reports = join(root, 'out', 'test-results');
rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });
const total = { passed: 0, failed: 0, skipped: 0 };

const suites = [
  [
    'engine, server and CLI',
    [join('node_modules', 'mocha', 'bin', 'mocha.js'), '--reporter', './test/support/reporter.cjs', 'test/**/*.test.ts'],
    'unit',
  ],
  ['grammars', [join('test', 'syntaxes', 'run.mjs')], 'grammars'],
  ...(fast ? [] : [['the extension in VS Code', [join('test', 'vscode', 'run.mjs')], 'vscode']]),
];
for (const [title, args, name] of suites) {
  const report = join(reports, `${name}.json`);
  const status = run(title, process.execPath, args, { env: { ...process.env, SEAWORTHY_TEST_REPORT: report } });
  const counts = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : { passed: 0, failed: 1, skipped: 0 };
  // A suite that ended badly without a failed test died on the way.
  if (status !== 0 && counts.failed === 0) counts.failed = 1;
  console.log(`${title}: ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
  for (const key of Object.keys(total)) total[key] += counts[key];
}

console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exit(total.failed > 0 || total.passed === 0 ? 1 : 0);
