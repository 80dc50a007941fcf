import * as vscode from 'vscode';
import type { AuditFormat } from '../../../server/src/protocol.ts';
import type { Command } from '../app.ts';
import { requestAudit } from '../audit.ts';
import { chooseFolder } from '../folders.ts';

interface Format {
  readonly format: AuditFormat;
  readonly label: string;
  readonly detail: string;
  readonly extension: string;
}

/** Arguments, each asked for when absent: URI of the folder, format, URI of the file to write. Returns that file. */
export const exportReport: Command = async ({ server }, folderUri, givenFormat, givenTarget) => {
  const folder = await chooseFolder(folderUri);
  if (!folder) return undefined;
  const chosen = formats().find(({ format }) => format === givenFormat) ?? (await pickFormat());
  if (!chosen) return undefined;
  const target = givenTarget instanceof vscode.Uri ? givenTarget : await pickTarget(folder, chosen);
  if (!target) return undefined;
  const title = vscode.l10n.t('Auditing {0}', folder.name);
  const { text } = await requestAudit(server, title, { folder: folder.uri.toString(), format: chosen.format });
  await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(text));
  void offerToOpen(target);
  return target;
};

function formats(): Format[] {
  return [
    { format: 'markdown', label: 'Markdown', detail: vscode.l10n.t('For an issue, a pull request or a wiki'), extension: 'md' },
    { format: 'html', label: 'HTML', detail: vscode.l10n.t('One page for the browser, with nothing to load'), extension: 'html' },
    { format: 'json', label: 'JSON', detail: vscode.l10n.t('Everything, for scripts'), extension: 'json' },
    { format: 'sarif', label: 'SARIF', detail: vscode.l10n.t('For GitHub code scanning and other viewers'), extension: 'sarif' },
  ];
}

function pickFormat(): Thenable<Format | undefined> {
  return vscode.window.showQuickPick(formats(), { placeHolder: vscode.l10n.t('Format of the report') });
}

function pickTarget(folder: vscode.WorkspaceFolder, { label, extension }: Format): Thenable<vscode.Uri | undefined> {
  return vscode.window.showSaveDialog({
    defaultUri: vscode.Uri.joinPath(folder.uri, `seaworthy-report.${extension}`),
    filters: { [label]: [extension] },
    title: vscode.l10n.t('Export Report'),
  });
}

async function offerToOpen(file: vscode.Uri): Promise<void> {
  const open = vscode.l10n.t('Open');
  const message = vscode.l10n.t('Report written to {0}.', vscode.workspace.asRelativePath(file));
  if ((await vscode.window.showInformationMessage(message, open)) === open) await vscode.commands.executeCommand('vscode.open', file);
}
