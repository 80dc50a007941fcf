import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createMessageConnection, IPCMessageReader, IPCMessageWriter } from 'vscode-jsonrpc/node';
import { ACTIONS, bundled, type Client, PULL, PUSH, REAL, range, start, Workspace } from './client.ts';

describe('the server survives', () => {
  let client: Client;
  let workspace: Workspace;

  beforeEach(() => {
    workspace = new Workspace({ '.dockerignore': '' });
  });
  afterEach(async () => {
    await client.stop();
    workspace.remove();
  });
  async function works(): Promise<void> {
    const uri = workspace.uriOf('still/Dockerfile');
    await client.open(uri, 'FROM a:latest\n');
    assert.deepEqual(await client.codes(uri), ['dockerfile/latest-tag']);
  }

  it('rules that throw: their findings so far and all others stand, and the log says it once', async () => {
    client = await start({ folders: [workspace.path], capabilities: { textDocument: { ...PULL.textDocument, codeAction: ACTIONS } } });
    const uri = workspace.uriOf('Dockerfile');
    await client.open(uri, 'FROM a:latest\nRUN EXPLODE\n');
    const expected = ['dockerfile/throwing', 'dockerfile/latest-tag'];
    assert.deepEqual(await client.codes(uri), expected);
    await client.change(uri, 2, 'FROM b:latest\nRUN EXPLODE\n');
    assert.deepEqual(await client.codes(uri), expected);
    const actions = await client.actions(uri, range(0, 0, 13));
    assert.ok(
      actions.some(({ title }) => title === 'Pin to 1') && !actions.some(({ title }) => title === 'Fail'),
      'a fix that throws is none',
    );
    const lines = client.logs.filter((line) => line.includes('dockerfile/throwing'));
    assert.equal(lines.length, 1);
    assert.doesNotMatch(client.logs.join('\n'), /hunter2/, 'what a rule says about a file is not logged');
  });

  it('malformed parameters, unknown methods and notifications out of order', async () => {
    client = await start({ folders: [workspace.path] });
    const uri = workspace.uriOf('Dockerfile');
    const garbage = [
      null,
      {},
      { textDocument: null },
      { textDocument: {} },
      { textDocument: { uri: 7, text: 7 } },
      { textDocument: { uri }, contentChanges: 'x' },
      [],
    ];
    const methods = ['didOpen', 'didChange', 'didClose', 'didSave'];
    for (const method of methods) for (const params of garbage) await client.notify(`textDocument/${method}`, params);
    for (const params of [null, {}, { changes: null }, { changes: [null, {}, { uri: 3 }] }])
      await client.notify('workspace/didChangeWatchedFiles', params);
    for (const params of [null, {}, { settings: 'x' }]) await client.notify('workspace/didChangeConfiguration', params);
    await client.change(uri, 2, 'never opened');
    await client.notify('textDocument/didClose', { textDocument: { uri } });
    await client.open(uri, 'FROM a\n');
    const bad = [{ text: 5 }, null, { text: 'x', range: null }, { text: 'x', range: { start: { line: -1, character: 0 }, end: {} } }];
    await client.notify('textDocument/didChange', { textDocument: { uri, version: 2 }, contentChanges: bad });
    await client.change(uri, 3, ':latest', range(900, 5, 9));
    await client.notify('some/notification', { a: 1 });
    await assert.rejects(client.request('some/request', {}), { code: -32601 });
    for (const method of ['diagnostic', 'codeAction', 'hover']) {
      for (const params of garbage) {
        const outcome = await client.request(`textDocument/${method}`, params).then(
          () => 'answered',
          (error: Error) => error.message,
        );
        assert.doesNotMatch(outcome, /\n\s+at /, 'no stack in an answer');
      }
    }
    await assert.rejects(client.request('initialize', { capabilities: {} }));
    await works();
  });

  it('a client that says nothing about itself', async () => {
    client = await start({ capabilities: {}, processId: undefined });
    const uri = workspace.uriOf('Dockerfile');
    await client.open(uri, 'FROM a:latest\n');
    assert.equal((await client.pushed(uri, 1)).diagnostics.length, 1);
    assert.deepEqual(Object.keys((await client.pushed(uri, 1)).diagnostics[0]!).sort(), ['code', 'message', 'range', 'severity', 'source']);
  });

  it('documents that are no text of their kind, empty ones and huge ones', async () => {
    client = await start({ folders: [workspace.path] });
    const texts = [
      '',
      '\uFEFF',
      '\0\0',
      '\uD83D',
      '%%%: [',
      `${'['.repeat(3000)}`,
      '\r\r\r',
      `a: &a [*a, *a]\nb: *c\n`,
      `FROM ${'x'.repeat(100_000)}`,
    ];
    let version = 1;
    for (const [name, language] of [
      ['Dockerfile', 'dockerfile'],
      ['compose.yaml', 'yaml'],
      ['.github/workflows/a.yml', 'yaml'],
      ['.seaworthy.yaml', 'yaml'],
    ] as const) {
      const uri = workspace.uriOf(name);
      await client.open(uri, '', language, version);
      for (const text of texts) {
        await client.change(uri, ++version, text);
        const { items } = await client.pull(uri);
        for (const { range } of items) assert.ok(range.start.line >= 0 && range.end.line >= range.start.line);
      }
    }
    const huge = workspace.uriOf('huge/Dockerfile');
    await client.open(huge, `FROM a:latest\n${'# filler\n'.repeat(300_000)}`);
    assert.deepEqual(await client.codes(huge), []);
    await client.change(huge, 2, '# more', range(1, 0, 0));
    assert.deepEqual(await client.codes(huge), []);
    assert.equal(client.logs.filter((line) => line.includes('too large')).length, 1);
    await works();
  });

  it('a client that never tells its settings', async () => {
    client = await start({
      folders: [workspace.path],
      capabilities: { ...PULL, workspace: { configuration: true } },
      settings: () => new Promise(() => {}),
    });
    await works();
  });

  it('files that it may not see', async () => {
    const outside = new Workspace({ Dockerfile: 'FROM a\nUSER root\n' });
    client = await start({ folders: [workspace.path], capabilities: PUSH });
    const { symlinkSync } = await import('node:fs');
    symlinkSync(`${outside.path}/Dockerfile`, `${workspace.path}/Dockerfile`);
    const uri = workspace.uriOf('compose.yaml');
    await client.open(uri, 'services:\n  web:\n    build: .\n', 'yaml');
    assert.deepEqual((await client.pushed(uri, 1)).diagnostics, []);
    outside.remove();
  });
});

describe('the server ends', () => {
  it('with 0 after shutdown and exit', async () => {
    const client = await start();
    assert.equal(await client.stop(), 0);
  });

  it('with 1 after exit alone', async () => {
    const client = await start();
    const exited = once(client.process, 'exit');
    await client.notify('exit', null);
    assert.deepEqual(await exited, [1, null]);
  });

  it('when its client goes away', async () => {
    const client = await start();
    const exited = once(client.process, 'exit');
    client.process.stdin?.end();
    await exited;
  });

  it('when the process that it was told about is gone', async () => {
    const { spawnSync } = await import('node:child_process');
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    const client = await start({ processId: pid });
    await once(client.process, 'exit');
  });
});

describe('the product itself', () => {
  it('serves its own rules over stdio', async () => {
    const workspace = new Workspace();
    const client = await start({ entry: REAL, folders: [workspace.path] });
    const uri = workspace.uriOf('.seaworthy.yaml');
    await client.open(uri, 'profil: strict\n', 'yaml');
    assert.deepEqual(await client.codes(uri), ['file/invalid-configuration']);
    assert.equal(client.initialized.serverInfo.name, 'seaworthy');
    await client.stop();
    workspace.remove();
  });

  it('serves over the channel of a parent process, and ends with it', async () => {
    const server = fork(bundled(REAL), ['--node-ipc'], { stdio: 'inherit' });
    const connection = createMessageConnection(new IPCMessageReader(server), new IPCMessageWriter(server));
    connection.listen();
    const { serverInfo } = await connection.sendRequest<{ serverInfo: { name: string } }>('initialize', {
      processId: process.pid,
      capabilities: {},
    });
    assert.equal(serverInfo.name, 'seaworthy');
    const exited = once(server, 'exit');
    server.disconnect();
    await exited;
  });
});
