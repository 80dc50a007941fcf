import assert from 'node:assert/strict';
import { createEngine } from '#core';
import { registry } from '../../../rules/registry.ts';
import { memoryFiles } from '../../support/memory.ts';

// Put together here, so that nobody who scans this repository takes it for one.
const TOKEN = ['ghp', 'aB3dE5gH7jK9mN1pQ3rS5tU7vW9xY1zA2bC4'].join('_');

describe('dockerfile/secret-in-env: tokens by their shape', () => {
  const engine = createEngine({ registry, today: '2026-11-25' });
  for (const [name, line, count] of [
    ['in a command', `RUN curl -H "Authorization: Bearer ${TOKEN}" https://example.com`, 1],
    ['in a label', `LABEL a=b token=${TOKEN}`, 1],
    [
      'not what a secret mount brings',
      'RUN --mount=type=secret,id=t curl -H "Authorization: Bearer $(cat /run/secrets/t)" https://example.com',
      0,
    ],
  ] as const) {
    it(name, () => {
      const source = engine.open('Dockerfile', `FROM node:24\n${line}\nUSER node\n`);
      assert.ok(source);
      const found = engine.lint(source, memoryFiles({})).findings.filter(({ rule }) => rule === 'dockerfile/secret-in-env');
      assert.equal(found.length, count);
      for (const { message } of found) assert.ok(!message.includes(TOKEN));
    });
  }
});
