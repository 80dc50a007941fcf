import * as vscode from 'vscode';
import { FIX_ALL_KIND } from '../../../server/src/protocol.ts';
import type { Command } from '../app.ts';

/** Applies the safe fixes to the active editor's document. Returns whether there were any. */
export const fixAll: Command = async ({ server }) => {
  const document = vscode.window.activeTextEditor?.document;
  if (!document) return false;
  await server.start();
  const whole = document.validateRange(new vscode.Range(0, 0, document.lineCount, 0));
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    document.uri,
    whole,
    FIX_ALL_KIND,
    1,
  );
  const edit = actions.find(({ kind }) => kind?.value === FIX_ALL_KIND)?.edit;
  if (!edit || edit.size === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('Seaworthy: nothing in this file can be fixed safely.'));
    return false;
  }
  return vscode.workspace.applyEdit(edit);
};
