import * as vscode from 'vscode';
import { DIAGNOSTIC_SOURCE, FILE_INFO_REQUEST, type FileInfo, type FileInfoParams } from '../../../server/src/protocol.ts';
import { documentSelector, isSupported } from '../documents.ts';
import type { Server } from '../server.ts';

export interface StatusItem extends vscode.Disposable {
  /** Remembers the result of the last audit of a folder, 0 to 100. */
  setScore(folder: vscode.Uri, score: number | undefined): void;
}

/** The entry behind `{}` in the status bar: profile, role of the file, number of findings, score of the last audit. */
export function createStatusItem(server: Server): StatusItem {
  const item = vscode.languages.createLanguageStatusItem('seaworthy.status', documentSelector());
  item.name = 'Seaworthy';
  const scores = new Map<string, number | undefined>();
  let info: FileInfo | null = null;
  let infoOf: string | undefined;

  const render = () => {
    item.busy = server.state === 'starting';
    item.severity = server.state === 'failed' ? vscode.LanguageStatusSeverity.Error : vscode.LanguageStatusSeverity.Information;
    if (server.state === 'failed') {
      item.text = vscode.l10n.t('Seaworthy is not running');
      item.detail = undefined;
      item.command = { command: 'seaworthy.restartServer', title: vscode.l10n.t('Restart') };
      return;
    }
    const document = vscode.window.activeTextEditor?.document;
    const known = document && infoOf === document.uri.toString() ? info : null;
    item.text = known ? `Seaworthy: ${known.profile}` : 'Seaworthy';
    item.detail = document && known ? describe(document, known, scoreOf(document)) : undefined;
    item.command = { command: 'seaworthy.setProfile', title: vscode.l10n.t('Set Profile') };
  };

  const scoreOf = (document: vscode.TextDocument) => {
    const folder = vscode.workspace.getWorkspaceFolder(document.uri);
    return folder && scores.get(folder.uri.toString());
  };

  const refresh = async () => {
    const document = vscode.window.activeTextEditor?.document;
    if (document && server.state === 'running' && isSupported(document)) {
      const params: FileInfoParams = { uri: document.uri.toString() };
      try {
        info = await server.request<FileInfo | null>(FILE_INFO_REQUEST, params);
        infoOf = params.uri;
      } catch {
        // The server stopped while it was asked; its change of state brings us here again.
        info = null;
      }
    }
    render();
  };

  const registration = vscode.Disposable.from(
    item,
    server.onDidChangeState(refresh),
    server.onDidChangeFileInfo(refresh),
    vscode.window.onDidChangeActiveTextEditor(refresh),
    vscode.languages.onDidChangeDiagnostics(({ uris }) => {
      const active = vscode.window.activeTextEditor?.document.uri.toString();
      if (uris.some((uri) => uri.toString() === active)) render();
    }),
  );
  render();
  return {
    setScore: (folder, score) => {
      scores.set(folder.toString(), score);
      render();
    },
    dispose: () => registration.dispose(),
  };
}

function describe(document: vscode.TextDocument, info: FileInfo, score: number | undefined): string {
  const findings = vscode.languages.getDiagnostics(document.uri).filter(({ source }) => source === DIAGNOSTIC_SOURCE).length;
  const parts = [
    info.role === 'unknown' ? info.kind : `${info.role} ${info.kind}`,
    findings === 1 ? vscode.l10n.t('1 finding') : vscode.l10n.t('{0} findings', findings),
  ];
  if (score !== undefined) parts.push(vscode.l10n.t('audit score {0}', score));
  return parts.join(' · ');
}
