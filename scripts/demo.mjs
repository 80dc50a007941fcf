// `npm run demo`: shows what Seaworthy does, on the projects in examples/ or on a folder of yours. Changes no file.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const target = resolve(process.argv[2] ?? join(root, 'examples'));

function run(command, args, options = {}) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit', ...options });
  if (error) throw error;
  return status ?? 1;
}

function prepare(title, command, args) {
  console.log(title);
  if (run(command, args, { stdio: ['ignore', 'ignore', 'inherit'] }) === 0) return;
  console.error(`${command} ${args.join(' ')} failed; run it by hand to see why`);
  process.exit(1);
}

if (!existsSync(join(root, 'node_modules', 'esbuild'))) prepare('Installing packages (once) …', 'npm', ['ci', '--no-audit', '--no-fund']);
if (!existsSync(join(root, 'dist', 'cli.js'))) prepare('Building (once) …', process.execPath, ['scripts/build.mjs', '--minify']);

const seaworthy = (title, ...args) => {
  console.log(`\n\u001b[1m── ${title}\u001b[0m\n$ seaworthy ${args.join(' ')}\n`);
  return run(process.execPath, [join(root, 'dist', 'cli.js'), ...args], { cwd: target });
};

const found = seaworthy('What would hurt', 'check', '--fail-on', 'never');
if (found === 2) process.exit(2);
seaworthy('Why one of these matters', 'explain', 'workflow/script-injection');
seaworthy('What it would change by itself (nothing is written here)', 'fix', '--dry-run');
console.log('\nNext: open this folder in VS Code with the extension (README, "Install"), or run `seaworthy audit` for the whole report.');
