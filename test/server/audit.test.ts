import assert from 'node:assert/strict';
import { CancellationTokenSource } from 'vscode-jsonrpc/node';
import type { ApplyWorkspaceEditParams, WorkspaceEdit } from 'vscode-languageserver';
import type {
  AuditFixParams,
  AuditFixResult,
  AuditParams,
  AuditResult,
  AuditView,
  FileInfo,
  RuleSummary,
} from '../../server/src/protocol.ts';
import { type Client, PULL, range, start, Workspace } from './client.ts';

describe('requests of the client', () => {
  let client: Client;
  let workspace: Workspace;

  beforeEach(() => {
    workspace = new Workspace({ '.dockerignore': '', 'api/Dockerfile': 'FROM a:latest\n', Dockerfile: 'FROM a\nUSER root\n' });
  });
  afterEach(async () => {
    await client.stop();
    workspace.remove();
  });
  const audit = (params: Partial<AuditParams>, token = new CancellationTokenSource().token) =>
    client.connection.sendRequest<AuditResult>('seaworthy/audit', { folder: workspace.uri, format: 'markdown', ...params }, token);

  it('audit a folder with what is open in it, and report progress', async () => {
    client = await start({ folders: [workspace.path] });
    const progress: { kind: string }[] = [];
    client.on('$/progress', ({ value }: { value: { kind: string } }) => progress.push(value));
    await client.open(workspace.uriOf('compose.yaml'), 'services:\n  web:\n    build: .\n', 'yaml');
    workspace.write('compose.yaml', 'services: {}\n');
    const result = await audit({ workDoneToken: 'audit' });
    assert.deepEqual(result.counts, { critical: 1, high: 1, medium: 0, low: 0, info: 0 });
    assert.equal(result.files, 3);
    assert.ok(result.score !== undefined && result.score <= 59);
    assert.match(result.text, /^# Production readiness of seaworthy/);
    assert.match(result.text, /- `compose\.yaml:3`: The image runs as root\. Fix: Run as app in Dockerfile \(unsafe\)\./);
    assert.deepEqual([progress[0]?.kind, progress.at(-1)?.kind], ['begin', 'end']);
  });

  it('audit one file, a folder inside, and in every format', async () => {
    client = await start({ folders: [workspace.path] });
    assert.equal((await audit({ file: workspace.uriOf('Dockerfile') })).files, 1);
    assert.deepEqual((await audit({ folder: workspace.uriOf('api') })).counts.high, 1);
    const json = JSON.parse((await audit({ format: 'json' })).text);
    assert.deepEqual(
      json.findings.map(({ rule, file }: { rule: string; file: string }) => [rule, file]),
      [['dockerfile/latest-tag', 'api/Dockerfile']],
    );
    assert.equal(JSON.parse((await audit({ format: 'sarif' })).text).version, '2.1.0');
    assert.match((await audit({ format: 'html' })).text, /^<!doctype html>/);
    assert.match((await audit({ format: 'text' })).text, /^Production readiness of /);
  });

  it('audit for a view, and make the fixes that it offers', async () => {
    client = await start({ folders: [workspace.path] });
    const edits: WorkspaceEdit[] = [];
    client.connection.onRequest('workspace/applyEdit', ({ edit }: ApplyWorkspaceEditParams) => {
      edits.push(edit);
      return { applied: true };
    });
    const view: AuditView = JSON.parse((await audit({ format: 'view' })).text);
    const finding = view.findings.find(({ rule, fixes }) => rule === 'dockerfile/latest-tag' && fixes.length > 0);
    assert.ok(finding, JSON.stringify(view.findings, undefined, 2));
    const { rule, file, message, line } = finding;
    const params: AuditFixParams = { folder: workspace.uri, rule, file, message, line, title: finding.fixes[0]?.title ?? '' };
    const fix = (changed: Partial<AuditFixParams>) =>
      client.connection.sendRequest<AuditFixResult>('seaworthy/auditFix', { ...params, ...changed });
    assert.deepEqual(await fix({}), { state: 'applied', changed: [workspace.uriOf('api/Dockerfile')] });
    assert.equal(edits.length, 1);
    assert.doesNotMatch(JSON.stringify(edits), /needsConfirmation/);
    // Somebody was faster, or the file is another one now.
    assert.deepEqual(await fix({ message: 'Something else' }), { state: 'gone', changed: [] });
    assert.equal(edits.length, 1);
    await assert.rejects(fix({ folder: 'file:///etc' }), { code: -32602 });
  });

  it('have no score where there is nothing to judge', async () => {
    const empty = new Workspace();
    client = await start({ folders: [empty.path] });
    const result = await audit({ folder: empty.uri });
    assert.deepEqual([result.score, result.grade, result.files], [undefined, undefined, 0]);
    empty.remove();
  });

  it('stop an audit that is cancelled', async () => {
    for (let i = 0; i < 50; i++) workspace.write(`many/${i}/Dockerfile`, 'FROM a:latest\n');
    client = await start({ folders: [workspace.path] });
    const source = new CancellationTokenSource();
    const running = audit({}, source.token);
    source.cancel();
    await assert.rejects(running, { code: -32800 });
  });

  it('refuse audits of other folders and malformed ones', async () => {
    client = await start({ folders: [workspace.path] });
    await assert.rejects(audit({ folder: 'file:///etc' }), { code: -32602 });
    await assert.rejects(audit({ folder: `${workspace.uri}/../other` }), { code: -32602 });
    await assert.rejects(client.request('seaworthy/audit', {}), { code: -32602 });
    await assert.rejects(client.request('seaworthy/audit', null), { code: -32602 });
  });

  it('list and explain the rules', async () => {
    client = await start();
    const rules = await client.request<RuleSummary[]>('seaworthy/rules', undefined);
    assert.deepEqual(
      rules.map(({ id }) => id),
      rules.map(({ id }) => id).sort(),
    );
    assert.deepEqual(
      rules.find(({ id }) => id === 'dockerfile/latest-tag'),
      {
        id: 'dockerfile/latest-tag',
        title: 'Tag that moves',
        severity: 'high',
        category: 'supply-chain',
        profile: 'recommended',
        kind: 'dockerfile',
      },
    );
    const page = await client.request<{ markdown: string }>('seaworthy/explain', { rule: 'dockerfile/latest-tag' });
    assert.match(page.markdown, /^# Tag that moves\n[\s\S]*`hadolint:DL3007`/);
    for (const params of [{ rule: 'no/such-rule' }, {}, null]) assert.equal(await client.request('seaworthy/explain', params), null);
  });

  it('tell what a file is linted as', async () => {
    workspace.write('.seaworthy.yaml', 'profile: strict\n');
    client = await start({ folders: [workspace.path] });
    const uri = workspace.uriOf('Dockerfile.dev');
    await client.open(uri, 'FROM a:latest\n');
    assert.deepEqual(await client.request<FileInfo>('seaworthy/fileInfo', { uri }), {
      kind: 'dockerfile',
      role: 'development',
      profile: 'strict',
      configuration: workspace.uriOf('.seaworthy.yaml'),
      counts: { critical: 0, high: 1, medium: 0, low: 0, info: 0 },
    });
    assert.equal(await client.request('seaworthy/fileInfo', { uri: workspace.uriOf('other') }), null);
  });

  describe('hover', () => {
    interface Hover {
      readonly contents: { readonly kind: string; readonly value: string };
      readonly range?: unknown;
    }
    const hover = (uri: string, line: number, character: number) =>
      client.request<Hover | null>('textDocument/hover', { textDocument: { uri }, position: { line, character } });

    it('explains findings, and the file at its heads', async () => {
      client = await start({
        folders: [workspace.path],
        capabilities: { textDocument: { ...PULL.textDocument, hover: { contentFormat: ['markdown', 'plaintext'] } } },
      });
      const uri = workspace.uriOf('Dockerfile.prod');
      await client.open(uri, 'FROM a:latest\nRUN true\n');
      const found = await hover(uri, 0, 9);
      assert.equal(found?.contents.kind, 'markdown');
      assert.match(found?.contents.value ?? '', /\*\*Tag that moves\*\*\n\nBecause the test says so\.\n\nFix: Pin to 1 \(safe\)/);
      assert.match(found?.contents.value ?? '', /Linted as `dockerfile`, role `production`, profile `recommended`/);
      assert.deepEqual(found?.range, range(0, 7, 13));
      assert.equal(await hover(uri, 1, 2), null);
      const compose = workspace.uriOf('compose.yaml');
      await client.open(compose, 'services:\n  web:\n    image: x\nvolumes:\n  web:\n', 'yaml');
      assert.match((await hover(compose, 1, 3))?.contents.value ?? '', /^Linted as `compose`/);
      assert.equal(await hover(compose, 2, 6), null);
      assert.equal(await hover(compose, 4, 3), null);
    });

    it('is plain text where the client shows nothing else', async () => {
      client = await start({ folders: [workspace.path] });
      const uri = workspace.uriOf('Dockerfile');
      await client.open(uri, 'FROM a:latest\n');
      const found = await hover(uri, 0, 9);
      assert.equal(found?.contents.kind, 'plaintext');
      assert.doesNotMatch(found?.contents.value ?? '', /[*`]/);
    });

    it('links to the page inside our own client', async () => {
      client = await start({
        folders: [workspace.path],
        capabilities: { textDocument: { ...PULL.textDocument, hover: { contentFormat: ['markdown'] } } },
        initializationOptions: { fileRequests: true },
      });
      const uri = workspace.uriOf('Dockerfile');
      await client.open(uri, 'FROM a:latest\n');
      assert.match(
        (await hover(uri, 0, 9))?.contents.value ?? '',
        /\(command:seaworthy\.explainRule\?%5B%22dockerfile%2Flatest-tag%22%5D\)/,
      );
    });
  });
});
