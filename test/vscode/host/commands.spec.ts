import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import {
  closeEditors,
  eventually,
  eventuallyFindingsAt,
  exists,
  fileUri,
  folder,
  open,
  openUntitled,
  readText,
  tabLabels,
} from './editor.ts';

const run = <T>(command: string, ...args: unknown[]) => vscode.commands.executeCommand<T>(`seaworthy.${command}`, ...args);

interface Audit {
  score?: number;
  counts: Record<string, number>;
}

describe('commands', () => {
  afterEach(closeEditors);

  it('Audit Workspace opens a report', async () => {
    const audit = await run<Audit>('auditWorkspace');
    assert.ok(audit.score !== undefined && audit.score >= 0 && audit.score < 100, JSON.stringify(audit));
    assert.ok(Object.values(audit.counts).some((count) => count > 0));
    await eventually('the report', () => tabLabels().some((label) => label.includes(`Audit of ${folder().name}`)));
  });

  it('Audit This File reports on the active editor', async () => {
    await open('compose.yaml');
    const audit = await run<Audit>('auditFile');
    assert.ok(Object.values(audit.counts).some((count) => count > 0));
    await eventually('the report', () => tabLabels().some((label) => label.includes('Audit of compose.yaml')));
  });

  it('Audit This File has no report on a document that is in no folder', async () => {
    await openUntitled('dockerfile', 'FROM node:latest\n');
    assert.equal(await run('auditFile'), undefined);
    assert.ok(!tabLabels().some((label) => label.includes('Audit of')));
    await vscode.commands.executeCommand('workbench.action.closePanel');
  });

  it('Fix All Safe Problems changes the active editor', async () => {
    const { document } = await openUntitled('dockerfile', 'FROM node:24.11.1-slim\nADD index.js /app/\nUSER node\n');
    await eventuallyFindingsAt(document, 'ADD');
    assert.equal(await run('fixAll'), true);
    assert.match(document.getText(), /^COPY index\.js /m);
    await eventually('nothing more to fix', async () => (await run('fixAll')) === false);
  });

  it('Explain Rule opens the page of a rule', async () => {
    const { document } = await open('Dockerfile');
    const [finding] = await eventuallyFindingsAt(document, ':latest');
    const rule = typeof finding!.code === 'object' ? finding!.code.value : finding!.code;
    assert.equal(await run('explainRule', rule), rule);
    await eventually('the page', () => tabLabels().some((label) => label.startsWith('Preview')));
  });

  it('Explain Rule offers the rule of the line first', async () => {
    const { document } = await open('Dockerfile');
    const [finding] = await eventuallyFindingsAt(document, ':latest');
    vscode.window.activeTextEditor!.selection = new vscode.Selection(finding!.range.start, finding!.range.start);
    const explained = run<string>('explainRule');
    const accept = setInterval(() => void vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem'), 200);
    try {
      assert.match(await explained, /^dockerfile\//);
    } finally {
      clearInterval(accept);
    }
  });

  it('Set Profile writes the setting of the workspace', async () => {
    const settings = () => vscode.workspace.getConfiguration('seaworthy', folder().uri);
    assert.equal(await run('setProfile', 'strict'), 'strict');
    try {
      assert.equal(settings().inspect('profile')?.workspaceValue, 'strict');
    } finally {
      await settings().update('profile', undefined, vscode.ConfigurationTarget.Workspace);
    }
  });

  it('Create Configuration writes a file once and opens it', async () => {
    const file = fileUri('.seaworthy.yaml');
    assert.equal(await exists(file), false);
    try {
      await run('createConfiguration');
      assert.match(await readText(file), /^profile: recommended$/m);
      assert.equal(vscode.window.activeTextEditor?.document.uri.toString(), file.toString());
      await vscode.workspace.fs.writeFile(file, new TextEncoder().encode('# mine\n'));
      await run('createConfiguration');
      assert.equal(await readText(file), '# mine\n');
    } finally {
      await closeEditors();
      await vscode.workspace.fs.delete(file);
    }
  });

  it('Export Report writes JSON', async () => {
    const target = fileUri('report.json');
    await run('exportReport', folder().uri, 'json', target);
    assert.equal(JSON.parse(await readText(target)).version, 1);
    await vscode.workspace.fs.delete(target);
  });

  it('Show Output shows the output', async () => {
    await run('showOutput');
    await vscode.commands.executeCommand('workbench.action.closePanel');
  });
});
