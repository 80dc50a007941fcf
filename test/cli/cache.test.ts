import assert from 'node:assert/strict';
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { buildCli, project, put, seaworthy, temporaryFolder } from './support/cli.ts';
import { ENTANGLED } from './support/entangled.ts';

const paths = Object.keys(ENTANGLED);

/** Sets one file of a project to one of its texts. */
const step = fc.nat(paths.length - 1).chain((index) => {
  const path = paths[index] ?? '';
  return fc.record({ path: fc.constant(path), text: fc.constantFrom(...(ENTANGLED[path] ?? [null])), day: fc.constantFrom(0, 0, 0, 400) });
});

function set(folder: string, path: string, text: string | null): void {
  if (text === null) rmSync(join(folder, path), { force: true });
  else put(folder, { [path]: text });
}

describe('--cache', function () {
  this.timeout(240_000);
  let cli: string;
  before(async () => {
    cli = await buildCli();
  });

  it('says what a run without it says, whatever changed', async () => {
    const folder = project({});
    const file = join(temporaryFolder(), 'cache.json');
    for (const [path, [text]] of Object.entries(ENTANGLED)) set(folder, path, text ?? null);
    const seed = Number(process.env.SEAWORTHY_SEED ?? 20261125);
    let reused = 0;
    for (const { path, text, day } of fc.sample(step, { seed, numRuns: 40 })) {
      set(folder, path, text);
      const env = { SOURCE_DATE_EPOCH: String(1_790_000_000 + day * 86_400) };
      const args = ['check', '--format', 'json', '--fail-on', 'never'];
      const before = statSync(file, { throwIfNoEntry: false })?.mtimeMs;
      const [fresh, cached] = await Promise.all([
        seaworthy(folder, args, { cli, env }),
        seaworthy(folder, [...args, '--cache-file', file], { cli, env }),
      ]);
      assert.deepEqual(cached, fresh, `seed ${seed}: after ${path} became ${JSON.stringify(text)}`);
      if (statSync(file, { throwIfNoEntry: false })?.mtimeMs === before) reused++;
    }
    assert.ok(reused > 0, 'nothing was ever used again');
  });

  it('serves the audit, too, beside what check left there', async () => {
    const folder = project({});
    for (const [path, [text]] of Object.entries(ENTANGLED)) set(folder, path, text ?? null);
    const file = join(temporaryFolder(), 'cache.json');
    const fresh = await seaworthy(folder, ['audit', '--format', 'json'], { cli });
    for (const _ of [1, 2]) {
      await seaworthy(folder, ['check', '--cache-file', file], { cli });
      assert.deepEqual(await seaworthy(folder, ['audit', '--format', 'json', '--cache-file', file], { cli }), fresh);
    }
    assert.equal(JSON.parse(readFileSync(file, 'utf8')).runs.length, 2);
  });

  it('is kept in the cache folder of the user, for nobody else', async () => {
    const folder = project({ Dockerfile: 'FROM a:latest\n' });
    const home = temporaryFolder();
    const run = () => seaworthy(folder, ['check', '--cache', '--format', 'json'], { env: { XDG_CACHE_HOME: home } });
    const [first, second] = [await run(), await run()];
    assert.deepEqual(second, first);
    assert.equal(readdirSync(join(home, 'seaworthy')).length, 1);
    assert.equal(statSync(join(home, 'seaworthy')).mode & 0o077, 0);
  });

  it('starts anew from a damaged file', async () => {
    const folder = project({ Dockerfile: 'FROM a:latest\n' });
    const file = join(temporaryFolder(), 'cache.json');
    const args = ['check', '--format', 'json', '--cache-file', file];
    const first = await seaworthy(folder, args);
    const whole = readFileSync(file, 'utf8');
    for (const damaged of [
      whole.slice(0, whole.length / 2),
      `${whole.slice(0, 20)}"runs":7}`,
      `${whole.slice(0, 20)}"runs":[["x",null]]}`,
      '',
    ]) {
      writeFileSync(file, damaged);
      assert.deepEqual(await seaworthy(folder, args), first, damaged);
      assert.equal(readFileSync(file, 'utf8'), whole);
    }
  });

  it('never writes over a file that is something else', async () => {
    const folder = project({ Dockerfile: 'FROM a:latest\n', 'package.json': '{}\n' });
    const { code, stderr } = await seaworthy(folder, ['check', '--cache-file', 'package.json']);
    assert.equal(code, 2);
    assert.match(stderr, /`package\.json` is no cache of Seaworthy; it was left as it is/);
    assert.equal(readFileSync(join(folder, 'package.json'), 'utf8'), '{}\n');
  });

  it('tells when it cannot be written, and reports all the same', async () => {
    const folder = project({ Dockerfile: 'FROM a:latest\n', file: '' });
    const { code, stdout, stderr } = await seaworthy(folder, ['check', '--cache-file', 'file/cache.json']);
    assert.equal(code, 1);
    assert.match(stdout, /a:latest/);
    assert.match(stderr, /The cache was not written: .*file/);
  });

  it('holds no secret', async () => {
    const secret = 'kX9vQ2mN7pR4tY8wZ1aB';
    const folder = project({
      'docker-compose.yml': `services:\n  db:\n    image: postgres:16\n    environment:\n      POSTGRES_PASSWORD: ${secret}\n`,
      Dockerfile: 'FROM node:22\n',
    });
    const file = join(temporaryFolder(), 'cache.json');
    await seaworthy(folder, ['check', '--cache-file', file], { cli });
    const kept = readFileSync(file, 'utf8');
    assert.match(kept, /Dockerfile/);
    assert.doesNotMatch(kept, new RegExp(secret));
  });
});
