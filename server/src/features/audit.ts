import { type CancellationToken, ErrorCodes, LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import { auditFolder, renderAudit } from '../auditFolder.ts';
import type { ServerContext } from '../context.ts';
import { AUDIT_REQUEST, type AuditFormat, type AuditResult } from '../protocol.ts';
import { textOf } from './information.ts';

const FORMATS: readonly AuditFormat[] = ['markdown', 'json', 'sarif', 'html', 'text'];

/** Answers `seaworthy/audit`, with progress and until it is cancelled. */
export function registerAudit({ connection, session }: ServerContext): void {
  connection.onRequest(AUDIT_REQUEST, async (params: unknown, token: CancellationToken): Promise<AuditResult> => {
    const uri = textOf(params, 'folder');
    const format = FORMATS.find((known) => known === textOf(params, 'format'));
    if (uri === undefined || !format) throw new ResponseError(ErrorCodes.InvalidParams, 'An audit needs a folder and a format.');
    const place = session.folders.findFolder(uri);
    if (!place) throw new ResponseError(ErrorCodes.InvalidParams, 'The folder is not part of the workspace.');
    const progress = connection.window.attachWorkDoneProgress(tokenOf(params));
    progress.begin('Seaworthy audit', 0, undefined, true);
    try {
      const audited = await auditFolder(session, place, textOf(params, 'file'), token, (done, total) => {
        progress.report(Math.floor((done / total) * 100), `${done} of ${total} files`);
      });
      if (!audited) throw new ResponseError(LSPErrorCodes.RequestCancelled, 'Cancelled');
      const text = await renderAudit(audited, format);
      const { score, grade, counts } = audited.audit;
      const { critical, high, medium, low, info } = counts;
      return {
        text,
        ...(score === null ? {} : { score }),
        ...(grade === null ? {} : { grade }),
        counts: { critical, high, medium, low, info },
        files: counts.files,
      };
    } finally {
      progress.done();
    }
  });
}

function tokenOf(params: unknown): string | number | undefined {
  if (typeof params !== 'object' || params === null || !('workDoneToken' in params)) return undefined;
  const { workDoneToken } = params;
  return typeof workDoneToken === 'string' || typeof workDoneToken === 'number' ? workDoneToken : undefined;
}
