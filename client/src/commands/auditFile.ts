import * as vscode from 'vscode';
import type { Command } from '../app.ts';
import { requestAudit } from '../audit.ts';

/** Argument: URI of the file; the active editor's without one. Returns score and counts. A file outside the open folders has findings, but no report. */
export const auditFile: Command = async ({ server, pages }, fileUri) => {
  const file = fileUri instanceof vscode.Uri ? fileUri : vscode.window.activeTextEditor?.document.uri;
  if (!file) {
    void vscode.window.showInformationMessage(vscode.l10n.t('Seaworthy: open a file first.'));
    return undefined;
  }
  const folder = vscode.workspace.getWorkspaceFolder(file)?.uri;
  if (!folder) {
    void vscode.window.showInformationMessage(vscode.l10n.t('Seaworthy: only files of an open folder can be audited.'));
    await vscode.commands.executeCommand('workbench.actions.view.problems');
    return undefined;
  }
  const name = vscode.workspace.asRelativePath(file);
  const title = vscode.l10n.t('Auditing {0}', name);
  const { text, ...result } = await requestAudit(server, title, { folder: folder.toString(), file: file.toString(), format: 'markdown' });
  await pages.show(vscode.l10n.t('Audit of {0}', name), text);
  return result;
};
