import assert from 'node:assert/strict';
import { CancellationTokenSource } from 'vscode-jsonrpc/node';
import { rulePage } from '../../rules/core/explain.ts';
import { type Client, PULL, PUSH, range, start, Workspace } from './client.ts';

const CONFIGURATION = { ...PULL, workspace: { configuration: true, didChangeConfiguration: { dynamicRegistration: true } } };

describe('diagnostics', () => {
  let client: Client;
  let workspace: Workspace;

  beforeEach(() => {
    workspace = new Workspace({ '.dockerignore': '' });
  });
  afterEach(async () => {
    await client.stop();
    workspace.remove();
  });

  it('are pulled, with everything that the client can show', async () => {
    client = await start({ folders: [workspace.path] });
    assert.equal(client.initialized.capabilities.diagnosticProvider.interFileDependencies, true);
    assert.equal(client.initialized.capabilities.positionEncoding, 'utf-16');
    const uri = workspace.uriOf('Dockerfile');
    await client.open(uri, 'FROM a:latest\n');
    const { items, kind } = await client.pull(uri);
    assert.equal(kind, 'full');
    assert.deepEqual(items, [
      {
        range: range(0, 7, 13),
        severity: 2,
        code: 'dockerfile/latest-tag',
        codeDescription: { href: rulePage('dockerfile/latest-tag') },
        source: 'Seaworthy',
        message: 'The tag `latest` moves.',
        tags: [1],
        data: { rule: 'dockerfile/latest-tag', fix: 'Pin to 1' },
      },
    ]);
    assert.deepEqual(client.published, []);
  });

  it('are answered with `unchanged` as long as they are', async () => {
    client = await start({ folders: [workspace.path] });
    const uri = workspace.uriOf('Dockerfile');
    await client.open(uri, 'FROM a:latest\n');
    const first = await client.pull(uri);
    assert.deepEqual(await client.pull(uri, first.resultId), { kind: 'unchanged', resultId: first.resultId });
    await client.change(uri, 2, 'FROM a:latest \n');
    const second = await client.pull(uri, first.resultId);
    assert.equal(second.kind, 'full');
    assert.notEqual(second.resultId, first.resultId);
  });

  it('are pushed with their version to clients that do not pull, and taken away on closing', async () => {
    client = await start({ folders: [workspace.path], capabilities: PUSH });
    assert.equal(client.initialized.capabilities.diagnosticProvider, undefined);
    const uri = workspace.uriOf('Dockerfile');
    await client.open(uri, 'FROM a:latest\n', 'dockerfile', 7);
    assert.equal((await client.pushed(uri, 7)).diagnostics.length, 1);
    await client.change(uri, 8, 'FROM a:1\n');
    assert.deepEqual((await client.pushed(uri, 8)).diagnostics, []);
    const before = client.published.length;
    await client.notify('textDocument/didClose', { textDocument: { uri } });
    await client.until(() => client.published.length > before);
    assert.deepEqual(client.published.at(-1), { uri, diagnostics: [] });
  });

  it('follow typing, with CRLF and characters of two code units, and end at the last version', async () => {
    client = await start({ folders: [workspace.path] });
    const uri = workspace.uriOf('Dockerfile');
    await client.open(uri, '# 🐳\r\nFROM b\r\nRUN echo 🐳\r\n');
    let version = 1;
    let character = 6;
    for (const letter of ':latest') {
      await client.change(uri, ++version, letter, range(1, character, character));
      character++;
    }
    await client.change(uri, ++version, '🐙🐙', range(0, 2, 4));
    await client.change(uri, ++version, ' 🐙:latest', range(2, 11, 11));
    const { items } = await client.pull(uri);
    assert.deepEqual(
      items.map((item) => item.range),
      [range(1, 7, 13), range(2, 15, 21)],
    );
  });

  it('are after any edits those of the text that came out', async () => {
    client = await start({ folders: [workspace.path] });
    const uri = workspace.uriOf('a/Dockerfile');
    let text = '# 🐳\r\nFROM a:latest AS b\r\nCOPY --from=c:latest x y\r\nLABEL\r\n';
    await client.open(uri, text);
    const pieces = ['🐙', ':latest', '\r\n', '\n', 'FROM d:latest', ' ', '#', '\\\n', 'LABEL '];
    // A small generator with a fixed start: the same edits in every run.
    let seed = 7;
    const next = (limit: number) => {
      seed = (seed * 1103515245 + 12345) % 2147483648;
      return seed % limit;
    };
    for (let version = 2; version <= 150; version++) {
      const lines = text.split('\n');
      const line = next(lines.length);
      const here = (lines[line] ?? '').replace(/\r$/, '');
      const characters = [0, ...[...here].map((_, index, all) => all.slice(0, index + 1).join('').length)];
      const from = characters[next(characters.length)] ?? 0;
      const to = Math.max(from, characters[next(characters.length)] ?? 0);
      const start = lines.slice(0, line).reduce((sum, one) => sum + one.length + 1, 0);
      const piece = pieces[next(pieces.length)] ?? '';
      text = text.slice(0, start + from) + piece + text.slice(start + to);
      await client.change(uri, version, piece, range(line, from, to));
      if (version % 10 === 0) await client.pull(uri);
    }
    const fresh = workspace.uriOf('b/Dockerfile');
    await client.open(fresh, text);
    const { items } = await client.pull(fresh);
    assert.ok(items.length > 3);
    assert.deepEqual((await client.pull(uri)).items, items);
  });

  it('that nobody wants any more are not computed', async () => {
    client = await start({ folders: [workspace.path] });
    const uri = workspace.uriOf('Dockerfile');
    await client.open(uri, 'FROM a:latest\n');
    const source = new CancellationTokenSource();
    const pulled = client.connection.sendRequest('textDocument/diagnostic', { textDocument: { uri } }, source.token);
    source.cancel();
    await assert.rejects(pulled, { code: -32800 });
    assert.deepEqual(await client.codes(uri), ['dockerfile/latest-tag']);
  });

  it('of changes that are in the pipe together are computed for the newest text only', async () => {
    client = await start({ folders: [workspace.path], capabilities: PUSH });
    const uri = workspace.uriOf('Dockerfile');
    await client.open(uri, 'FROM a\n');
    await client.pushed(uri, 1);
    const sent = client.published.length;
    const writes: Promise<void>[] = [];
    for (let version = 2; version <= 60; version++) writes.push(client.change(uri, version, `FROM a:latest\n#${'x'.repeat(version)}\n`));
    await Promise.all(writes);
    await client.pushed(uri, 60);
    assert.ok(client.published.length - sent < 30, `${client.published.length - sent} answers for 59 changes`);
    const versions = client.published.map((one) => one.version ?? 0);
    assert.deepEqual(
      versions,
      [...versions].sort((a, b) => a - b),
    );
  });

  it('shows what a file itself rejects as an error and hints as hints', async () => {
    client = await start({ folders: [workspace.path] });
    const uri = workspace.uriOf('compose.yaml');
    await client.open(uri, 'services:\n  web: [\n', 'yaml');
    const { items } = await client.pull(uri);
    assert.ok(items.length > 0);
    assert.ok(items.every(({ code, severity }) => code === 'file/syntax-error' && severity === 1));
  });

  it('name related places in other files, and open documents win over the disk', async () => {
    workspace.write('Dockerfile', 'FROM a\nUSER root\n');
    client = await start({ folders: [workspace.path] });
    const uri = workspace.uriOf('compose.yaml');
    await client.open(uri, 'services:\n  web:\n    build: .\n', 'yaml');
    const { items } = await client.pull(uri);
    assert.deepEqual(items[0]?.relatedInformation, [
      { location: { uri: workspace.uriOf('Dockerfile'), range: range(1, 5, 9) }, message: 'Here' },
    ]);
    assert.equal(items[0]?.severity, 1);
    await client.open(workspace.uriOf('Dockerfile'), 'FROM a\nUSER app\n');
    assert.deepEqual(await client.codes(uri), []);
  });

  it('of a document are renewed when one that they depend on is edited', async () => {
    client = await start({ folders: [workspace.path], capabilities: { ...PULL, workspace: { diagnostics: { refreshSupport: true } } } });
    const [compose, dockerfile] = [workspace.uriOf('compose.yaml'), workspace.uriOf('Dockerfile')];
    await client.open(dockerfile, 'FROM a\nUSER app\n');
    await client.open(compose, 'services:\n  web:\n    build: .\n', 'yaml');
    const first = await client.pull(compose);
    assert.deepEqual(first.items, []);
    await client.change(dockerfile, 2, 'root', range(1, 5, 8));
    await client.until(() => client.refreshes > 0);
    const second = await client.pull(compose, first.resultId);
    assert.equal(second.items[0]?.code, 'compose/builds-root-image');
  });

  it('follow the settings of each folder', async () => {
    const other = new Workspace({ '.dockerignore': '' });
    const scopes = new Set<string | undefined>();
    client = await start({
      folders: [workspace.path, other.path],
      capabilities: CONFIGURATION,
      settings: (scope) => {
        scopes.add(scope);
        return scope === other.uri
          ? { rules: { 'dockerfile/latest-tag': 'off' } }
          : { profile: 'recommended', rules: { 'dockerfile/latest-tag': 'critical' } };
      },
    });
    const [here, there] = [workspace.uriOf('Dockerfile'), other.uriOf('Dockerfile')];
    await client.open(here, 'FROM a:latest\n');
    await client.open(there, 'FROM a:latest\n');
    assert.deepEqual(
      (await client.pull(here)).items.map(({ severity }) => severity),
      [1],
    );
    assert.deepEqual(await client.codes(there), []);
    assert.deepEqual(scopes, new Set([workspace.uri, other.uri]));
    client.settings = () => ({ enable: false });
    await client.notify('workspace/didChangeConfiguration', { settings: null });
    assert.deepEqual(await client.codes(here), []);
    client.settings = () => ({ rules: 'nonsense', profile: 3 });
    await client.notify('workspace/didChangeConfiguration', { settings: null });
    assert.deepEqual(await client.codes(there), ['dockerfile/latest-tag']);
    other.remove();
  });

  it('obey a configuration file over the settings', async () => {
    workspace.write('.seaworthy.yaml', 'rules:\n  dockerfile/latest-tag: low\n');
    client = await start({
      folders: [workspace.path],
      capabilities: CONFIGURATION,
      settings: () => ({ rules: { 'dockerfile/latest-tag': 'off' } }),
    });
    const uri = workspace.uriOf('api/Dockerfile');
    await client.open(uri, 'FROM a:latest\n');
    assert.deepEqual(
      (await client.pull(uri)).items.map(({ severity }) => severity),
      [4],
    );
  });

  it('are given for the configuration file itself', async () => {
    client = await start({ folders: [workspace.path] });
    const uri = workspace.uriOf('.seaworthy.yaml');
    await client.open(uri, 'profil: strict\n', 'yaml');
    assert.deepEqual(
      (await client.pull(uri)).items.map(({ message, range: { start } }) => [message, start.line]),
      [['Unknown setting `profil`; did you mean `profile`?', 0]],
    );
  });

  it('are given outside of all folders, for untitled documents, and by path below .github', async () => {
    client = await start({ folders: [] });
    const loose = workspace.uriOf('Dockerfile');
    await client.open(loose, 'FROM a:latest\n');
    assert.deepEqual(await client.codes(loose), ['dockerfile/latest-tag']);
    await client.open('untitled:Untitled-1', 'FROM a:latest\n');
    assert.deepEqual(await client.codes('untitled:Untitled-1'), ['dockerfile/latest-tag']);
    const workflow = workspace.uriOf('.github/workflows/ci.yml');
    await client.open(workflow, 'on: [\n', 'yaml');
    assert.ok((await client.codes(workflow)).includes('file/syntax-error'));
    await client.open(workspace.uriOf('notes.yaml'), 'a: [\n', 'yaml');
    assert.deepEqual(await client.codes(workspace.uriOf('notes.yaml')), []);
  });

  it('follow changes of the workspace folders', async () => {
    const capabilities = { ...PULL, workspace: { workspaceFolders: true } };
    client = await start({ folders: [], capabilities });
    const uri = workspace.uriOf('api/Dockerfile');
    workspace.write('.seaworthy.yaml', 'rules:\n  dockerfile/latest-tag: off\n');
    await client.open(uri, 'FROM a:latest\n');
    assert.ok((await client.codes(uri)).includes('dockerfile/latest-tag'));
    await client.notify('workspace/didChangeWorkspaceFolders', { event: { added: [{ uri: workspace.uri, name: 'w' }], removed: [] } });
    assert.ok(!(await client.codes(uri)).includes('dockerfile/latest-tag'));
  });
});
