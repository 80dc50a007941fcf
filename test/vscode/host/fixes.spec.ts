import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeEditors, codeActions, eventually, eventuallyFindingsAt, findings, open, openUntitled, rangeOf, ruleOf } from './editor.ts';

const fixAllKind = 'source.fixAll.seaworthy';

/** `ADD` of a local file does nothing that `COPY` does not do: a finding with a safe fix. */
const fixable = 'FROM node:24.11.1-slim\nADD index.js /app/\nUSER node\nCMD ["node", "/app/index.js"]\n';
const fixed = fixable.replace('ADD', 'COPY');

describe('fixes', () => {
  afterEach(closeEditors);

  it('are applied from the light bulb, and the finding goes', async () => {
    const { document } = await open('compose.yaml');
    const [finding] = await eventuallyFindingsAt(document, 'privileged: true');
    const actions = await codeActions(document, finding!.range, vscode.CodeActionKind.QuickFix.value);
    const fix = actions.find(({ edit }) => edit?.get(document.uri).some(({ range }) => range.intersection(finding!.range)));
    assert.ok(fix?.edit, actions.map(({ title }) => title).join(', '));
    assert.ok(await vscode.workspace.applyEdit(fix.edit));
    await eventually('the finding to go', () => !findings(document).some((other) => ruleOf(other) === ruleOf(finding!)));
  });

  it('are not offered where nothing was found', async () => {
    const { document } = await openUntitled('dockerfile', '# Nothing to see.\nFROM node:latest\n');
    await eventuallyFindingsAt(document, ':latest');
    const actions = await codeActions(document, rangeOf(document, 'Nothing'), vscode.CodeActionKind.QuickFix.value);
    assert.deepEqual(
      actions.map(({ title }) => title),
      [],
    );
  });

  it('leave source actions out of the light bulb', async () => {
    const { document } = await open('Dockerfile');
    const [finding] = await eventuallyFindingsAt(document, ':latest');
    const actions = await codeActions(document, finding!.range, '');
    assert.deepEqual(
      actions.filter(({ kind }) => kind?.value.startsWith('source')).map(({ title }) => title),
      [],
    );
  });

  it('apply the preferred one with Auto Fix', async () => {
    const editor = await openUntitled('dockerfile', fixable);
    const { document } = editor;
    await eventuallyFindingsAt(document, 'ADD');
    editor.selection = new vscode.Selection(1, 1, 1, 1);
    // The editor learns of findings later than the API does, and until then does nothing: ask again until it acts.
    await eventually('Auto Fix to act', async () => {
      if (document.getText() !== fixable) return true;
      await vscode.commands.executeCommand('editor.action.autoFix');
      return false;
    });
    assert.equal(document.getText(), fixed);
  });

  it('apply all safe ones as a source action, once', async () => {
    const { document } = await openUntitled('dockerfile', fixable);
    await eventuallyFindingsAt(document, 'ADD');
    const whole = new vscode.Range(0, 0, document.lineCount, 0);
    const actions = await codeActions(document, whole, fixAllKind);
    assert.equal(actions.length, 1);
    assert.equal(actions[0]?.kind?.value, fixAllKind);
    assert.ok(actions[0]?.edit && (await vscode.workspace.applyEdit(actions[0].edit)));
    assert.equal(document.getText(), fixed);
  });

  it('apply all safe ones on save when the user wants that', async () => {
    const { document } = await open('compose.yaml');
    await eventuallyFindingsAt(document, 'privileged: true');
    const settings = vscode.workspace.getConfiguration('editor');
    await settings.update('codeActionsOnSave', { [fixAllKind]: 'explicit' }, vscode.ConfigurationTarget.Workspace);
    const expected = await fixAllResult(document);
    try {
      // Saving needs a change.
      const edit = new vscode.WorkspaceEdit();
      edit.insert(document.uri, new vscode.Position(document.lineCount, 0), '# end\n');
      await vscode.workspace.applyEdit(edit);
      await vscode.commands.executeCommand('workbench.action.files.save');
      assert.equal(document.isDirty, false);
      assert.equal(document.getText(), `${expected}# end\n`);
    } finally {
      await settings.update('codeActionsOnSave', undefined, vscode.ConfigurationTarget.Workspace);
    }
  });
});

/** The text of a document after its fix-all action, which is not applied. */
async function fixAllResult(document: vscode.TextDocument): Promise<string> {
  const actions = await codeActions(document, new vscode.Range(0, 0, document.lineCount, 0), fixAllKind);
  const edits = actions[0]?.edit?.get(document.uri) ?? [];
  let text = document.getText();
  for (const { range, newText } of [...edits].sort((a, b) => b.range.start.compareTo(a.range.start))) {
    text = text.slice(0, document.offsetAt(range.start)) + newText + text.slice(document.offsetAt(range.end));
  }
  return text;
}
