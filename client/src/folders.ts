import * as vscode from 'vscode';

/**
 * The folder a command is about: the one it was given, the only one there is, or the one the user picks. `undefined` when there is none
 * (the user is told) or none was picked.
 */
export async function chooseFolder(given?: unknown): Promise<vscode.WorkspaceFolder | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (given instanceof vscode.Uri) return vscode.workspace.getWorkspaceFolder(given);
  if (folders.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('Seaworthy: open a folder first.'));
    return undefined;
  }
  return folders.length === 1 ? folders[0] : vscode.window.showWorkspaceFolderPick();
}
