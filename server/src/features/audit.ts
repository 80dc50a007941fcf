import { type CancellationToken, ErrorCodes, LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import { type Finding, isCreate } from '#core';
import { auditFolder, renderAudit } from '../auditFolder.ts';
import type { ServerContext } from '../context.ts';
import { toWorkspaceEdit } from '../convert.ts';
import { AUDIT_FIX_REQUEST, AUDIT_REQUEST, type AuditFixResult, type AuditFormat, type AuditResult } from '../protocol.ts';
import { makeableFixes } from '../quickFixes.ts';
import { textOf } from './information.ts';

const FORMATS: readonly AuditFormat[] = ['markdown', 'json', 'sarif', 'html', 'text', 'view'];

/** Answers `seaworthy/audit`, with progress and until it is cancelled, and `seaworthy/auditFix`. */
export function registerAudit(context: ServerContext): void {
  const { connection, session } = context;
  connection.onRequest(AUDIT_FIX_REQUEST, (params: unknown, token: CancellationToken) => makeFix(params, token, context));
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

async function makeFix(params: unknown, token: CancellationToken, { connection, client, session }: ServerContext): Promise<AuditFixResult> {
  const [folderUri = '', rule, file = '', message, title] = ['folder', 'rule', 'file', 'message', 'title'].map((key) =>
    textOf(params, key),
  );
  const place = session.folders.findFolder(folderUri);
  if (!place) throw new ResponseError(ErrorCodes.InvalidParams, 'The folder is not part of the workspace.');
  const { folder } = place;
  const isOfProject = session.registry.get(rule ?? '')?.language === 'project';
  const result = isOfProject ? await session.lintProject(folder, place.path, token) : await session.lintForAudit(folder, file);
  const line = lineOf(params);
  const distance = ({ range }: Finding) => Math.abs(range.start.line - line);
  const [finding] = (result?.findings ?? [])
    .filter((one) => one.rule === rule && one.file === file && one.message === message)
    .sort((a, b) => distance(a) - distance(b));
  const chosen = finding && makeableFixes(finding).find(({ fix }) => fix.title === title);
  if (!chosen) return { state: 'gone', changed: [] };
  // Whoever presses the button of a fix has decided: nothing is to be confirmed once more.
  const edit = toWorkspaceEdit(chosen.edits, chosen.fix.title, { session, client: { ...client, annotations: false }, folder });
  const applied = edit && (await connection.workspace.applyEdit({ label: chosen.fix.title, edit })).applied;
  const changed = new Set(chosen.edits.map((one) => session.folders.uriOf(folder, isCreate(one) ? one.create : one.file)));
  return applied ? { state: 'applied', changed: [...changed] } : { state: 'impossible', changed: [] };
}

function lineOf(params: unknown): number {
  const line = typeof params === 'object' && params !== null && 'line' in params ? params.line : 0;
  return typeof line === 'number' ? line : 0;
}

function tokenOf(params: unknown): string | number | undefined {
  if (typeof params !== 'object' || params === null || !('workDoneToken' in params)) return undefined;
  const { workDoneToken } = params;
  return typeof workDoneToken === 'string' || typeof workDoneToken === 'number' ? workDoneToken : undefined;
}
