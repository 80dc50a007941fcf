import * as vscode from 'vscode';
import { AUDIT_REQUEST, type AuditParams, type AuditResult } from '../../server/src/protocol.ts';
import type { Server } from './server.ts';

/** Asks for an audit, with a notification that shows the progress and can be cancelled. Rejects with CancellationError then. */
export function requestAudit(server: Server, title: string, params: AuditParams): Thenable<AuditResult> {
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return vscode.window.withProgress(options, async (progress, token) => {
    let done = 0;
    const result = await server.request<AuditResult>(AUDIT_REQUEST, params, {
      token,
      onProgress: (message, percentage = done) => {
        progress.report({ message, increment: Math.max(0, percentage - done) });
        done = Math.max(done, percentage);
      },
    });
    if (token.isCancellationRequested) throw new vscode.CancellationError();
    return result;
  });
}
