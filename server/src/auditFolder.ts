import {
  type Audit,
  auditProject,
  type LintResult,
  type ProjectLintResult,
  renderAuditMarkdown,
  renderAuditText,
  resultsByFile,
} from '#core';
import { viewOf } from './auditView.ts';
import type { Place } from './folders.ts';
import type { Cancellation } from './host.ts';
import type { AuditFormat } from './protocol.ts';
import type { Session } from './session.ts';
import { childUri, nameOf, uriKey } from './uri.ts';

export interface Audited {
  readonly audit: Audit;
  /** By file; those of the rules over the project come last. */
  readonly results: readonly LintResult[];
  readonly place: Place;
}

/**
 * Lints every file below a folder and judges the whole.
 * @param place the folder; its path is `''` for a workspace folder itself
 * @param only URI of the only file to report on
 * @param onProgress called with the number of files that are done and of all; not after every file
 * @returns undefined when it was cancelled
 */
export async function auditFolder(
  session: Session,
  place: Place,
  only: string | undefined,
  cancellation: Cancellation,
  onProgress: (done: number, total: number) => void,
): Promise<Audited | undefined> {
  const { folder } = place;
  const all = await session.filesIn(folder, cancellation);
  const key = only === undefined ? undefined : uriKey(only);
  const below = all.filter((path) => place.path === '' || path.startsWith(`${place.path}/`));
  const paths = key === undefined ? below : below.filter((path) => uriKey(childUri(folder.uri, path)) === key);
  const results: LintResult[] = [];
  const unread: { file: string; message: string }[] = [];
  for (const [index, path] of paths.entries()) {
    if (cancellation.isCancellationRequested) return undefined;
    const result = await session.lintForAudit(folder, path);
    if (result) results.push(result);
    else if (folder.files.read(path) === undefined) unread.push({ file: path, message: 'could not be read' });
    if (index % 20 === 0) onProgress(index, paths.length);
    await session.pause();
  }
  if (cancellation.isCancellationRequested) return undefined;
  const name = place.path === '' ? nameOf(folder.uri) : place.path;
  const whole = only === undefined ? await session.lintProject(folder, place.path, cancellation) : undefined;
  if (cancellation.isCancellationRequested) return undefined;
  const { strengths } = await import('../../rules/registry.ts');
  const judged = { name, registry: session.registry, strengths, unread, ...(whole ? { whole } : {}) };
  return { audit: auditProject(results, judged), results: [...results, ...resultsByFileOf(whole)], place };
}

function resultsByFileOf(whole: ProjectLintResult | undefined): readonly LintResult[] {
  return whole ? resultsByFile(whole) : [];
}

/** The report in a format. The writers are loaded when they are needed for the first time. */
export async function renderAudit({ audit, results, place }: Audited, format: AuditFormat): Promise<string> {
  const linted = results.map((result) => ({ result, findings: result.findings, files: place.folder.files, show: (path: string) => path }));
  switch (format) {
    case 'markdown':
      return renderAuditMarkdown(audit);
    case 'text':
      return renderAuditText(audit);
    case 'view':
      return JSON.stringify(viewOf(audit));
    case 'html':
      return (await import('./cli/formatters/auditHtml.ts')).formatAuditHtml(audit);
    case 'json':
      return (await import('./cli/formatters/auditJson.ts')).formatAuditJson(audit, linted);
    case 'sarif': {
      const { formatSarif } = await import('./cli/formatters/sarif.ts');
      return formatSarif({ files: linted.length, linted, errors: audit.unread, baselined: 0, gone: 0 });
    }
    default:
      return format satisfies never;
  }
}
