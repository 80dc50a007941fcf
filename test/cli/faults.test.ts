import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cliPath, project, put, seaworthy, temporaryFolder } from './support/cli.ts';

/** A small disk of its own, or why there is none: only root may have one. */
function smallDisk(bytes: number): { readonly path: string; remove(): void } | string {
  const path = join(temporaryFolder(), 'disk');
  mkdirSync(path);
  const mount = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${bytes}`, 'tmpfs', path], { encoding: 'utf8' });
  if (mount.status !== 0) return mount.stderr || String(mount.error);
  return { path, remove: () => void execFileSync('umount', [path]) };
}

describe('a full disk', () => {
  it('stops `fix` before anything is changed, and says so', async function () {
    const disk = smallDisk(128 * 1024);
    if (typeof disk === 'string') {
      console.warn(`      SKIPPED: no small disk could be made, so nothing shows what \`fix\` does on a full one: ${disk.trim()}`);
      this.skip();
    }
    try {
      const text = `FROM a:latest\n${'# a comment that takes room on the disk\n'.repeat(200)}`;
      for (const name of ['one', 'two', 'three']) put(disk.path, { [`${name}/Dockerfile`]: text });
      // What is left holds one of the three, not all of them.
      const page = 4096;
      const free = Number(execFileSync('df', ['--output=avail', '-B1', disk.path], { encoding: 'utf8' }).trim().split('\n').at(-1));
      writeFileSync(join(disk.path, 'filler'), Buffer.alloc(free - 3 * page));
      const { code, stdout, stderr } = await seaworthy(disk.path, ['fix']);
      assert.equal(code, 2);
      assert.equal(stdout, '');
      assert.match(stderr, /Dockerfile: cannot be written: the disk is full\. Make room and run again\./);
      for (const name of ['one', 'two', 'three']) {
        assert.equal(readFileSync(join(disk.path, name, 'Dockerfile'), 'utf8'), text);
        assert.deepEqual(readdirSync(join(disk.path, name)), ['Dockerfile']);
      }
    } finally {
      disk.remove();
    }
  });
});

describe('a run that is killed', () => {
  it('leaves every file whole, as it was or as it was to become', async () => {
    const before = `FROM a:latest\n${'# filler\n'.repeat(8000)}`;
    const after = before.replace('a:latest', 'a:1');
    const names = Array.from({ length: 25 }, (_, n) => `d${n}/Dockerfile`);
    const folder = project({});
    const cli = await cliPath();
    // The first run tells how long one takes; the others end somewhere on the way.
    let whole = 0;
    let changed = 0;
    for (let run = 0; run < 10; run++) {
      put(folder, Object.fromEntries(names.map((name) => [name, before])));
      const from = performance.now();
      const child = spawn(process.execPath, [cli, 'fix', '--quiet'], { cwd: folder, stdio: 'ignore' });
      const exited = once(child, 'exit');
      if (run > 0) setTimeout(() => child.kill('SIGKILL'), whole * (0.35 + 0.06 * run));
      await exited;
      if (run === 0) whole = performance.now() - from;
      for (const name of names) {
        const text = readFileSync(join(folder, name), 'utf8');
        assert.ok(text === before || text === after, `${name} is torn`);
        if (text === after) changed++;
      }
    }
    assert.ok(changed >= names.length);
    // What a killed run left beside the files is in nobody's way.
    const { code } = await seaworthy(folder, ['fix', '--quiet']);
    assert.equal(code, 0);
    for (const name of names) assert.equal(readFileSync(join(folder, name), 'utf8'), after);
  }).timeout(60_000);
});

describe('a reader that goes away', () => {
  for (const format of ['text', 'json', 'sarif']) {
    it(`is no error, in ${format}`, async () => {
      const folder = project(Object.fromEntries(Array.from({ length: 300 }, (_, n) => [`d${n}/Dockerfile`, `FROM x${n}:latest\n`])));
      const child = spawn(process.execPath, [await cliPath(), 'check', '--format', format], {
        cwd: folder,
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      let stderr = '';
      child.stderr.setEncoding('utf8').on('data', (data: string) => {
        stderr += data;
      });
      const exited = once(child, 'exit');
      child.stdout.once('data', () => child.stdout.destroy());
      const [code] = await exited;
      assert.equal(stderr, '');
      assert.equal(code, 1);
    });
  }
});

describe('files that a run may not see', () => {
  it('are left alone: pipes, devices, links out of the project', async () => {
    const folder = project({ 'a/Dockerfile': 'FROM a:latest\n' });
    const outside = temporaryFolder();
    put(outside, { Dockerfile: 'FROM outside:latest\n' });
    for (const name of ['Dockerfile', 'compose.yaml', '.env', '.dockerignore']) execFileSync('mkfifo', [join(folder, name)]);
    execFileSync('ln', ['-s', join(outside, 'Dockerfile'), join(folder, 'Dockerfile.linked')]);
    execFileSync('ln', ['-s', '/dev/zero', join(folder, 'Dockerfile.zero')]);
    const { code, stdout } = await seaworthy(folder, ['check', '--format', 'json']);
    assert.equal(code, 1);
    const { files, findings } = JSON.parse(stdout) as { files: number; findings: { file: string }[] };
    assert.equal(files, 1);
    assert.deepEqual(
      findings.map(({ file }) => file),
      ['a/Dockerfile'],
    );
  });
});

describe('a project of fifty thousand files', () => {
  it('is checked and audited', async () => {
    const folder = project({ 'f250/Dockerfile': 'FROM a:latest\n' });
    for (let n = 0; n < 500; n++) {
      mkdirSync(join(folder, `f${n}`), { recursive: true });
      for (let file = 0; file < 100; file++) writeFileSync(join(folder, `f${n}`, `file${file}.txt`), '');
    }
    const check = await seaworthy(folder, ['check', '--format', 'json']);
    assert.equal(JSON.parse(check.stdout).findings.length, 1);
    const audit = await seaworthy(folder, ['audit', '--format', 'json']);
    assert.equal(audit.code, 0);
    assert.equal(JSON.parse(audit.stdout).counts.files, 1);
    assert.ok(existsSync(folder) && statSync(folder).isDirectory());
  }).timeout(120_000);
});
