import * as vscode from 'vscode';
import type { Command } from '../app.ts';
import { chooseFolder } from '../folders.ts';

const names = ['.seaworthy.yaml', '.seaworthy.yml'];

const template = (
  profile: string,
) => `# Configuration of Seaworthy. The editor, the command line and CI read it; it applies to this folder and everything below.
root: true

# recommended: few findings, certain. strict: production hardening as well. all: every rule.
profile: ${profile}

# Severity of a rule or a whole category, or off.
# rules:
#   dockerfile/latest-base-image: high
#   maintainability: off

# Files that are not looked at.
# ignore:
#   - examples/**

# Other rules for some files.
# overrides:
#   - files: ["**/*.dev.*"]
#     role: development
`;

/** Argument: URI of the folder. Returns the file, new or old. */
export const createConfiguration: Command = async (_app, folderUri) => {
  const folder = await chooseFolder(folderUri);
  if (!folder) return undefined;
  const file = (await existingFile(folder.uri)) ?? (await writeTemplate(folder));
  await vscode.window.showTextDocument(file);
  return file;
};

async function existingFile(folder: vscode.Uri): Promise<vscode.Uri | undefined> {
  for (const name of names) {
    const file = vscode.Uri.joinPath(folder, name);
    const found = await vscode.workspace.fs.stat(file).then(
      () => true,
      () => false,
    );
    if (found) return file;
  }
  return undefined;
}

async function writeTemplate(folder: vscode.WorkspaceFolder): Promise<vscode.Uri> {
  const file = vscode.Uri.joinPath(folder.uri, '.seaworthy.yaml');
  const profile = vscode.workspace.getConfiguration('seaworthy', folder).get('profile', 'recommended');
  const edit = new vscode.WorkspaceEdit();
  // An edit rather than a write: it does not overwrite, whatever came in between, and can be undone.
  edit.createFile(file, { overwrite: false, contents: new TextEncoder().encode(template(profile)) });
  if (!(await vscode.workspace.applyEdit(edit))) throw new Error(vscode.l10n.t('{0} could not be created', file.fsPath));
  return file;
}
