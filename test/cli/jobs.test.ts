import assert from 'node:assert/strict';
import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { buildCli, project, seaworthy } from './support/cli.ts';
import { ENTANGLED } from './support/entangled.ts';

/** Every text of every file that has one, in folders of their own. */
function manyProjects(): string {
  const files: Record<string, string> = {};
  for (let variant = 0; variant < 4; variant++) {
    for (const [path, texts] of Object.entries(ENTANGLED)) {
      const text = texts[variant % texts.length];
      if (typeof text === 'string') files[`p${variant}/${path}`] = text;
    }
  }
  files['broken/compose.yaml'] = 'services: [\n';
  files['binary/Dockerfile'] = 'FROM a\u0000';
  return project(files);
}

describe('--jobs', function () {
  this.timeout(120_000);
  let cli: string;
  before(async () => {
    cli = await buildCli();
  });

  for (const command of ['check', 'audit']) {
    for (const format of ['json', 'sarif', 'text']) {
      it(`${command}: the report in ${format} is the same, byte for byte, with any number of threads`, async () => {
        const folder = manyProjects();
        const run = (jobs: number) =>
          seaworthy(folder, [command, '--format', format, '--profile', 'all', '--jobs', String(jobs)], {
            cli,
            env: { SOURCE_DATE_EPOCH: '1790000000' },
          });
        const one = await run(1);
        assert.match(one.stdout, /Dockerfile/);
        for (const jobs of [2, 5]) assert.deepEqual(await run(jobs), one);
      });
    }
  }

  it('tells what other threads could not read', async () => {
    const folder = project(
      Object.fromEntries(
        Array.from(
          { length: 20 },
          (_, n) =>
            [
              [`a${n}/compose.yaml`, 'services:\n  a:\n    build: .\n'],
              [`a${n}/package.json`, '{}'],
              [`a${n}/Dockerfile`, 'FROM node:22\nCOPY . .\nCMD npm start\n'],
            ] as [string, string][],
        ).flat(),
      ),
    );
    for (let n = 0; n < 20; n++) chmodSync(join(folder, `a${n}/package.json`), 0);
    const run = (jobs: number) => seaworthy(folder, ['check', '--format', 'json', '--jobs', String(jobs)], { cli, asNobody: true });
    const one = await run(1);
    assert.equal(JSON.parse(one.stdout).errors.length, 20);
    assert.deepEqual(await run(3), one);
  });

  it('names a rule that fails once, with all its other findings', async () => {
    const folder = project(Object.fromEntries(Array.from({ length: 12 }, (_, n) => [`d${n}/Dockerfile`, 'FROM a:latest\n# CRASH\n'])));
    const run = (jobs: number) => seaworthy(folder, ['check', '--format', 'json', '--jobs', String(jobs)]);
    const one = await run(1);
    assert.equal(one.stderr.match(/broken-rule failed/g)?.length, 1);
    assert.deepEqual(await run(4), one);
  });
});
