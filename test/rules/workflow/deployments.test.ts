import assert from 'node:assert/strict';
import { createEngine, type Finding, type RegisteredRule, yaml } from '#core';
import safetyNet from '../../../rules/workflow/deployment-without-safety-net.ts';
import pulls from '../../../rules/workflow/missing-pull-request-trigger.ts';
import unverified from '../../../rules/workflow/unverified-deployment.ts';
import { memoryFiles } from '../../support/memory.ts';

const PATH = '.github/workflows/deploy.yml';

function run(rule: RegisteredRule, text: string, files: Readonly<Record<string, string>>): readonly Finding[] {
  const engine = createEngine({
    registry: new Map([['workflow/x', rule]]),
    today: '2026-11-21',
    config: { forced: { folder: '', profile: 'all' } },
  });
  const source = engine.open(PATH, text);
  assert.ok(source);
  const result = engine.lint(source, memoryFiles({ ...files, [PATH]: text }));
  assert.deepEqual(result.failures, []);
  return result.findings;
}

const rows = (findings: readonly Finding[]): readonly (readonly string[])[] =>
  findings.map(({ equivalents }) => [...(equivalents ?? [])].sort());

const MONOREPO = {
  'package.json': '{ "workspaces": ["apps/*"], "devDependencies": { "turbo": "2" } }',
  'apps/server/package.json':
    '{ "name": "server", "scripts": { "lint": "eslint .", "test": "jest", "build": "tsc" }, "dependencies": { "express": "5" } }',
  'apps/server/tsconfig.json': '{}',
  'apps/server/jest.config.js': 'module.exports = { coverageThreshold: { global: { lines: 50 } } };',
};

const deploy = (before = '', jobs = '', extra = ''): string => yaml`
  on:
    push:
      branches: [main]
  jobs:${jobs}
    deploy:
      runs-on: ubuntu-24.04${extra}
      steps:
        - uses: actions/checkout@v7${before}
        - run: rsync -az --delete ./ me@example.com:/srv
        - run: ssh me@example.com "sudo systemctl restart app"
`;

describe('deployments', () => {
  it('are told every check that the workspaces of the repository have', () => {
    const findings = run(unverified, deploy(), MONOREPO);
    const all = ['F071', 'F072', 'F073', 'F074', 'F075', 'F076', 'F077'].map((id) => `review:${id}`);
    assert.deepEqual(rows(findings), [all]);
    assert.equal(findings[0]?.severity, 'critical');
  });

  it('are told only what is missing', () => {
    const steps = '\n        - run: npm ci && npx turbo run lint build\n        - run: npm audit\n        - run: npm run test -w server';
    const findings = run(unverified, deploy(steps), MONOREPO);
    assert.deepEqual(rows(findings), [['review:F075']]);
    assert.equal(findings[0]?.severity, 'medium');
  });

  it('are told nothing where a step before cannot be looked into', () => {
    assert.deepEqual(run(unverified, deploy('\n        - uses: ./.github/actions/check'), MONOREPO), []);
    assert.deepEqual(
      run(unverified, deploy('', '\n    check:\n      uses: org/repo/.github/workflows/ci.yml@v1', '\n      needs: check'), MONOREPO),
      [],
    );
  });

  it('may rely on what ran for the commit when a person starts them', () => {
    const ci =
      'on: [push, pull_request]\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: npm ci && npx jest --coverage && npx eslint . && npx tsc && npm audit\n';
    const text = deploy().replace('push:\n    branches: [main]', 'workflow_dispatch:');
    assert.deepEqual(run(unverified, text, { ...MONOREPO, '.github/workflows/ci.yml': ci }), []);
    assert.equal(run(unverified, deploy(), { ...MONOREPO, '.github/workflows/ci.yml': ci })[0]?.severity, 'medium');
  });

  it('have a safety net or not', () => {
    assert.deepEqual(rows(run(safetyNet, deploy(), {})), [['F078', 'F079', 'F080', 'F081', 'F082'].map((id) => `review:${id}`)]);
    assert.deepEqual(rows(run(safetyNet, deploy('', '', '\n      environment: ${{ github.ref_name }}'), {})), [
      ['F078', 'F081', 'F082'].map((id) => `review:${id}`),
    ]);
  });

  it('of a library, its documentation and its packages are none', () => {
    const docs = deploy().replace('deploy:\n', 'docs:\n');
    assert.deepEqual(run(safetyNet, docs, {}), []);
    assert.deepEqual(run(safetyNet, 'on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: npm publish\n', {}), []);
  });

  it('are where a repository without tests for pull requests is told so', () => {
    assert.equal(run(pulls, deploy(), MONOREPO).length, 1);
    assert.deepEqual(run(pulls, deploy(), { 'package.json': '{}' }), []);
  });
});
