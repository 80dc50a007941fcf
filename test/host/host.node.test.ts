import assert from 'node:assert/strict';
import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { type NodeRoot, nodeHost } from '../../server/src/host.node.ts';
import { put, temporaryFolder } from '../cli/support/cli.ts';

function open(files: Readonly<Record<string, string | Buffer>>): NodeRoot & { readonly folder: string } {
  const folder = temporaryFolder();
  put(folder, files);
  return Object.assign(nodeHost.openRoot(folder), { folder });
}

async function found(root: NodeRoot, folder = ''): Promise<string[]> {
  const paths: string[] = [];
  await root.findFilesIn(folder, (path) => paths.push(path));
  return paths;
}

describe('nodeHost: reading', () => {
  it('tells text, absence and ignorance apart', () => {
    const root = open({
      'a/b.txt': 'text\r\n',
      'bom.txt': '\ufeffx',
      'binary.bin': Buffer.from([1, 0, 2]),
      'large.txt': 'x'.repeat(1024 * 1024 + 1),
      'limit.txt': 'x'.repeat(1024 * 1024),
    });
    assert.equal(root.read('a/b.txt'), 'text\r\n');
    assert.equal(root.read('bom.txt'), '\ufeffx');
    assert.equal(root.read('none.txt'), null);
    assert.equal(root.read('none/deep/x.txt'), null);
    assert.equal(root.read('a/b.txt/c'), null);
    assert.equal(root.read('a'), undefined);
    assert.equal(root.read('binary.bin'), undefined);
    assert.equal(root.read('large.txt'), undefined);
    assert.equal(root.read('limit.txt')?.length, 1024 * 1024);
    assert.deepEqual(
      root.problems().map(({ path, message }) => [path, message]),
      [
        ['binary.bin', 'is not UTF-8 text'],
        ['large.txt', 'is larger than 1 MB'],
      ],
    );
  });

  it('lists names, folders with a slash', () => {
    const root = open({ 'a/b/c.txt': '', 'a/d.txt': '', 'e.txt': '' });
    assert.deepEqual(root.list(''), ['a/', 'e.txt']);
    assert.deepEqual(root.list('a'), ['b/', 'd.txt']);
    assert.deepEqual(root.list('a/'), ['b/', 'd.txt']);
    assert.equal(root.list('none'), null);
    assert.equal(root.list('e.txt'), null);
  });

  it('keeps what it read until it is invalidated', () => {
    const root = open({ 'a/x.txt': '1' });
    assert.equal(root.read('a/x.txt'), '1');
    assert.equal(root.read('a/y.txt'), null);
    assert.deepEqual(root.list('a'), ['x.txt']);
    put(root.folder, { 'a/x.txt': '2', 'a/y.txt': 'new' });
    assert.equal(root.read('a/x.txt'), '1');
    root.invalidate('a/x.txt');
    assert.equal(root.read('a/x.txt'), '2');
    assert.deepEqual(root.list('a'), ['x.txt', 'y.txt']);
    assert.equal(root.read('a/y.txt'), null);
    root.invalidate('a/y.txt');
    assert.equal(root.read('a/y.txt'), 'new');
    rmSync(join(root.folder, 'a'), { recursive: true });
    root.invalidate('a');
    assert.equal(root.read('a/x.txt'), null);
    put(root.folder, { 'a/x.txt': '3' });
    root.invalidate();
    assert.equal(root.read('a/x.txt'), '3');
  });

  it('follows links inside the root and none out of it', () => {
    const outside = open({ 'secret.txt': 'no' });
    const root = open({ 'real/x.txt': 'yes' });
    symlinkSync('real/x.txt', join(root.folder, 'inside.txt'));
    symlinkSync('real', join(root.folder, 'folder'));
    symlinkSync(outside.folder, join(root.folder, 'out'));
    symlinkSync(join(outside.folder, 'secret.txt'), join(root.folder, 'out.txt'));
    symlinkSync('nowhere', join(root.folder, 'broken.txt'));
    symlinkSync('loop', join(root.folder, 'loop'));
    assert.equal(root.read('inside.txt'), 'yes');
    assert.equal(root.read('folder/x.txt'), 'yes');
    for (const path of ['out.txt', 'out/secret.txt', 'broken.txt', 'loop', 'loop/x']) assert.equal(root.read(path), undefined, path);
    assert.equal(root.list('out'), undefined);
  });

  it('opens a folder that is not there', async () => {
    const root = nodeHost.openRoot(join(temporaryFolder(), 'none'));
    assert.equal(root.read('x'), null);
    assert.equal(root.list(''), null);
    assert.deepEqual(await found(root), []);
  });
});

describe('nodeHost: finding files', () => {
  it('reports what may be linted, files before folders, by name', async () => {
    const root = open({
      'z/Dockerfile': '',
      'a/Dockerfile': '',
      'a/b/compose.yml': '',
      Dockerfile: '',
      'README.md': '',
      '.github/workflows/x.yml': '',
      '.seaworthy.yaml': '',
    });
    assert.deepEqual(await found(root), [
      '.seaworthy.yaml',
      'Dockerfile',
      '.github/workflows/x.yml',
      'a/Dockerfile',
      'a/b/compose.yml',
      'z/Dockerfile',
    ]);
  });

  const ignoreCases: [string, Readonly<Record<string, string>>, string[]][] = [
    ['a folder', { '.gitignore': 'gen/\n', 'gen/Dockerfile': '', 'x/gen/Dockerfile': '', 'y/Dockerfile': '' }, ['y/Dockerfile']],
    ['an anchored folder', { '.gitignore': '/gen\n', 'gen/Dockerfile': '', 'x/gen/Dockerfile': '' }, ['x/gen/Dockerfile']],
    ['a nested file', { 'x/.gitignore': 'gen\n', 'x/gen/Dockerfile': '', 'gen/Dockerfile': '' }, ['gen/Dockerfile']],
    [
      'a nested exception',
      { '.gitignore': '*.dockerfile\n', 'x/.gitignore': '!b.dockerfile\n', 'x/a.dockerfile': '', 'x/b.dockerfile': '' },
      ['x/b.dockerfile'],
    ],
    ['no exception below an ignored folder', { '.gitignore': 'gen/\n!gen/Dockerfile\n', 'gen/Dockerfile': '' }, []],
    ['upper and lower case', { '.gitignore': 'GEN\n', 'gen/Dockerfile': '' }, ['gen/Dockerfile']],
    ['.git/info/exclude', { '.git/info/exclude': 'gen\n', 'gen/Dockerfile': '', 'x/Dockerfile': '' }, ['x/Dockerfile']],
    ['CRLF line ends', { '.gitignore': '# c\r\ngen/\r\n', 'gen/Dockerfile': '' }, []],
    ['build output where nothing else is said', { 'build/Dockerfile': '', 'dist/Dockerfile': '', 'x/Dockerfile': '' }, ['x/Dockerfile']],
    ['no build output where .gitignore decides', { '.gitignore': '*.log\n', 'build/Dockerfile': '' }, ['build/Dockerfile']],
    [
      'what was installed',
      { '.gitignore': 'x\n', 'node_modules/a/Dockerfile': '', 'a/vendor/b/Dockerfile': '', '.venv/Dockerfile': '', '.git/Dockerfile': '' },
      [],
    ],
  ];
  for (const [what, files, expected] of ignoreCases) {
    it(`honours ${what}`, async () => {
      assert.deepEqual(await found(open(files)), expected);
    });
  }

  it('enters a folder that is named, with the ignore files above it', async () => {
    const root = open({
      '.gitignore': 'gen/\n*.dockerfile\n',
      'gen/Dockerfile': '',
      'gen/a.dockerfile': '',
      'x/a.dockerfile': '',
      'x/Dockerfile': '',
      'node_modules/a/Dockerfile': '',
    });
    assert.deepEqual(await found(root, 'gen'), ['gen/Dockerfile', 'gen/a.dockerfile']);
    assert.deepEqual(await found(root, 'x'), ['x/Dockerfile']);
    assert.deepEqual(await found(root, 'node_modules'), ['node_modules/a/Dockerfile']);
  });

  it('does not follow links to folders, and reports a linked file once', async () => {
    const root = open({ 'real/Dockerfile': '', 'real/prod.txt': '' });
    symlinkSync('..', join(root.folder, 'real', 'up'));
    symlinkSync('real', join(root.folder, 'again'));
    symlinkSync('real/Dockerfile', join(root.folder, 'Dockerfile'));
    symlinkSync('real/prod.txt', join(root.folder, 'Dockerfile.prod'));
    symlinkSync('/etc/hostname', join(root.folder, 'Dockerfile.out'));
    symlinkSync('real', join(root.folder, 'Dockerfile.folder'));
    assert.deepEqual(await found(root), ['real/Dockerfile', 'Dockerfile.prod']);
  });

  it('stops when it is cancelled', async () => {
    const root = open(Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`d${i}/Dockerfile`, ''])));
    const cancellation = { isCancellationRequested: false };
    const paths: string[] = [];
    await root.findFiles((path) => {
      paths.push(path);
      if (paths.length === 3) cancellation.isCancellationRequested = true;
    }, cancellation);
    assert.equal(paths.length, 3);
  });

  it('walks deep and wide trees', async () => {
    const folder = temporaryFolder();
    const deep = Array.from({ length: 200 }, () => 'd').join('/');
    mkdirSync(join(folder, deep), { recursive: true });
    put(folder, { [`${deep}/Dockerfile`]: '' });
    put(folder, Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`w${i}/Dockerfile`, ''])));
    assert.equal((await found(nodeHost.openRoot(folder))).length, 301);
  });
});
