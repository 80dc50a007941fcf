import assert from 'node:assert/strict';
import { chmodSync, existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { project, seaworthy } from './support/cli.ts';

const read = (folder: string, path = 'Dockerfile') => readFileSync(join(folder, path), 'utf8');

describe('seaworthy fix', () => {
  it('applies safe fixes and tells what it did', async () => {
    const folder = project({ Dockerfile: 'FROM a:latest\nMAINTAINER me\nRUN b:latest\n', 'x/Dockerfile': 'FROM ok:1\n' });
    const { code, stdout } = await seaworthy(folder, ['fix']);
    assert.equal(code, 0);
    assert.equal(stdout, 'Dockerfile\n  Use tag 1 × 2\nFixed 2 problems; 1 file changed.\n');
    assert.equal(read(folder), 'FROM a:1\nMAINTAINER me\nRUN b:1\n');
    assert.equal((await seaworthy(folder, ['fix'])).stdout, 'Nothing to fix.\n');
  });

  it('applies unsafe fixes with --unsafe, and never placeholders', async () => {
    const folder = project({ Dockerfile: 'FROM a:latest\nMAINTAINER me\n' });
    await seaworthy(folder, ['fix', '--unsafe']);
    assert.equal(read(folder), 'FROM a:1\n# gone\n');
  });

  const exact: [string, string, string][] = [
    ['CRLF and a byte order mark', '\ufeffFROM a:latest\r\nRUN x\r\n', '\ufeffFROM a:1\r\nRUN x\r\n'],
    ['a missing line break at the end', 'FROM a:latest', 'FROM a:1'],
    ['trailing blanks and tabs', 'FROM a:latest \t\n\n\n', 'FROM a:1 \t\n\n\n'],
  ];
  for (const [what, before, after] of exact) {
    it(`keeps ${what}`, async () => {
      const folder = project({ Dockerfile: before });
      await seaworthy(folder, ['fix']);
      assert.equal(read(folder), after);
    });
  }

  it('keeps the mode, and a link a link', async () => {
    const folder = project({ 'real/prod.dockerfile': 'FROM a:latest\n' });
    chmodSync(join(folder, 'real/prod.dockerfile'), 0o640);
    symlinkSync('real/prod.dockerfile', join(folder, 'Dockerfile'));
    await seaworthy(folder, ['fix', 'Dockerfile']);
    assert.equal(read(folder, 'real/prod.dockerfile'), 'FROM a:1\n');
    assert.equal(statSync(join(folder, 'real/prod.dockerfile')).mode & 0o777, 0o640);
    assert.ok(lstatSync(join(folder, 'Dockerfile')).isSymbolicLink());
  });

  it('creates other files, then adds to them, and a second run changes nothing', async () => {
    const folder = project({ Dockerfile: 'FROM a:1\nENV TOKEN=first-secret\nENV MY_TOKEN=second-secret\n' });
    const { stdout, code } = await seaworthy(folder, ['fix']);
    assert.equal(code, 0);
    assert.equal(read(folder), 'FROM a:1\nENV TOKEN=${TOKEN}\nENV MY_TOKEN=${TOKEN}\n');
    assert.equal(read(folder, '.env'), 'TOKEN=first-secret\nTOKEN=second-secret\n');
    assert.match(stdout, /\.env \(new\)/);
    assert.doesNotMatch(stdout, /-secret/);
    assert.equal((await seaworthy(folder, ['fix'])).stdout, 'Nothing to fix.\n');
  });

  it('never overwrites: a folder in the way stops only that fix', async () => {
    const folder = project({ Dockerfile: 'FROM a:latest\nENV TOKEN=first-secret\n' });
    mkdirSync(join(folder, '.env'));
    await seaworthy(folder, ['fix']);
    assert.equal(read(folder), 'FROM a:1\nENV TOKEN=first-secret\n');
  });

  it('shows a diff with --dry-run and writes nothing', async () => {
    const folder = project({ 'a/Dockerfile': 'FROM a:latest\nRUN x\n', Dockerfile: 'FROM a:1\nENV TOKEN=first-secret\n' });
    const { code, stdout, stderr } = await seaworthy(folder, ['fix', '--dry-run']);
    assert.equal(code, 0);
    assert.match(stdout, /--- a\/a\/Dockerfile\n\+\+\+ b\/a\/Dockerfile\n@@ -1,2 \+1,2 @@\n-FROM a:latest\n\+FROM a:1\n RUN x\n/);
    assert.match(stdout, /--- \/dev\/null\n\+\+\+ b\/\.env\n@@ -0,0 \+1,1 @@\n\+TOKEN=fi\*+\n/);
    assert.match(stderr, /Would fix 2 problems; 3 files would change\./);
    assert.equal(read(folder, 'a/Dockerfile'), 'FROM a:latest\nRUN x\n');
    assert.equal(existsSync(join(folder, '.env')), false);
  });

  it('writes nothing at all when one file is read-only, and says what to do', async () => {
    const folder = project({ 'a/Dockerfile': 'FROM a:latest\n', 'b/Dockerfile': 'FROM b:latest\n' });
    chmodSync(join(folder, 'b/Dockerfile'), 0o444);
    const { code, stderr, stdout } = await seaworthy(folder, ['fix']);
    assert.deepEqual([code, stdout], [2, '']);
    assert.match(stderr, /b\/Dockerfile: is read-only\. Make it writable/);
    assert.equal(read(folder, 'a/Dockerfile'), 'FROM a:latest\n');
    assert.deepEqual(readdirSync(join(folder, 'a')), ['Dockerfile']);
  });

  it('leaves nothing behind in a folder that cannot be written to', async () => {
    const folder = project({ 'a/Dockerfile': 'FROM a:latest\n' });
    chmodSync(join(folder, 'a'), 0o555);
    chmodSync(join(folder, 'a/Dockerfile'), 0o666);
    const { code, stderr } = await seaworthy(folder, ['fix'], { asNobody: true });
    chmodSync(join(folder, 'a'), 0o755);
    assert.equal(code, 2);
    assert.match(stderr, /a\/Dockerfile: cannot be written: permission denied\. Make the file and its folder writable/);
    assert.deepEqual(readdirSync(join(folder, 'a')), ['Dockerfile']);
  });

  it('leaves files alone whose bytes are not UTF-8', async () => {
    const bytes = Buffer.concat([Buffer.from('FROM a:latest\n# caf'), Buffer.from([0xe9, 10])]);
    const folder = project({ Dockerfile: bytes });
    const { stderr } = await seaworthy(folder, ['fix']);
    assert.match(stderr, /Dockerfile: is not valid UTF-8 and was left alone/);
    assert.deepEqual(readFileSync(join(folder, 'Dockerfile')), bytes);
  });

  it('exits with 2 when a named file is missing', async () => {
    const { code, stderr } = await seaworthy(project({}), ['fix', 'none']);
    assert.equal(code, 2);
    assert.match(stderr, /none: does not exist/);
  });

  it('refuses a wrong configuration before it writes', async () => {
    const folder = project({ Dockerfile: 'FROM a:latest\n', '.seaworthy.yaml': 'profil: all\n' });
    assert.equal((await seaworthy(folder, ['fix'])).code, 2);
    assert.equal(read(folder), 'FROM a:latest\n');
  });
});
