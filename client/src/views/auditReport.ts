import * as vscode from 'vscode';
import { summarize } from '../../../rules/core/audit/change.ts';
import { AUDIT_FIX_REQUEST, type AuditFixParams, type AuditFixResult, type AuditView } from '../../../server/src/protocol.ts';
import type { Server } from '../server.ts';
import type { FixOfFinding, FromPage, PreviousAudit, ToPage } from './auditMessages.ts';

/** The pages that show audits, one for each folder. */
export interface AuditReports extends vscode.Disposable {
  show(folder: vscode.WorkspaceFolder, audit: AuditView): void;
}

export function createAuditReports(server: Server, context: vscode.ExtensionContext): AuditReports {
  const open = new Map<string, Report>();
  return {
    show: (folder, audit) => {
      const key = folder.uri.toString();
      let report = open.get(key);
      if (!report) {
        report = new Report(server, context, folder);
        open.set(key, report);
        report.panel.onDidDispose(() => open.delete(key));
      }
      report.update(audit);
    },
    dispose: () => {
      for (const report of open.values()) report.panel.dispose();
    },
  };
}

class Report {
  readonly panel: vscode.WebviewPanel;
  readonly #server: Server;
  readonly #state: vscode.Memento;
  readonly #folder: vscode.WorkspaceFolder;
  #shown: ToPage | undefined;

  constructor(server: Server, { extensionUri, workspaceState }: vscode.ExtensionContext, folder: vscode.WorkspaceFolder) {
    this.#server = server;
    this.#state = workspaceState;
    this.#folder = folder;
    const dist = vscode.Uri.joinPath(extensionUri, 'dist');
    const column = vscode.window.activeTextEditor?.viewColumn ?? vscode.ViewColumn.Active;
    this.panel = vscode.window.createWebviewPanel('seaworthy.audit', vscode.l10n.t('Audit of {0}', folder.name), column, {
      enableScripts: true,
      enableFindWidget: true,
      localResourceRoots: [dist],
    });
    const { webview } = this.panel;
    webview.html = page(webview, dist);
    webview.onDidReceiveMessage((message: FromPage) => this.#receive(message));
  }

  update(audit: AuditView): void {
    const key = `audit ${this.#folder.uri}`;
    const previous = this.#state.get<PreviousAudit>(key);
    void this.#state.update(key, { ...summarize(audit), time: Date.now() } satisfies PreviousAudit);
    this.#shown = { type: 'audit', audit, ...(previous ? { previous } : {}) };
    this.panel.reveal(undefined, false);
    this.#post(this.#shown);
  }

  #post(message: ToPage): void {
    void this.panel.webview.postMessage(message);
  }

  async #receive(message: FromPage): Promise<void> {
    switch (message.type) {
      // Also after the page was hidden: it is loaded anew then.
      case 'ready':
        if (this.#shown) this.#post(this.#shown);
        return;
      case 'open':
        return this.#open(this.#uriOf(message.file), message.line, message.character);
      case 'explain':
        await vscode.commands.executeCommand('seaworthy.explainRule', message.rule);
        return;
      case 'again':
        return this.#again();
      case 'export':
        await vscode.commands.executeCommand('seaworthy.exportReport', this.#folder.uri);
        return;
      case 'fix':
        return this.#fix(message.finding);
      default:
        message satisfies never;
    }
  }

  #uriOf(file: string): vscode.Uri {
    return vscode.Uri.joinPath(this.#folder.uri, file);
  }

  /** Beside the report, so that it stays in sight. */
  async #open(uri: vscode.Uri, line = 0, character = 0): Promise<void> {
    const at = new vscode.Position(line, character);
    try {
      await vscode.window.showTextDocument(uri, {
        selection: new vscode.Range(at, at),
        viewColumn: vscode.ViewColumn.Beside,
        preview: true,
      });
    } catch {
      void vscode.window.showWarningMessage(vscode.l10n.t('Seaworthy: {0} cannot be opened.', vscode.workspace.asRelativePath(uri)));
    }
  }

  async #again(): Promise<void> {
    this.#post({ type: 'busy', busy: true });
    try {
      await vscode.commands.executeCommand('seaworthy.auditWorkspace', this.#folder.uri);
    } finally {
      this.#post({ type: 'busy', busy: false });
    }
  }

  async #fix(finding: FixOfFinding): Promise<void> {
    const params: AuditFixParams = { folder: this.#folder.uri.toString(), ...finding };
    const unsaved = new Set(vscode.workspace.textDocuments.filter(({ isDirty }) => isDirty).map(({ uri }) => uri.toString()));
    const { state, changed } = await this.#server.request<AuditFixResult>(AUDIT_FIX_REQUEST, params);
    if (state === 'gone') void vscode.window.showInformationMessage(vscode.l10n.t('Seaworthy: this finding is not there any more.'));
    if (state === 'impossible') void vscode.window.showWarningMessage(vscode.l10n.t('Seaworthy: the fix could not be made.'));
    const uris = changed.map((uri) => vscode.Uri.parse(uri));
    // What nobody was working on is complete with the fix: the next audit is to find it.
    for (const uri of uris) if (!unsaved.has(uri.toString())) await (await vscode.workspace.openTextDocument(uri)).save();
    if (uris[0]) await this.#open(uris[0], finding.file === vscode.workspace.asRelativePath(uris[0], false) ? finding.line : 0);
    if (state !== 'impossible') await this.#again();
  }
}

function page(webview: vscode.Webview, dist: vscode.Uri): string {
  const script = webview.asWebviewUri(vscode.Uri.joinPath(dist, 'report.js'));
  const style = webview.asWebviewUri(vscode.Uri.joinPath(dist, 'report.css'));
  const nonce = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
  const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src ${webview.cspSource}`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${style}">
<title>Seaworthy</title>
</head>
<body>
<main id="report" aria-live="off"></main>
<script nonce="${nonce}" src="${script}"></script>
</body>
</html>`;
}
