import assert from 'node:assert/strict';
import { type ConfigHost, type FileSettings, fileRule, Project, parseConfig, type RegisteredRule, type Registry, settingsFor } from '#core';
import { memoryFiles } from '../support/memory.ts';

function rule(fields: Partial<RegisteredRule> = {}): RegisteredRule {
  return fileRule({
    title: 'T',
    category: 'security',
    severity: 'high',
    profile: 'recommended',
    why: 'W.',
    examples: [],
    valid: [],
    visit: {},
    ...fields,
  });
}

const registry: Registry = new Map([
  ['file/on', rule()],
  ['file/strict', rule({ profile: 'strict', category: 'resources', severity: 'low', aliases: ['file/was-strict'] })],
]);

function settings(path: string, files: Record<string, string>, host: ConfigHost = {}): FileSettings {
  return settingsFor(path, 'compose', '', new Project(memoryFiles(files)), registry, host);
}

const levels = (of: FileSettings) => Object.fromEntries([...registry].map(([id, one]) => [id, of.levelOf(id, one)]));
const problems = (text: string) =>
  parseConfig('.seaworthy.yaml', text, registry).problems.map(
    (problem) => `${text.slice(problem.span.start, problem.span.end)}: ${problem.message}`,
  );

describe('configuration that holds for a file', () => {
  it('is the recommended profile without any', () => {
    assert.deepEqual(levels(settings('a.yml', {})), { 'file/on': 'high', 'file/strict': undefined });
  });

  it('comes from the nearest file, which wins over those further up', () => {
    const files = {
      '.seaworthy.yaml': 'profile: strict\nrules:\n  file/on: low\n',
      'a/b/.seaworthy.yaml': 'rules: {file/on: critical}\n',
    };
    assert.deepEqual(levels(settings('a/b/c.yml', files)), { 'file/on': 'critical', 'file/strict': 'low' });
    assert.deepEqual(levels(settings('a/c.yml', files)), { 'file/on': 'low', 'file/strict': 'low' });
  });

  it('stops at root: true', () => {
    const files = { '.seaworthy.yaml': 'profile: strict\n', 'a/.seaworthy.yaml': 'root: true\n' };
    assert.equal(settings('a/c.yml', files).profile, 'recommended');
  });

  it('takes categories, single rules beat them, and off is off also unquoted in the eyes of YAML 1.1', () => {
    assert.deepEqual(levels(settings('a.yml', { '.seaworthy.yaml': 'rules:\n  security: low\n  file/on: medium\n' }))['file/on'], 'medium');
    assert.deepEqual(levels(settings('a.yml', { '.seaworthy.yaml': 'rules:\n  security: off\n' }))['file/on'], 'off');
    assert.deepEqual(levels(settings('a.yml', { '.seaworthy.yaml': 'rules:\n  file/on: false\n' }))['file/on'], 'off');
  });

  it('switches a rule on that the profile does not hold, by its earlier id as well', () => {
    assert.equal(levels(settings('a.yml', { '.seaworthy.yaml': 'rules:\n  file/was-strict: high\n' }))['file/strict'], 'high');
  });

  it('lets overrides decide for some files', () => {
    const files = {
      'a/.seaworthy.yaml': "overrides:\n  - files: ['*.local.yml', infra/**]\n    role: development\n    rules:\n      file/on: off\n",
    };
    assert.equal(settings('a/x/db.local.yml', files).role, 'development');
    assert.equal(settings('a/infra/prod.yml', files).levelOf('file/on', rule()), 'off');
    assert.equal(settings('a/x/db.yml', files).role, 'unknown');
  });

  it('ignores files by globs relative to its folder', () => {
    const files = { 'a/.seaworthy.yaml': 'ignore:\n  - legacy/\n  - old.yml\n' };
    assert.equal(settings('a/legacy/x/y.yml', files).ignored, true);
    assert.equal(settings('a/deep/old.yml', files).ignored, true);
    assert.equal(settings('legacy/y.yml', files).ignored, false);
  });

  it('sets limits by kind of service and keeps the others', () => {
    const { limits } = settings('a.yml', { '.seaworthy.yaml': 'limits:\n  database:\n    memory: 4G\n' });
    assert.deepEqual(limits.database, { cpus: '1.0', memory: '4G' });
    assert.deepEqual(limits.cache, { cpus: '0.5', memory: '512M' });
  });

  it('wins over the editor and loses to the command line', () => {
    const files = { '.seaworthy.yaml': 'profile: strict\n' };
    assert.equal(settings('a.yml', files, { defaults: { folder: '', profile: 'all' } }).profile, 'strict');
    assert.equal(settings('a.yml', files, { forced: { folder: '', profile: 'all' } }).profile, 'all');
  });

  it('holds as far as it is right', () => {
    assert.equal(settings('a.yml', { '.seaworthy.yaml': 'profile: strict\nrules: [\n' }).profile, 'strict');
  });
});

describe('configuration of other linters', () => {
  const known: Registry = new Map([
    ['dockerfile/a', rule({ equivalents: ['hadolint:DL3008'] })],
    ['workflow/b', rule({ equivalents: ['zizmor:artipacked'] })],
  ]);
  const level = (id: string, path: string, kind: 'dockerfile' | 'workflow', files: Record<string, string>) =>
    settingsFor(path, kind, '', new Project(memoryFiles(files)), known, {}).levelOf(id, known.get(id) ?? rule());

  it('.hadolint.yaml switches rules off and sets their level', () => {
    assert.equal(level('dockerfile/a', 'api/Dockerfile', 'dockerfile', { '.hadolint.yaml': 'ignored: [DL3008]\n' }), 'off');
    assert.equal(level('dockerfile/a', 'Dockerfile', 'dockerfile', { '.hadolint.yaml': 'override:\n  info:\n    - DL3008\n' }), 'low');
  });

  it('ours wins over it', () => {
    const files = { '.hadolint.yaml': 'ignored: [DL3008]\n', '.seaworthy.yaml': 'rules: {dockerfile/a: medium}\n' };
    assert.equal(level('dockerfile/a', 'Dockerfile', 'dockerfile', files), 'medium');
  });

  it('zizmor.yml says which actions need no commit pin', () => {
    const files = { 'zizmor.yml': 'rules:\n  unpinned-uses:\n    config:\n      policies: {actions/*: ref-pin, "*": hash-pin}\n' };
    const project = new Project(memoryFiles(files));
    assert.deepEqual(settingsFor('.github/workflows/ci.yml', 'workflow', '', project, known, {}).trustedActions, ['actions/*']);
  });

  it('zizmor.yml switches rules off, for all files or for one', () => {
    const files = { '.github/zizmor.yml': 'rules:\n  artipacked:\n    ignore: [ci.yml, other.yml:3]\n' };
    assert.equal(level('workflow/b', '.github/workflows/ci.yml', 'workflow', files), 'off');
    assert.equal(level('workflow/b', '.github/workflows/other.yml', 'workflow', files), 'high');
    assert.equal(
      level('workflow/b', '.github/workflows/x.yml', 'workflow', { 'zizmor.yml': 'rules: {artipacked: {disable: true}}\n' }),
      'off',
    );
  });
});

describe('mistakes in a configuration', () => {
  const CASES: readonly (readonly [string, readonly string[]])[] = [
    ['profil: all\n', ['profil: Unknown setting `profil`; did you mean `profile`?']],
    ['profile: loud\n', ['loud: `loud` is none of `recommended`, `strict`, `all`.']],
    ['rules:\n  file/onn: off\n', ['file/onn: There is no rule or category `file/onn`; did you mean `file/on`?']],
    ['root: 1\n', ['1: `root` has to be `true` or `false`.']],
    ['- a\n', ['- a: The configuration has to be a mapping of settings.']],
    ['overrides:\n  - role: test\n', ['role: test: An override needs `files`: the globs it is for.']],
    ['limits:\n  cache: {cpu: 1}\n', ['cpu: Unknown setting `cpu`; did you mean `cpus`?']],
    ['', []],
    ['# nothing yet\n', []],
    ['profile:\n', []],
  ];
  for (const [text, expected] of CASES) {
    it(JSON.stringify(text), () => assert.deepEqual(problems(text), expected));
  }
});
