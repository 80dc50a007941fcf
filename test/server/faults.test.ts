import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundled, type Client, PROBE, PULL, PUSH, REAL, range, start, Workspace } from './client.ts';

/** A path with links followed; as it is where there is nothing. */
function real(path: string): string {
  return existsSync(path) ? realpathSync(path) : path;
}

/** What a client gets for files that it has not opened. */
interface WorkspaceReport {
  readonly items: readonly { readonly uri: string; readonly items?: readonly { readonly code: string }[] }[];
}

describe('the server goes on after', () => {
  let client: Client | undefined;
  let workspace: Workspace;

  beforeEach(() => {
    workspace = new Workspace({ '.dockerignore': '' });
    chmodSync(workspace.path, 0o755);
  });
  afterEach(async () => {
    await client?.stop();
    client = undefined;
    workspace.remove();
  });

  it('messages that are no JSON, or none of the protocol', async () => {
    const server = spawn(process.execPath, [bundled(PROBE), '--stdio'], { stdio: ['pipe', 'pipe', 'ignore'] });
    let answers = '';
    server.stdout.setEncoding('utf8').on('data', (data: string) => {
      answers += data;
    });
    const send = (body: string) => server.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
    for (const body of [
      'hello',
      '{',
      '',
      '[]',
      '7',
      'null',
      '{"jsonrpc":"1.0"}',
      '{"id":{},"method":5}',
      '{"jsonrpc":"2.0","id":99,"result":{}}',
    ])
      send(body);
    send('{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"processId":null,"rootUri":null,"capabilities":{}}}');
    while (!answers.includes('"id":1')) await once(server.stdout, 'data');
    send('{"jsonrpc":"2.0","method":"initialized","params":{}}');
    const uri = workspace.uriOf('Dockerfile');
    send(
      JSON.stringify({
        jsonrpc: '2.0',
        method: 'textDocument/didOpen',
        params: { textDocument: { uri, languageId: 'dockerfile', version: 1, text: 'FROM a:latest\n' } },
      }),
    );
    while (!answers.includes('latest-tag')) await once(server.stdout, 'data');
    server.stdin.end();
    await once(server, 'exit');
  });

  it('changes that come twice, late, or for another version', async () => {
    client = await start({ folders: [workspace.path] });
    const uri = workspace.uriOf('Dockerfile');
    await client.open(uri, 'FROM a\n', 'dockerfile', 1);
    await client.change(uri, 3, ':latest', range(0, 6, 6));
    for (let n = 0; n < 3; n++) await client.change(uri, 3, ':latest', range(0, 6, 6));
    await client.change(uri, 2, 'FROM late\n');
    assert.deepEqual(
      (await client.pull(uri)).items.map((one) => one.range),
      [range(0, 7, 13)],
    );
    // The same letter typed again is a change of its own.
    await client.change(uri, 4, '\n', range(0, 0, 0));
    await client.change(uri, 5, '\n', range(0, 0, 0));
    assert.deepEqual(
      (await client.pull(uri)).items.map((one) => one.range),
      [range(2, 7, 13)],
    );
    // Opened again without having been closed: the new text counts, whatever its version.
    await client.open(uri, 'FROM b:latest\n', 'dockerfile', 1);
    assert.deepEqual(
      (await client.pull(uri)).items.map((one) => one.range),
      [range(0, 7, 13)],
    );
    for (let n = 0; n < 2; n++) await client.notify('textDocument/didClose', { textDocument: { uri } });
    await client.change(uri, 9, 'FROM c:latest\n');
    await client.open(uri, 'FROM d:latest\n', 'dockerfile', 1);
    assert.deepEqual(await client.codes(uri), ['dockerfile/latest-tag']);
  });

  it('configuration that is broken while it is typed: the other files keep their diagnostics', async () => {
    client = await start({ folders: [workspace.path] });
    const config = workspace.uriOf('.seaworthy.yaml');
    const uri = workspace.uriOf('Dockerfile');
    await client.open(config, '', 'yaml');
    await client.open(uri, 'FROM a:latest\n');
    const text = 'rules:\n  dockerfile/latest-tag: "low"\nignore: [\'x/**\', "y"]\n';
    let version = 1;
    for (let length = 1; length <= text.length; length++) {
      await client.change(config, ++version, text.slice(0, length));
      assert.deepEqual(await client.codes(uri), ['dockerfile/latest-tag'], text.slice(0, length));
    }
    assert.equal((await client.pull(uri)).items[0]?.severity, 4);
    assert.deepEqual(await client.codes(config), []);
    await client.change(config, ++version, `${text}rules: {`);
    assert.notDeepEqual(await client.codes(config), []);
    assert.deepEqual(await client.codes(uri), ['dockerfile/latest-tag']);
  });

  it('files and folders that go away, cannot be read, or lead in a circle', async () => {
    for (const name of ['gone', 'locked', 'fine']) workspace.write(`${name}/Dockerfile`, 'FROM a:latest\n');
    workspace.write('shut/deep/Dockerfile', 'FROM a:latest\n');
    mkdirSync(join(workspace.path, 'a'));
    symlinkSync('..', join(workspace.path, 'a', 'up'));
    symlinkSync('loop', join(workspace.path, 'loop'));
    symlinkSync(workspace.path, join(workspace.path, 'a', 'Dockerfile'));
    execFileSync('mkfifo', [join(workspace.path, 'Dockerfile')]);
    chmodSync(join(workspace.path, 'locked', 'Dockerfile'), 0);
    chmodSync(join(workspace.path, 'shut'), 0);
    client = await start({
      folders: [workspace.path],
      asNobody: true,
      capabilities: { ...PULL, workspace: { diagnostics: { refreshSupport: true } } },
    });
    const uri = workspace.uriOf('gone/Dockerfile');
    await client.open(uri, 'FROM a:latest\n');
    workspace.remove('gone');
    await client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri, type: 3 }] });
    // What is open is what counts, on disk or not.
    assert.deepEqual(await client.codes(uri), ['dockerfile/latest-tag']);
    const report = await client.request<WorkspaceReport>('workspace/diagnostic', { previousResultIds: [] });
    const found = report.items.filter(({ items }) => items?.length).map((one) => one.uri);
    assert.deepEqual(found, [workspace.uriOf('fine/Dockerfile')]);
    chmodSync(join(workspace.path, 'shut'), 0o755);
  });

  it('references that lead out of the workspace: nothing there is opened', async () => {
    const outside = new Workspace();
    for (const name of ['common.yml', '.env', 'Dockerfile', 'action.yml', 'called.yml', 'package.json']) outside.write(name, 'a: 1\n');
    const away = outside.path;
    const up = `../${away.split('/').pop()}`;
    symlinkSync(away, join(workspace.path, 'link'));
    symlinkSync(join(away, '.env'), join(workspace.path, '.env'));
    symlinkSync(join(away, 'package.json'), join(workspace.path, 'package.json'));
    const compose = ['../..', up, away, './link']
      .map(
        (to, n) =>
          `  s${n}:\n    extends:\n      file: ${to}/common.yml\n      service: a\n    env_file: [${to}/.env, .env]\n    build: ${to}\n`,
      )
      .join('');
    const uses = [up, `../${up}`, './link'].map((to) => `      - uses: ./${to}\n`).join('');
    // Everything that the process reads is written down.
    const log = join(outside.path, 'log');
    const hook = join(outside.path, 'hook.cjs');
    outside.write('log', '');
    outside.write(
      'hook.cjs',
      `const fs = require('node:fs');
const { appendFileSync } = fs;
for (const [owner, names] of [[fs, ['readFileSync', 'readdirSync', 'openSync', 'readFile', 'readdir', 'open', 'createReadStream']], [fs.promises, ['readFile', 'readdir', 'open']]]) {
  for (const name of names) {
    const real = owner[name];
    owner[name] = (path, ...rest) => (appendFileSync(${JSON.stringify(log)}, path + '\\n'), real.call(owner, path, ...rest));
  }
}
`,
    );
    client = await start({
      entry: REAL,
      folders: [workspace.path],
      initializationOptions: { profile: 'all' },
      env: { NODE_OPTIONS: `--require=${hook}` },
    });
    const documents = [
      ['compose.yaml', `include: [${up}/common.yml, link/common.yml]\nservices:\n${compose}`, 'dockercompose'],
      [
        '.github/workflows/ci.yml',
        `on: push\njobs:\n  a:\n    uses: ./${up}/called.yml\n  b:\n    runs-on: ubuntu-latest\n    steps:\n${uses}      - run: npm test\n        working-directory: ${up}\n`,
        'yaml',
      ],
      ['Dockerfile', 'FROM a:1\nCOPY link /a\nCOPY package.json .\nRUN npm ci\n', 'dockerfile'],
    ] as const;
    for (const [path, text, language] of documents) {
      await client.open(workspace.uriOf(path), text, language);
      assert.ok(Array.isArray((await client.pull(workspace.uriOf(path))).items), path);
    }
    await client.request('seaworthy/audit', { folder: workspace.uri, format: 'json' });
    const read = readFileSync(log, 'utf8')
      .split('\n')
      .map((path) => (path === '' ? path : real(path)));
    assert.ok(
      read.some((path) => path.startsWith(workspace.path)),
      'nothing was written down',
    );
    assert.deepEqual(
      read.filter((path) => path.startsWith(away) && path !== hook),
      [],
    );
    outside.remove();
  });

  it('a workspace of fifty thousand files: what is open is not kept waiting, and what may be linted is found', async function () {
    this.timeout(120_000);
    for (let folder = 0; folder < 500; folder++) {
      const path = join(workspace.path, `f${folder}`);
      mkdirSync(path);
      for (let file = 0; file < 100; file++) writeFileSync(join(path, `file${file}.txt`), '');
    }
    workspace.write('f250/Dockerfile', 'FROM a:latest\n');
    client = await start({ folders: [workspace.path], capabilities: { ...PULL, workspace: { diagnostics: { refreshSupport: true } } } });
    const order: string[] = [];
    const whole = client.request<WorkspaceReport>('workspace/diagnostic', { previousResultIds: [] }).then((report) => {
      order.push('workspace');
      return report;
    });
    const uri = workspace.uriOf('f3/Dockerfile');
    await client.open(uri, 'FROM a:latest\n');
    for (let version = 2; version < 12; version++) {
      await client.change(uri, version, `FROM a:latest\n${'# x\n'.repeat(version)}`);
      assert.deepEqual(await client.codes(uri), ['dockerfile/latest-tag']);
      order.push('key');
    }
    const found = (await whole).items.filter(({ items }) => items?.length).map((one) => one.uri);
    assert.deepEqual(found, [workspace.uriOf('f250/Dockerfile')]);
    assert.equal(order[0], 'key');
    rmSync(workspace.path, { recursive: true, force: true });
  });

  it('whatever goes wrong, without telling the log what is in the files', async () => {
    const secret = 'kX9vQ2mN7pR4tY8wZ1aB';
    client = await start({ entry: REAL, folders: [workspace.path], capabilities: PUSH, initializationOptions: { profile: 'all' } });
    const texts = {
      'compose.yaml': `services:\n  db:\n    environment:\n      DB_PASSWORD: ${secret}\n      broken: [${secret}\n`,
      Dockerfile: `FROM a\nENV PASSWORD=${secret}\nRUN ["${secret}\n`,
      '.github/workflows/ci.yml': `on: push\njobs: {a: {env: {TOKEN: ${secret}}, steps: [{run: "\${{ '${secret}"}]}}\n`,
      '.seaworthy.yaml': `rules: {${secret}: high\n`,
      'package.json': `{"${secret}`,
    };
    for (const [path, text] of Object.entries(texts)) {
      workspace.write(path, text);
      await client.open(workspace.uriOf(path), text, path === 'Dockerfile' ? 'dockerfile' : 'yaml');
    }
    await client.pushed(workspace.uriOf('Dockerfile'));
    await client.request('workspace/executeCommand', { command: 'seaworthy.none', arguments: [secret] }).catch(() => {});
    await client.pushed(workspace.uriOf('.github/workflows/ci.yml'));
    assert.doesNotMatch(client.logs.join('\n'), new RegExp(secret));
  });
});
