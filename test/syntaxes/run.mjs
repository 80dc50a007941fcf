#!/usr/bin/env node
// Tests the injected grammars: node test/syntaxes/run.mjs
import { spawnSync } from 'node:child_process';
import path from 'node:path';

const repository = path.resolve(import.meta.dirname, '../..');
const mocha = path.join(repository, 'node_modules/mocha/bin/mocha.js');
const reporter = path.join(repository, 'test/support/reporter.cjs');
const { status } = spawnSync(process.execPath, [mocha, '--reporter', reporter, 'test/syntaxes/grammars.spec.ts'], {
  cwd: repository,
  stdio: 'inherit',
});
process.exitCode = status ?? 1;
