import assert from 'node:assert/strict';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { checkJson, project, put, seaworthy } from './support/cli.ts';

const BAD = 'FROM a:latest\n';

describe('check --baseline', () => {
  it('holds back what is known, wherever it moved to, and reports what is new', async () => {
    const folder = project({ Dockerfile: `${BAD}RUN b:latest\nRUN b:latest\n` });
    const written = await seaworthy(folder, ['check', '--write-baseline', '--baseline', 'known.json']);
    assert.equal(written.code, 0);
    assert.match(written.stderr, /known\.json: 3 known problems \(3 new, 0 gone\)/);
    assert.equal((await checkJson(folder, '--baseline', 'known.json')).code, 0);

    put(folder, { Dockerfile: `# more\n\n${BAD}RUN   b:latest\nRUN b:latest\nRUN b:latest\nRUN c:latest\n` });
    const { report, code } = await checkJson(folder, '--baseline', 'known.json');
    assert.equal(code, 1);
    assert.deepEqual(
      report.findings.map(({ range }) => range.start.line),
      [5, 6],
    );
  });

  it('tells what is gone, and takes it out when it is written again', async () => {
    const folder = project({ 'a/Dockerfile': BAD, 'b/Dockerfile': BAD, 'c/Dockerfile': BAD });
    await seaworthy(folder, ['check', '--write-baseline', '--baseline', 'known.json']);
    put(folder, { 'a/Dockerfile': 'FROM a:1\n' });
    rmSync(join(folder, 'b'), { recursive: true });
    const { stdout, code } = await seaworthy(folder, ['check', '--baseline', 'known.json']);
    assert.equal(code, 0);
    assert.match(stdout, /1 known problem of the baseline not shown\. 2 of the baseline are gone: take them out with `--write-baseline`\./);
    const again = await seaworthy(folder, ['check', '--write-baseline', '--baseline', 'known.json']);
    assert.match(again.stderr, /1 known problem \(0 new, 2 gone\)/);
  });

  it('keeps what is known of files that were not linted this time', async () => {
    const folder = project({ 'a/Dockerfile': BAD, 'b/Dockerfile': BAD });
    await seaworthy(folder, ['check', '--write-baseline', '--baseline', 'known.json']);
    await seaworthy(folder, ['check', 'a', '--write-baseline', '--baseline', 'known.json']);
    assert.equal((await checkJson(folder, '--baseline', 'known.json')).report.findings.length, 0);
    const { stdout } = await seaworthy(folder, ['check', 'a', '--baseline', 'known.json']);
    assert.doesNotMatch(stdout, /gone/);
  });

  it('is found beside the configuration that names it, from any working directory', async () => {
    const folder = project({ 'api/Dockerfile': BAD, 'api/.seaworthy.yaml': 'baseline: known/list.json\n', 'web/Dockerfile': BAD });
    const missing = await seaworthy(folder, ['check']);
    assert.equal(missing.code, 2);
    assert.match(missing.stderr, /no baseline `api\/known\/list\.json`/);
    await seaworthy(join(folder, 'api'), ['check', '--write-baseline']);
    for (const [cwd, args] of [
      [folder, ['api']],
      [join(folder, 'api'), ['.']],
      [join(folder, 'web'), ['../api']],
    ] as const) {
      assert.equal((await checkJson(cwd, ...args)).report.findings.length, 0);
    }
    assert.deepEqual(
      (await checkJson(folder)).report.findings.map(({ file }) => file),
      ['web/Dockerfile'],
    );
  });

  it('is found beside the file of --config', async () => {
    const folder = project({ Dockerfile: BAD, 'conf/x.yaml': 'baseline: known.json\n' });
    await seaworthy(folder, ['check', '--config', 'conf/x.yaml', '--write-baseline']);
    assert.equal((await checkJson(folder, '--config', 'conf/x.yaml')).report.findings.length, 0);
    assert.ok(readFileSync(join(folder, 'conf/known.json'), 'utf8').includes('"file": "../Dockerfile"'));
  });

  it('holds no secret, and is sorted', async () => {
    const folder = project({ 'b/Dockerfile': 'FROM a:1\nENV TOKEN=abcdef1234567890\n', 'a/Dockerfile': BAD });
    await seaworthy(folder, ['check', '--write-baseline']);
    const text = readFileSync(join(folder, '.seaworthy-baseline.json'), 'utf8');
    assert.doesNotMatch(text, /abcdef/);
    assert.deepEqual(
      JSON.parse(text).findings.map(({ file }: { file: string }) => file),
      ['a/Dockerfile', 'b/Dockerfile'],
    );
  });

  it('refuses what is no baseline', async () => {
    for (const content of ['{', '{}', '{"version":1,"findings":[{"rule":1}]}', '{"version":2,"findings":[]}']) {
      const folder = project({ Dockerfile: BAD, 'known.json': content });
      const { code, stderr } = await seaworthy(folder, ['check', '--baseline', 'known.json']);
      assert.equal(code, 2, content);
      assert.match(stderr, /`known\.json` is no baseline of Seaworthy/);
    }
  });
});
