import assert from 'node:assert/strict';
import { CancellationTokenSource } from 'vscode-jsonrpc/node';
import { Client, type Diagnostic, PULL, PUSH, start, Workspace } from './client.ts';

interface Report {
  readonly kind: string;
  readonly uri: string;
  readonly resultId?: string;
  readonly version: number | null;
  readonly items?: Diagnostic[];
}

const WATCH = { didChangeWatchedFiles: { dynamicRegistration: true, relativePatternSupport: true }, diagnostics: { refreshSupport: true } };

describe('the workspace', () => {
  let client: Client;
  let workspace: Workspace;

  beforeEach(() => {
    workspace = new Workspace({ '.dockerignore': '' });
  });
  afterEach(async () => {
    await client.stop();
    workspace.remove();
  });
  const changed = (path: string, type = 2) =>
    client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: workspace.uriOf(path), type }] });

  it('is watched by patterns below its folders', async () => {
    client = await start({ folders: [workspace.path], capabilities: { ...PULL, workspace: WATCH } });
    const registration = await client.until(() => client.registrations.find(({ method }) => method === 'workspace/didChangeWatchedFiles'));
    const watchers = registration.registerOptions.watchers as { globPattern: { baseUri: string; pattern: string } }[];
    assert.ok(watchers.every(({ globPattern }) => globPattern.baseUri === workspace.uri));
    assert.ok(watchers.some(({ globPattern }) => globPattern.pattern.includes('.seaworthy')));
  });

  it('is watched anew when its folders change', async () => {
    const other = new Workspace({ '.dockerignore': '', Dockerfile: 'FROM a\n' });
    client = await start({ folders: [workspace.path], capabilities: { ...PULL, workspace: { ...WATCH, workspaceFolders: true } } });
    const watched = () => client.registrations.filter(({ method }) => method === 'workspace/didChangeWatchedFiles');
    await client.until(() => watched().length === 1);
    const removed = [{ uri: workspace.uri, name: 'a' }];
    await client.notify('workspace/didChangeWorkspaceFolders', { event: { added: [{ uri: other.uri, name: 'b' }], removed } });
    await client.until(() => watched().length === 2);
    const watchers = watched()[1]!.registerOptions.watchers as { globPattern: { baseUri: string } }[];
    assert.ok(watchers.every(({ globPattern }) => globPattern.baseUri === other.uri));
    await client.until(() => client.unregistered.length === 1);
    assert.equal(client.unregistered[0], watched()[0]!.id);
    other.remove();
  });

  it('has exactly those open documents linted again that a changed file bears on', async () => {
    workspace.write('Dockerfile', 'FROM a\nUSER app\n');
    client = await start({ folders: [workspace.path], capabilities: PUSH });
    const [compose, other] = [workspace.uriOf('compose.yaml'), workspace.uriOf('other/Dockerfile')];
    await client.open(compose, 'services:\n  web:\n    build: .\n', 'yaml');
    await client.open(other, 'FROM a:latest\n');
    await client.pushed(compose, 1);
    await client.pushed(other, 1);
    const before = client.published.length;
    workspace.write('Dockerfile', 'FROM a\nUSER root\n');
    await changed('Dockerfile');
    await client.until(() => client.published.length > before);
    workspace.write('.seaworthy.yaml', 'rules:\n  dockerfile/latest-tag: off\n  compose/builds-root-image: low\n');
    await changed('.seaworthy.yaml', 1);
    await client.until(() => client.published.length > before + 2);
    const later = client.published.slice(before).map(({ uri, diagnostics }) => [uri, diagnostics.map(({ severity }) => severity)]);
    assert.deepEqual(later[0], [compose, [1]]);
    assert.deepEqual(
      new Map(later.slice(1) as [string, number[]][]),
      new Map([
        [compose, [4]],
        [other, []],
      ] as [string, number[]][]),
    );
  });

  it('asks clients that pull to pull again', async () => {
    client = await start({ folders: [workspace.path], capabilities: { ...PULL, workspace: WATCH } });
    const uri = workspace.uriOf('Dockerfile');
    await client.open(uri, 'FROM a\n');
    const first = await client.pull(uri);
    assert.deepEqual(first.items, []);
    workspace.remove('.dockerignore');
    await changed('.dockerignore', 3);
    await client.until(() => client.refreshes > 0);
    assert.deepEqual(
      (await client.pull(uri, first.resultId)).items.map(({ code }) => code),
      ['dockerfile/missing-ignore-file'],
    );
  });

  it('is read again on saving for clients that do not watch', async () => {
    client = await start({ folders: [workspace.path], capabilities: { ...PULL, workspace: { diagnostics: { refreshSupport: true } } } });
    const uri = workspace.uriOf('Dockerfile');
    await client.open(uri, 'FROM a\n');
    assert.deepEqual(await client.codes(uri), []);
    workspace.remove('.dockerignore');
    await client.notify('textDocument/didSave', { textDocument: { uri } });
    assert.deepEqual(await client.codes(uri), ['dockerfile/missing-ignore-file']);
  });

  it('may be one that only the client can read', async () => {
    const folder = 'vscode-vfs://github/owner/repo';
    const texts: Record<string, string> = {
      [`${folder}/Dockerfile`]: 'FROM a\nUSER root\n',
      [`${folder}/.seaworthy.yaml`]: 'rules:\n  security: low\n',
    };
    client = new Client({});
    client.connection.onRequest('seaworthy/fs/readFile', ({ uri }: { uri: string }) => ({ text: texts[uri] ?? null }));
    client.connection.onRequest('seaworthy/fs/readDirectory', () => [
      ['Dockerfile', 'file'],
      ['.seaworthy.yaml', 'file'],
    ]);
    await client.request('initialize', {
      processId: process.pid,
      rootUri: null,
      workspaceFolders: [{ uri: folder, name: 'repo' }],
      capabilities: PULL,
      initializationOptions: { protocol: 1, fileAccess: 'server', fileRequests: true },
    });
    await client.notify('initialized', {});
    const uri = `${folder}/compose.yaml`;
    await client.open(uri, 'services:\n  web:\n    build: .\n', 'yaml');
    assert.deepEqual(
      (await client.pull(uri)).items.map(({ code, severity }) => [code, severity]),
      [['compose/builds-root-image', 4]],
    );
    texts[`${folder}/Dockerfile`] = 'FROM a\nUSER app\n';
    await client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: `${folder}/Dockerfile`, type: 2 }] });
    assert.deepEqual(await client.codes(uri), []);
  });

  it('may have folders inside folders: the inner one counts', async () => {
    workspace.write('.seaworthy.yaml', 'rules:\n  dockerfile/latest-tag: off\n');
    workspace.write('inner/.dockerignore', '');
    client = await start({ folders: [workspace.path, `${workspace.path}/inner`] });
    const [outer, inner] = [workspace.uriOf('Dockerfile'), workspace.uriOf('inner/Dockerfile')];
    await client.open(outer, 'FROM a:latest\n');
    await client.open(inner, 'FROM a:latest\n');
    assert.deepEqual(await client.codes(outer), []);
    assert.deepEqual(await client.codes(inner), ['dockerfile/latest-tag'], 'nothing above a workspace folder is read');
  });

  describe('has diagnostics for files that are not open', () => {
    const pull = (
      previousResultIds: { uri: string; value: string }[] = [],
      partialResultToken?: string,
      token = new CancellationTokenSource().token,
    ) => client.connection.sendRequest<{ items: Report[] }>('workspace/diagnostic', { previousResultIds, partialResultToken }, token);
    const ids = (reports: readonly Report[]) => reports.flatMap(({ uri, resultId }) => (resultId ? [{ uri, value: resultId }] : []));

    beforeEach(() => {
      workspace.write('a/Dockerfile', 'FROM a:latest\n');
      workspace.write('b/Dockerfile', 'FROM b:latest\n');
      workspace.write('c/Dockerfile', 'FROM c\n');
      workspace.write('node_modules/d/Dockerfile', 'FROM d:latest\n');
      workspace.write('ignored/Dockerfile', 'FROM e:latest\n');
      workspace.write('.gitignore', 'ignored/\n');
    });

    it('once, and then only what is new', async () => {
      client = await start({ folders: [workspace.path] });
      const first = (await pull()).items;
      assert.deepEqual(
        first.map(({ uri, kind, items }) => [uri, kind, items?.length]),
        [
          [workspace.uriOf('a/Dockerfile'), 'full', 1],
          [workspace.uriOf('b/Dockerfile'), 'full', 1],
        ],
      );
      const held = pull(ids(first));
      workspace.write('b/Dockerfile', 'FROM b:1\n');
      await changed('b/Dockerfile');
      const second = (await held).items;
      assert.deepEqual(
        second.map(({ uri, items }) => [uri, items]),
        [[workspace.uriOf('b/Dockerfile'), []]],
      );
      const heldAgain = pull(ids([first[0]!, second[0]!]));
      workspace.remove('a/Dockerfile');
      workspace.write('z/Dockerfile', 'FROM z:latest\n');
      await client.notify('workspace/didChangeWatchedFiles', {
        changes: [
          { uri: workspace.uriOf('a/Dockerfile'), type: 3 },
          { uri: workspace.uriOf('z/Dockerfile'), type: 1 },
        ],
      });
      const third = (await heldAgain).items;
      assert.deepEqual(
        new Map(third.map(({ uri, items }) => [uri, items?.length])),
        new Map([
          [workspace.uriOf('a/Dockerfile'), 0],
          [workspace.uriOf('z/Dockerfile'), 1],
        ]),
      );
    });

    it('but not for those that are open, until they are closed', async () => {
      client = await start({ folders: [workspace.path] });
      const uri = workspace.uriOf('a/Dockerfile');
      await client.open(uri, 'FROM a\n');
      const first = (await pull()).items;
      assert.deepEqual(
        first.map((report) => report.uri),
        [workspace.uriOf('b/Dockerfile')],
      );
      const held = pull(ids(first));
      await client.notify('textDocument/didClose', { textDocument: { uri } });
      assert.deepEqual(
        (await held).items.map((report) => [report.uri, report.items?.length]),
        [[uri, 1]],
      );
    });

    it('in parts where the client takes them', async () => {
      for (let i = 0; i < 30; i++) workspace.write(`many/${i}/Dockerfile`, 'FROM a:latest\n');
      client = await start({ folders: [workspace.path] });
      const parts: Report[] = [];
      client.on('$/progress', ({ token, value }: { token: string; value: { items: Report[] } }) => {
        if (token === 'part') parts.push(...value.items);
      });
      const { items } = await pull([], 'part');
      assert.ok(parts.length > 0);
      assert.equal(parts.length + items.length, 32);
    });

    it('also one by one', async () => {
      client = await start({ folders: [workspace.path] });
      assert.deepEqual(await client.codes(workspace.uriOf('a/Dockerfile')), ['dockerfile/latest-tag']);
      assert.deepEqual(await client.codes(workspace.uriOf('none/Dockerfile')), []);
      assert.deepEqual(await client.codes('file:///etc/Dockerfile'), []);
    });

    it('unless they are not wanted', async () => {
      let scope = 'openFiles';
      const capabilities = { ...PULL, workspace: { configuration: true } };
      client = await start({ folders: [workspace.path], capabilities, settings: () => ({ diagnostics: { scope } }) });
      assert.deepEqual((await pull()).items, []);
      scope = 'workspace';
      const held = pull();
      await client.notify('workspace/didChangeConfiguration', { settings: null });
      const shown = (await held).items;
      assert.equal(shown.length, 2);
      scope = 'openFiles';
      const heldAgain = pull(ids(shown));
      await client.notify('workspace/didChangeConfiguration', { settings: null });
      assert.deepEqual(
        (await heldAgain).items.map(({ items }) => items),
        [[], []],
      );
    });

    it('until it is cancelled', async () => {
      client = await start({ folders: [workspace.path] });
      const first = (await pull()).items;
      const source = new CancellationTokenSource();
      const held = pull(ids(first), undefined, source.token);
      const other = pull(ids(first));
      source.cancel();
      const outcome = await held.then(
        ({ items }) => items,
        (error: { code: number }) => error.code,
      );
      assert.ok(outcome === -32800 || (Array.isArray(outcome) && outcome.length === 0), String(outcome));
      workspace.write('a/Dockerfile', 'FROM a\n');
      await changed('a/Dockerfile');
      assert.equal((await other).items.length, 1, 'another request that is held is still answered');
    });
  });
});
