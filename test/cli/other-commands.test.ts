import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildCli, project, seaworthy, temporaryFolder } from './support/cli.ts';

const files = { 'api/Dockerfile': 'FROM a:latest\nMAINTAINER me\n', 'web/Dockerfile': 'FROM b:latest\n' };

describe('seaworthy audit', () => {
  it('prints the JSON object of the contract', async () => {
    const folder = project(files);
    const { code, stdout } = await seaworthy(folder, ['audit', '--format', 'json']);
    assert.equal(code, 0);
    const audit = JSON.parse(stdout);
    for (const key of ['version', 'project', 'score', 'grade', 'categories', 'strengths', 'findings', 'checklist', 'plan', 'counts'])
      assert.ok(key in audit, key);
    assert.equal(audit.version, 1);
    assert.deepEqual(
      audit.findings.map(({ file, rule }: { file: string; rule: string }) => [file, rule]),
      [
        ['api/Dockerfile', 'dockerfile/latest-tag'],
        ['web/Dockerfile', 'dockerfile/latest-tag'],
        ['api/Dockerfile', 'dockerfile/old-maintainer'],
      ],
    );
    assert.equal(audit.findings[0].fixes[0].edits[0].file, 'api/Dockerfile');
    for (const category of audit.categories) assert.ok(category.score === null || (category.score >= 0 && category.score <= 10));
  });

  it('names files as seen from the working directory', async () => {
    const folder = project(files);
    for (const format of ['text', 'markdown', 'html', 'json', 'sarif']) {
      const { stdout } = await seaworthy(join(folder, 'web'), ['audit', '../api', '--format', format]);
      assert.ok(stdout.includes('../api/Dockerfile'), format);
      assert.ok(!stdout.includes('web/Dockerfile'), format);
    }
  });

  it('writes the report to --output and keeps stdout empty', async () => {
    const folder = project(files);
    const { code, stdout, stderr } = await seaworthy(folder, ['audit', '--format', 'html', '--output', 'out/report.html']);
    assert.deepEqual([code, stdout], [0, '']);
    assert.match(stderr, /out\/report\.html/);
    assert.match(readFileSync(join(folder, 'out/report.html'), 'utf8'), /^<!doctype html>/);
  });

  it('says what is different from an earlier report', async () => {
    const folder = project(files);
    await seaworthy(folder, ['audit', '--format', 'json', '--output', 'before.json']);
    writeFileSync(join(folder, 'web/Dockerfile'), 'FROM b:1\n');
    for (const format of ['text', 'markdown', 'html']) {
      const { stdout } = await seaworthy(folder, ['audit', '--previous', 'before.json', '--format', format]);
      assert.match(stdout, /Since the audit before: \+\d+ points?, 1 solved\./, format);
    }
    const { stdout } = await seaworthy(folder, ['audit', '--previous', 'before.json', '--format', 'json']);
    assert.deepEqual(JSON.parse(stdout).change.solved, 1);
    const none = await seaworthy(folder, ['audit', '--previous', 'none.json']);
    assert.equal(none.code, 2);
    assert.match(none.stderr, /`none\.json` cannot be read/);
    const wrong = await seaworthy(folder, ['audit', '--previous', 'web/Dockerfile']);
    assert.equal(wrong.code, 2);
    assert.match(wrong.stderr, /no report in JSON/);
  });

  it('escapes what it shows as HTML, and needs nothing from outside', async () => {
    const folder = project({ '<img src=x>/Dockerfile': 'FROM a:1\nMAINTAINER <script>\n' });
    const { stdout } = await seaworthy(folder, ['audit', '--format', 'html']);
    assert.ok(stdout.includes('100% &lt;sure&gt;'));
    assert.ok(stdout.includes('&lt;img src=x&gt;/Dockerfile'));
    assert.doesNotMatch(stdout, /<script|<img|<link|src=["']http/);
  });

  it('does not judge a folder that holds nothing of the kind', async () => {
    const { code, stdout } = await seaworthy(project({ 'notes.txt': 'Milk\n' }), ['audit']);
    assert.equal(code, 0);
    assert.match(stdout, /Nothing was found that could be judged/);
  });

  it('has nothing to say of an empty folder', async () => {
    const { code, stdout } = await seaworthy(project({}), ['audit', '--format', 'json']);
    assert.equal(code, 0);
    assert.equal(JSON.parse(stdout).score, null);
  });
});

describe('seaworthy rules', () => {
  it('lists every rule in every format', async () => {
    const folder = temporaryFolder();
    const { rules } = JSON.parse((await seaworthy(folder, ['rules', '--format', 'json'])).stdout);
    assert.equal(rules.length, 5);
    assert.deepEqual(
      rules.map(({ id }: { id: string }) => id),
      [...rules.map(({ id }: { id: string }) => id)].sort(),
    );
    for (const format of ['text', 'markdown']) {
      const { stdout } = await seaworthy(folder, ['rules', '--format', format]);
      for (const { id } of rules) assert.ok(stdout.includes(id), `${format} ${id}`);
    }
  });
});

describe('seaworthy explain', () => {
  for (const name of ['dockerfile/latest-tag', 'latest-tag', 'hadolint:DL3007', 'HADOLINT:dl3007', 'DL3007']) {
    it(`knows \`${name}\``, async () => {
      const { code, stdout } = await seaworthy(temporaryFolder(), ['explain', name]);
      assert.equal(code, 0);
      assert.match(stdout, /^# Image has the tag latest\n/);
    });
  }

  for (const [name, near] of [
    ['dockerfile/latest-tg', 'dockerfile/latest-tag'],
    ['old-maintaner', 'old-maintainer'],
    ['hadolint:DL3077', 'hadolint:DL3007'],
  ] as const) {
    it(`proposes \`${near}\` for \`${name}\``, async () => {
      const { code, stdout, stderr } = await seaworthy(temporaryFolder(), ['explain', name]);
      assert.deepEqual([code, stdout], [2, '']);
      assert.ok(stderr.includes(`Did you mean \`${near}\`?`), stderr);
    });
  }
});

describe('the command line with its real rules', () => {
  it('lints, lists and explains', async () => {
    const cli = await buildCli();
    const folder = project({ '.github/workflows/ci.yml': 'on: push\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps: [}\n' });
    const { code, stdout } = await seaworthy(folder, ['check', '--format', 'json'], { cli });
    assert.equal(code, 1);
    assert.equal(JSON.parse(stdout).findings[0].rule, 'file/syntax-error');
    assert.equal((await seaworthy(folder, ['rules'], { cli })).code, 0);
    assert.match((await seaworthy(folder, ['explain', 'file/syntax-error'], { cli })).stdout, /^# /);
  });
});
