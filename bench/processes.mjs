// Whole processes: how long a command takes, and how much memory it needs at most.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { median } from './statistics.mjs';

const peak = join(import.meta.dirname, 'peak-memory.mjs');

/**
 * Runs a Node program several times, its output read and thrown away.
 * @param {readonly string[]} command its first word is Node
 * @returns medians: wall time in ms, peak resident memory in MB (undefined where the program does not end by itself)
 */
export async function measureProcess([program, ...args], { cwd, runs = 5 } = {}) {
  const results = [];
  for (let n = 0; n < runs + 1; n++) results.push(await once(program, args, cwd));
  const counted = results.slice(1);
  return { ms: median(counted.map(({ ms }) => ms)), memory: median(counted.map(({ memory }) => memory)), code: counted[0].code };
}

function once(program, args, cwd) {
  return new Promise((resolve, reject) => {
    const from = performance.now();
    const child = spawn(program, ['--import', peak, ...args], { cwd, stdio: ['ignore', 'pipe', 'pipe', 'pipe'] });
    let told = '';
    child.stdout.resume();
    child.stderr.resume();
    child.stdio[3].on('data', (data) => {
      told += data;
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ ms: performance.now() - from, memory: Number(told) / 1024, code }));
  });
}
