import * as vscode from 'vscode';
import type { AuditView } from '../../../server/src/protocol.ts';
import type { Command } from '../app.ts';
import { requestAudit } from '../audit.ts';
import { chooseFolder } from '../folders.ts';

/** Argument: URI of the folder. Returns score and counts. */
export const auditWorkspace: Command = async ({ server, reports, status }, folderUri) => {
  const folder = await chooseFolder(folderUri);
  if (!folder) return undefined;
  const title = vscode.l10n.t('Auditing {0}', folder.name);
  const { text, ...result } = await requestAudit(server, title, { folder: folder.uri.toString(), format: 'view' });
  status.setScore(folder.uri, result.score);
  reports.show(folder, JSON.parse(text) as AuditView);
  return result;
};
