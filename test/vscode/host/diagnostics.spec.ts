import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import {
  closeEditors,
  eventually,
  eventuallyFindingsAt,
  findings,
  findingsAt,
  folder,
  open,
  openUntitled,
  replace,
  ruleOf,
} from './editor.ts';

describe('diagnostics', () => {
  afterEach(closeEditors);

  it('mark a Dockerfile, with a rule and a page to read', async () => {
    const { document } = await open('Dockerfile');
    const [finding] = await eventuallyFindingsAt(document, ':latest');
    assert.match(ruleOf(finding!), /^dockerfile\//);
    assert.ok(typeof finding!.code === 'object' && finding!.code.target.scheme === 'https');
    assert.equal(finding!.range.start.line, finding!.range.end.line);
  });

  it('follow what is typed into a Dockerfile', async () => {
    const editor = await open('Dockerfile');
    await eventuallyFindingsAt(editor.document, ':latest');
    await replace(editor, 'node:latest', 'node:24.11.1-slim');
    await eventually('the finding to go', () => findingsAt(editor.document, ':24.11.1-slim').length === 0);
    await replace(editor, 'node:24.11.1-slim', 'node:latest');
    await eventuallyFindingsAt(editor.document, ':latest');
  });

  it('follow what is typed into a Compose file', async () => {
    const editor = await open('compose.yaml');
    await eventuallyFindingsAt(editor.document, 'privileged: true');
    await replace(editor, 'privileged: true', 'privileged: false');
    await eventually('the finding to go', () => findingsAt(editor.document, 'privileged: false').length === 0);
  });

  it('follow what is typed into a workflow', async () => {
    const editor = await open('.github/workflows/ci.yml');
    await eventuallyFindingsAt(editor.document, 'github.event.pull_request.title');
    await replace(editor, 'github.event.pull_request.title', 'github.event.pull_request.number');
    await eventually('the finding to go', () => findingsAt(editor.document, 'github.event.pull_request.number').length === 0);
  });

  it('are there for a document that was never saved', async () => {
    const { document } = await openUntitled('dockerfile', 'FROM node:latest\n');
    await eventuallyFindingsAt(document, ':latest');
  });

  it('are not there for other YAML', async () => {
    const { document } = await open('notes.yaml');
    const other = await open('Dockerfile');
    await eventuallyFindingsAt(other.document, ':latest');
    assert.deepEqual(findings(document), []);
  });

  it('are there once, not from push and from pull', async () => {
    const { document } = await open('Dockerfile');
    await eventuallyFindingsAt(document, ':latest');
    const keys = findings(document).map((finding) => `${ruleOf(finding)} ${finding.range.start.line}:${finding.range.start.character}`);
    assert.equal(new Set(keys).size, keys.length, keys.join('\n'));
  });

  describe('and settings', () => {
    const settings = () => vscode.workspace.getConfiguration('seaworthy', folder().uri);
    const set = (name: string, value: unknown) => settings().update(name, value, vscode.ConfigurationTarget.Workspace);

    afterEach(async () => {
      for (const name of ['profile', 'enable', 'rules']) await set(name, undefined);
    });

    it('check again when the profile changes', async () => {
      const { document } = await open('.github/workflows/ci.yml');
      await eventuallyFindingsAt(document, 'github.event.pull_request.title');
      const before = findings(document).length;
      await set('profile', 'all');
      await eventually('more findings', () => findings(document).length > before);
      await set('profile', undefined);
      await eventually('as many as before', () => findings(document).length === before);
    });

    it('switch a rule off', async () => {
      const { document } = await open('Dockerfile');
      const [finding] = await eventuallyFindingsAt(document, ':latest');
      const rule = ruleOf(finding!);
      await set('rules', { [rule]: 'off' });
      await eventually('the finding to go', () => !findings(document).some((other) => ruleOf(other) === rule));
    });

    it('switch everything off and on', async () => {
      const { document } = await open('Dockerfile');
      await eventuallyFindingsAt(document, ':latest');
      await set('enable', false);
      await eventually('no findings', () => findings(document).length === 0);
      await set('enable', true);
      await eventuallyFindingsAt(document, ':latest');
    });
  });
});
