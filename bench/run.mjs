// `npm run bench [-- --peers] [--quick]`: measures, prints, and writes bench/results.md and the chart of the README.
// `--peers` measures other tools for the same files in the same run; `--quick` leaves out what takes minutes.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { chart } from './chart.mjs';
import { KINDS, SIZES } from './documents.mjs';
import { LanguageServer } from './language-server.mjs';
import { measureCodeActions, measureKeyRepeat, measureMemory, measureTyping } from './latency.mjs';
import { measureProcess } from './processes.mjs';
import { inFolderOf, inProject } from './projects.mjs';
import { report } from './report.mjs';
import { cli, installPeers, ours, peersFor, programsFor, root } from './servers.mjs';
import { median } from './statistics.mjs';

const withPeers = process.argv.includes('--peers');
const isQuick = process.argv.includes('--quick');

function say(text) {
  console.log(text);
}

/** A peer that fails says so in the table; ours may not. */
async function attempt(server, measure) {
  try {
    return await measure();
  } catch (error) {
    if (server === ours) throw error;
    say(`  ${server.name}: ${error.message}`);
    return undefined;
  }
}

say('Building as for a release …');
execFileSync(process.execPath, [join(root, 'scripts', 'build.mjs'), '--minify'], { cwd: root, stdio: 'inherit' });
if (withPeers) installPeers();

const results = { typing: [], repeat: [], startup: [], processes: [], projects: [], bundles: [], machine: machine(), withPeers };
const serversFor = (kind) => [ours, ...(withPeers ? peersFor(kind) : [])];

for (const kind of Object.keys(KINDS)) {
  for (const [size, lines] of Object.entries(SIZES)) {
    for (const server of serversFor(kind)) {
      const measured = await attempt(server, () => measureTyping(server, kind, lines));
      if (measured) results.typing.push({ kind, size, lines, server: server.name, debounce: server.debounce ?? 0, ...measured });
      if (measured) say(`${kind}, ${lines} lines, ${server.name}: ${measured.p50.toFixed(1)} ms`);
    }
  }
}
for (const kind of Object.keys(KINDS)) {
  for (const server of serversFor(kind).filter(({ debounce = 0 }) => debounce === 0)) {
    const ms = await attempt(server, () => measureKeyRepeat(server, kind, SIZES.large));
    if (ms !== undefined) results.repeat.push({ kind, server: server.name, ms });
    if (ms !== undefined) say(`${kind}, a key held down, ${server.name}: ${ms.toFixed(0)} ms`);
  }
}
for (const server of new Map(
  Object.keys(KINDS)
    .flatMap(serversFor)
    .map((one) => [one.name, one]),
).values()) {
  const times = [];
  for (let n = 0; n < 9; n++) {
    const session = new LanguageServer(server, root);
    const ms = await attempt(server, () => session.initialize(server.initializationOptions));
    if (ms !== undefined) times.push(ms);
    await session.stop();
  }
  results.startup.push({ server: server.name, ms: median(times) });
  say(`from start to initialize, ${server.name}: ${median(times).toFixed(0)} ms`);
}
results.codeActions = await measureCodeActions(ours);
if (!isQuick) results.memory = await measureMemory(ours, 'workflow', SIZES.large);

for (const files of isQuick ? [10, 100] : [10, 100, 1000, 10000]) {
  await inProject(files, async (cwd) => {
    for (const command of ['check', 'check --cache', 'check --jobs 1', 'audit', 'audit --cache', 'audit --jobs 1']) {
      // The first run, which is not counted, fills the cache.
      const args = command.replace('--cache', '--cache-file .seaworthy-cache.json').split(' ');
      const never = args[0] === 'check' ? ['--fail-on', 'never'] : [];
      const measured = await measureProcess([process.execPath, cli, ...args, ...never], { cwd, runs: files > 1000 ? 3 : 5 });
      results.projects.push({ files, command, ...measured });
      say(`${command} of ${files} files: ${measured.ms.toFixed(0)} ms, ${measured.memory.toFixed(0)} MB`);
    }
  });
}
for (const kind of Object.keys(KINDS)) {
  await inFolderOf(kind, 60, 60, async (cwd, paths) => {
    const programs = [
      { name: 'Seaworthy', command: [process.execPath, cli, 'check', '--fail-on', 'never', ...paths] },
      ...(withPeers ? [...programsFor(kind, paths), ...programsFor('all', paths)] : []),
    ];
    for (const { name, command } of programs) {
      const measured = await attempt(name === 'Seaworthy' ? ours : { name }, () => measureProcess(command, { cwd }));
      if (measured) results.processes.push({ kind, files: paths.length, name, ...measured });
      if (measured) say(`${paths.length} files of kind ${kind}, ${name}: ${measured.ms.toFixed(0)} ms`);
    }
  });
}

say('Time per rule …');
Object.assign(results, JSON.parse(execFileSync('npx', ['tsx', join('bench', 'rules.ts')], { cwd: root, encoding: 'utf8' })));

for (const name of ['server.js', 'server.browser.js', 'extension.js', 'extension.browser.js', 'cli.js', 'report.js']) {
  const path = join(root, 'dist', name);
  results.bundles.push({ name, bytes: statSync(path).size, zipped: gzipSync(readFileSync(path)).length });
}
execFileSync('npx', ['vsce', 'package', '--no-dependencies', '--out', 'dist/seaworthy.vsix'], { cwd: root, stdio: 'ignore' });
results.vsix = statSync(join(root, 'dist', 'seaworthy.vsix')).size;

writeFileSync(join(root, 'bench', 'results.md'), report(results));
if (withPeers) drawChart(chart(results));
say('Written to bench/results.md.');

/** A picture for the README: the marketplace takes no SVG there. Needs Chromium; without it the old picture stays. */
function drawChart(svg) {
  const folder = mkdtempSync(join(os.tmpdir(), 'seaworthy-bench-chart-'));
  try {
    const [, width, height] = /width="(\d+)" height="(\d+)"/.exec(svg);
    writeFileSync(join(folder, 'chart.html'), `<!doctype html><body style="margin:0;background:#fff">${svg}</body>`);
    const options = [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--hide-scrollbars',
      '--force-device-scale-factor=2',
      `--window-size=${width},${height}`,
    ];
    execFileSync(
      'chromium',
      [...options, `--screenshot=${join(root, 'docs', 'images', 'bench.png')}`, `file://${join(folder, 'chart.html')}`],
      {
        stdio: 'ignore',
      },
    );
  } catch {
    say('The chart was not drawn: there is no Chromium.');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function machine() {
  const [cpu] = os.cpus();
  return {
    cpu: `${os.cpus().length} × ${cpu?.model.trim() ?? 'unknown'}`,
    memory: `${Math.round(os.totalmem() / 2 ** 30)} GiB`,
    system: `${os.type()} ${os.release().split('-')[0]}`,
    node: process.version,
    date: new Date().toISOString().slice(0, 10),
  };
}
