import { readFileSync, statSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import {
  type Audit,
  type AuditChange,
  type AuditSummary,
  auditProject,
  compareAudits,
  renderAuditMarkdown,
  renderAuditText,
  resultsByFile,
  type Summarizable,
  summarize,
} from '#core';
import { registry, strengths } from '../../../../rules/registry.ts';
import type { Arguments, CommandUsage } from '../args.ts';
import { writeFilesAtomically } from '../atomic.ts';
import { EXIT, type ExitCode, UserError } from '../errors.ts';
import { formatAuditHtml } from '../formatters/auditHtml.ts';
import { formatAuditJson } from '../formatters/auditJson.ts';
import { formatSarif } from '../formatters/sarif.ts';
import { type DiskFile, lintTargets, reportFailures, unreadPlaces } from '../lint.ts';
import { cacheOf, jobsOf, profileOf, SHARED, shellcheckOf } from '../options.ts';
import { note, Progress, write } from '../output.ts';
import type { ReportError } from '../report.ts';
import { findTargets, relativeTo } from '../targets.ts';
import { displayPath, Workspace } from '../workspace.ts';

export const usage: CommandUsage = {
  name: 'audit',
  operands: '[DIR]',
  maxOperands: 1,
  summary: 'Reports on a whole project: scores, findings, a checklist and a plan (default: the working directory).',
  options: {
    format: {
      value: 'FORMAT',
      choices: ['text', 'markdown', 'html', 'json', 'sarif'],
      help: 'text (default), markdown, html, json or sarif',
    },
    previous: { value: 'FILE', help: 'an earlier report in JSON: this one says what is different' },
    output: { value: 'FILE', help: 'write the report to this file instead of stdout' },
    profile: SHARED.profile,
    config: SHARED.config,
    jobs: SHARED.jobs,
    shellcheck: SHARED.shellcheck,
    cache: SHARED.cache,
    'cache-file': SHARED['cache-file'],
  },
  notes: ['Exit codes: 0 the report was made, whatever it says; 2 wrong use or configuration, or a folder that cannot be read.'],
};

export async function run(args: Arguments): Promise<ExitCode> {
  const jobs = jobsOf(args);
  const workspace = new Workspace({
    cwd: process.cwd(),
    profile: profileOf(args),
    usualProfile: 'strict',
    isolated: true,
    config: args.value('config'),
    shellcheck: await shellcheckOf(args),
  });
  const folder = resolve(workspace.cwd, args.operands[0] ?? '.');
  checkFolder(folder, args.operands[0] ?? '.');
  const previous = args.value('previous');
  const before = previous === undefined ? undefined : readPrevious(workspace, previous);
  const progress = new Progress();
  const cache = await cacheOf(args, workspace);
  const { targets } = await findTargets(workspace, [folder], (count) => progress.update(`Looking for files: ${count}`));
  const root = workspace.rootFor(folder);
  const {
    linted,
    errors: unreadFiles,
    aside,
  } = await lintTargets(workspace, targets, { jobs, cache, progress }, async () => {
    progress.update('Looking at the project');
    const tree = await root.disk.findTree(relativeTo(root, folder));
    return { tree, whole: root.engine.lintProject(tree, root.files) };
  });
  const { tree, whole } = aside;
  const errors = [
    ...unreadFiles,
    ...reportFailures(whole.failures, workspace.display(root, tree.folder)),
    ...unreadPlaces(workspace, unreadFiles),
  ];
  for (const error of errors) note(`${error.file}: ${error.message}`);

  const show = (path: string) => workspace.display(root, path);
  const judged = linted.map(withShownNames);
  const ofProject = resultsByFile(whole)
    .map((result) => ({ root, result, findings: result.findings, files: root.files, show }))
    .map(withShownNames);
  const audit = auditProject(
    judged.map((file) => file.result),
    {
      name: basename(folder),
      registry,
      strengths,
      whole: { ...whole, findings: ofProject.flatMap((file) => file.findings) },
      show,
      unread: errors,
    },
  );
  const files = [...judged, ...ofProject];
  const change = before && compareAudits(before, summarize({ ...audit, findings: audit.findings.map(({ finding }) => finding) }));
  const text = formatted(args.value('format') ?? 'text', audit, files, errors, change);
  await deliver(workspace, args.value('output'), text);
  return tree.paths.length === 0 && errors.length > 0 ? EXIT.error : EXIT.clean;
}

function checkFolder(folder: string, given: string): void {
  const stats = statSync(folder, { throwIfNoEntry: false });
  if (!stats) throw new UserError(`There is no folder \`${given}\`.`);
  if (!stats.isDirectory())
    throw new UserError(`\`${given}\` is a file; an audit is for a folder.`, `To lint one file: \`seaworthy check ${given}\`.`);
}

/** Reports name files as the person sees them, not as the project does. */
function withShownNames(file: DiskFile): DiskFile {
  const findings = file.result.findings.map((finding) => ({ ...finding, file: file.show(finding.file) }));
  return { ...file, result: { ...file.result, findings }, findings };
}

/** The scores and findings of an earlier report. */
function readPrevious(workspace: Workspace, path: string): AuditSummary {
  let text: string;
  try {
    text = readFileSync(resolve(workspace.cwd, path), 'utf8');
  } catch {
    throw new UserError(`The earlier report \`${path}\` cannot be read.`);
  }
  try {
    return summarize(JSON.parse(text) as Summarizable);
  } catch {
    throw new UserError(`\`${path}\` is no report in JSON.`, 'Make one with `seaworthy audit --format json --output FILE`.');
  }
}

function formatted(
  format: string,
  audit: Audit,
  linted: readonly DiskFile[],
  errors: readonly ReportError[],
  change: AuditChange | undefined,
): string {
  switch (format) {
    case 'json':
      return formatAuditJson(audit, linted, change);
    case 'html':
      return formatAuditHtml(audit, change);
    case 'markdown':
      return renderAuditMarkdown(audit, change);
    case 'sarif':
      return formatSarif({ files: linted.length, linted, errors, baselined: 0, gone: 0 });
    default:
      return renderAuditText(audit, change);
  }
}

async function deliver(workspace: Workspace, output: string | undefined, text: string): Promise<void> {
  if (output === undefined) return write(process.stdout, text);
  const path = resolve(workspace.cwd, output);
  writeFilesAtomically([{ path, text }]);
  note(`The report is in ${displayPath(workspace.cwd, path)}.`);
}
