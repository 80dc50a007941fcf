import assert from 'node:assert/strict';
import { ACTIONS, applied, type Client, type CodeAction, PULL, range, start, Workspace } from './client.ts';

const LITERALS = { textDocument: { ...PULL.textDocument, codeAction: ACTIONS } };
const RESOLVE = { textDocument: { ...PULL.textDocument, codeAction: { ...ACTIONS, resolveSupport: { properties: ['edit'] } } } };
const edits = (workspaceEdit: object) => ({ workspace: { workspaceEdit } });
const CHANGES = edits({ documentChanges: true });
const CREATE = edits({ documentChanges: true, resourceOperations: ['create'] });
const EVERYTHING = edits({
  documentChanges: true,
  resourceOperations: ['create', 'rename', 'delete'],
  changeAnnotationSupport: { groupsOnLabel: true },
  snippetEditSupport: true,
});

describe('code actions', () => {
  let client: Client;
  let workspace: Workspace;
  let uri: string;

  async function open(
    capabilities: Record<string, unknown>,
    text: string,
    name = 'Dockerfile',
    initializationOptions?: object,
  ): Promise<void> {
    uri = workspace.uriOf(name);
    client = await start({ folders: [workspace.path], capabilities, initializationOptions });
    await client.open(uri, text, name.endsWith('yaml') ? 'yaml' : 'dockerfile', 3);
  }
  const titles = (actions: readonly CodeAction[]) => actions.map(({ title }) => title);
  const named = (actions: readonly CodeAction[], title: string) => actions.find((action) => action.title === title)!;

  beforeEach(() => {
    workspace = new Workspace({ '.dockerignore': '' });
  });
  afterEach(async () => {
    await client.stop();
    workspace.remove();
  });

  it('fix, silence and explain what is at the cursor', async () => {
    await open({ ...LITERALS, ...CREATE }, 'FROM a:latest\nCOPY --from=b:latest x y\n');
    const actions = await client.actions(uri, range(0, 9, 9));
    assert.deepEqual(titles(actions), [
      'Pin to 1',
      'Fix all 2 problems of dockerfile/latest-tag in this file',
      'Ignore dockerfile/latest-tag here',
      'Ignore dockerfile/latest-tag in this file',
      'Switch dockerfile/latest-tag off in the configuration',
      'Explain dockerfile/latest-tag',
    ]);
    assert.deepEqual(
      actions.map((action) => action.isPreferred ?? false),
      [true, false, false, false, false, false],
    );
    assert.ok(actions.every((action) => action.kind === 'quickfix' && action.diagnostics?.[0]?.code === 'dockerfile/latest-tag'));
    assert.deepEqual(named(actions, 'Pin to 1').edit, {
      documentChanges: [{ textDocument: { uri, version: 3 }, edits: [{ range: range(0, 7, 13), newText: '1' }] }],
    });
    assert.deepEqual(titles(await client.actions(uri, range(0, 0, 3))), [], 'nothing is at the keyword');
  });

  it('give the diagnostic back that the client sent', async () => {
    await open({ ...LITERALS, ...CHANGES }, 'FROM a:latest\n');
    const { items } = await client.pull(uri);
    const sent = { ...items[0], data: { theirs: true } };
    const actions = await client.actions(uri, range(0, 9, 9), { diagnostics: [sent] });
    assert.deepEqual(actions[0]?.diagnostics, [sent]);
  });

  it('use plain changes, and offer nothing that needs more, for clients without documentChanges', async () => {
    workspace.remove('.dockerignore');
    await open(LITERALS, 'FROM a:latest\n');
    const actions = await client.actions(uri, range(0, 0, 13));
    assert.deepEqual(named(actions, 'Pin to 1').edit, { changes: { [uri]: [{ range: range(0, 7, 13), newText: '1' }] } });
    assert.ok(!titles(actions).includes('Create .dockerignore (changes behaviour)'));
    assert.ok(!titles(actions).includes('Switch dockerfile/latest-tag off in the configuration'));
  });

  it('create files that do not exist, with a warning where the client knows how', async () => {
    workspace.remove('.dockerignore');
    await open({ ...LITERALS, ...EVERYTHING }, 'FROM a\n');
    const created = workspace.uriOf('.dockerignore');
    const { edit } = named(await client.actions(uri, range(0, 0, 0)), 'Create .dockerignore (changes behaviour)');
    const annotationId = edit.documentChanges[0].annotationId;
    assert.deepEqual(edit.documentChanges, [
      { kind: 'create', uri: created, options: { overwrite: false, ignoreIfExists: true }, annotationId },
      { textDocument: { uri: created, version: null }, edits: [{ range: range(0, 0, 0), newText: '.git\n', annotationId }] },
    ]);
    assert.equal(edit.changeAnnotations[annotationId].needsConfirmation, true);
    workspace.write('.dockerignore', 'x');
    assert.deepEqual(
      titles(await client.actions(uri, range(0, 0, 0))).filter((title) => title.startsWith('Create')),
      ['Create .dockerignore (changes behaviour)'],
      'the change on disk is not known yet',
    );
    await client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: created, type: 1 }] });
    assert.deepEqual(titles(await client.actions(uri, range(0, 0, 0))), []);
  });

  it('edit other files at the version that is open', async () => {
    workspace.write('Dockerfile', 'FROM a\nUSER root\n');
    await open({ ...LITERALS, ...EVERYTHING }, 'services:\n  web:\n    build: .\n', 'compose.yaml');
    const other = workspace.uriOf('Dockerfile');
    const before = named(await client.actions(uri, range(2, 4, 4)), 'Run as app in Dockerfile (changes behaviour)').edit;
    assert.deepEqual(before.documentChanges[0].textDocument, { uri: other, version: null });
    await client.open(other, '# 🐳\r\nFROM a\r\nUSER root\r\n', 'dockerfile', 9);
    const { edit } = named(await client.actions(uri, range(2, 4, 4)), 'Run as app in Dockerfile (changes behaviour)');
    const [change] = edit.documentChanges;
    assert.deepEqual(change.textDocument, { uri: other, version: 9 });
    assert.deepEqual(change.edits[0].range, range(2, 5, 9));
    assert.ok(edit.changeAnnotations[change.edits[0].annotationId].needsConfirmation);
  });

  it('let the client fill in values where it can', async () => {
    await open({ ...LITERALS, ...EVERYTHING }, 'FROM a\nLABEL\n');
    const [change] = named(await client.actions(uri, range(1, 2, 2)), 'Add a version (to fill in)').edit.documentChanges;
    assert.deepEqual(change.edits, [{ range: range(1, 5, 5), snippet: { kind: 'snippet', value: ' version="${1:1.0}"' } }]);
    assert.ok((await client.actions(uri, range(1, 2, 2))).every(({ isPreferred }) => !isPreferred));
  });

  it('give plain text where it cannot', async () => {
    await open({ ...LITERALS, ...CREATE }, 'FROM a\nLABEL\n');
    const [change] = named(await client.actions(uri, range(1, 2, 2)), 'Add a version (to fill in)').edit.documentChanges;
    assert.deepEqual(change.edits, [{ range: range(1, 5, 5), newText: ' version="1.0"' }]);
  });

  it('are resolved when they are chosen', async () => {
    await open({ ...RESOLVE, ...CREATE }, 'FROM a:latest\nCOPY --from=b:latest x y\n');
    assert.equal(client.initialized.capabilities.codeActionProvider.resolveProvider, true);
    const actions = await client.actions(uri, range(0, 9, 9));
    assert.ok(actions.every((action) => action.edit === undefined));
    const resolve = (title: string) => client.request<CodeAction>('codeAction/resolve', named(actions, title));
    const one = await resolve('Pin to 1');
    assert.equal(one.edit.documentChanges[0].edits.length, 1);
    const all = await resolve('Fix all 2 problems of dockerfile/latest-tag in this file');
    assert.deepEqual(all.edit.documentChanges[0].edits, [
      { range: range(0, 7, 13), newText: '1' },
      { range: range(1, 14, 20), newText: '1' },
    ]);
    const above = await resolve('Ignore dockerfile/latest-tag here');
    assert.deepEqual(above.edit.documentChanges[0].edits, [
      { range: range(0, 0, 0), newText: '# seaworthy-ignore dockerfile/latest-tag\n' },
    ]);
    await client.change(uri, 4, 'FROM a:latest\n');
    await assert.rejects(resolve('Pin to 1'), { code: -32801 });
  });

  it('on the whole file are given only when they are asked for, with the edit at once', async () => {
    const text = '# 🐳 héé\r\nFROM a:latest\r\nRUN true\r\nCOPY --from=b:latest x y\r\nLABEL';
    await open({ ...RESOLVE, ...CREATE }, text);
    const everywhere = range(0, 0, 99);
    assert.ok((await client.actions(uri, everywhere)).every(({ kind }) => kind === 'quickfix'));
    for (const only of ['source', 'source.fixAll', 'source.fixAll.seaworthy']) {
      const actions = await client.actions(uri, everywhere, { only: [only], triggerKind: 2 });
      assert.deepEqual(
        actions.map(({ kind }) => kind),
        ['source.fixAll.seaworthy'],
      );
      const [change] = actions[0]!.edit.documentChanges;
      assert.equal(applied(text, change.edits), text.replaceAll('latest', '1'));
      assert.equal(change.edits.length, 2, 'only what differs');
    }
    assert.deepEqual(await client.actions(uri, everywhere, { only: ['source.fixAll.other'] }), []);
    assert.deepEqual(await client.actions(uri, everywhere, { only: ['source.organizeImports'] }), []);
    assert.deepEqual(await client.actions(uri, everywhere, { only: ['refactor'] }), []);
    await client.change(uri, 4, 'FROM a:1\n');
    assert.deepEqual(await client.actions(uri, everywhere, { only: ['source.fixAll'] }), []);
  });

  it('write the configuration', async () => {
    await open({ ...LITERALS, ...CREATE }, 'FROM a:latest\n');
    const title = 'Switch dockerfile/latest-tag off in the configuration';
    const created = named(await client.actions(uri, range(0, 9, 9)), title).edit.documentChanges;
    assert.equal(created[0].uri, workspace.uriOf('.seaworthy.yaml'));
    assert.equal(created[1].edits[0].newText, 'rules:\n  dockerfile/latest-tag: off\n');
    const config = workspace.uriOf('.seaworthy.yaml');
    const cases = [
      ['profile: strict', 'profile: strict\nrules:\n  dockerfile/latest-tag: off\n'],
      ['rules: # ours\r\n    security: off\r\n', 'rules: # ours\r\n    dockerfile/latest-tag: off\r\n    security: off\r\n'],
      ['rules:\n', 'rules:\n  dockerfile/latest-tag: off\n'],
      ['rules: { security: off }\n', undefined],
    ] as const;
    for (const [index, [before, after]] of cases.entries()) {
      if (index === 0) await client.open(config, before, 'yaml');
      else await client.change(config, index + 1, before);
      const action = named(await client.actions(uri, range(0, 9, 9)), title);
      assert.equal(action && applied(before, action.edit.documentChanges[0].edits), after);
    }
  });

  it('explain through the client where it is ours', async () => {
    await open({ ...LITERALS, ...CREATE }, 'FROM a:latest\n', 'Dockerfile', { protocol: 1, fileAccess: 'server', fileRequests: true });
    const { command } = named(await client.actions(uri, range(0, 9, 9)), 'Explain dockerfile/latest-tag');
    assert.deepEqual([command?.command, command?.arguments], ['seaworthy.explainRule', ['dockerfile/latest-tag']]);
  });

  it('run as commands of the server', async () => {
    await open({ ...LITERALS, ...CHANGES }, 'FROM a:latest\n');
    const run = (command: string, ...args: unknown[]) => client.request<unknown>('workspace/executeCommand', { command, arguments: args });
    assert.equal(await run('seaworthy.server.fixAll', uri), true);
    assert.deepEqual(client.applied, [
      { documentChanges: [{ textDocument: { uri, version: 3 }, edits: [{ range: range(0, 7, 13), newText: '1' }] }] },
    ]);
    assert.match(String(await run('seaworthy.server.explain', 'dockerfile/latest-tag')), /^# Tag that moves\n/);
    assert.equal(await run('seaworthy.server.explain', '__proto__'), null);
    assert.equal(await run('seaworthy.server.fixAll'), false);
    await assert.rejects(run('seaworthy.server.other'));
  });

  it('are not offered to clients that know commands only', async () => {
    await open({ ...PULL, ...CHANGES }, 'FROM a:latest\n');
    assert.deepEqual(await client.actions(uri, range(0, 9, 9)), []);
  });
});
