import type { LintResult, RuleFailure, Source } from '#core';
import { note, type Progress } from './output.ts';
import type { LintedFile, ReportError } from './report.ts';
import { NOT_OURS, openTarget, type Target } from './targets.ts';
import type { Workspace, WorkspaceRoot } from './workspace.ts';

/** A linted file with the root that it was found in. */
export interface DiskFile extends LintedFile {
  readonly root: WorkspaceRoot;
}

export interface LintRun {
  readonly linted: readonly DiskFile[];
  readonly errors: readonly ReportError[];
  /** A file that was named could not be linted. */
  readonly namedFailed: boolean;
}

/**
 * Lints the targets, one after the other. What cannot be read or linted becomes an error and a line on stderr.
 * @throws UserError when a configuration file is wrong
 */
export async function lintTargets(workspace: Workspace, targets: readonly Target[], jobs: number, progress: Progress): Promise<LintRun> {
  for (const root of workspace.roots) {
    const paths = targets.filter((target) => target.root === root).map((target) => target.path);
    if (jobs > 1) await root.disk.preload(paths, jobs);
    workspace.checkConfigs(root, paths);
  }
  const linted: DiskFile[] = [];
  const errors: ReportError[] = [];
  const failed = new Set<string>();
  let namedFailed = false;
  for (const [index, target] of targets.entries()) {
    progress.update(`Linting ${index + 1} of ${targets.length} files`);
    const shown = workspace.display(target.root, target.path);
    const source = openTarget(target);
    const result = typeof source === 'string' ? source : lintOne(target, source);
    if (result === NOT_OURS) continue;
    if (typeof result === 'string') {
      errors.push({ file: shown, message: result });
      namedFailed ||= target.named;
      continue;
    }
    if (result.settings.ignored) {
      if (target.named) note(`${shown} is left out: the configuration ignores it`);
      continue;
    }
    const { root } = target;
    linted.push({ root, result, findings: result.findings, files: root.files, show: (path) => workspace.display(root, path) });
    const failures = result.failures.filter(({ rule }) => !failed.has(rule));
    for (const { rule } of failures) failed.add(rule);
    errors.push(...reportFailures(failures, shown));
  }
  progress.done();
  return { linted, errors, namedFailed };
}

/** Rules that threw as errors for people. @param shown the file or folder that they were run on */
export function reportFailures(failures: readonly RuleFailure[], shown: string): ReportError[] {
  return failures.map(({ rule, message }) => {
    debug(message);
    return { file: shown, message: `the rule ${rule} failed, please report it: ${message.split('\n')[0]}` };
  });
}

function lintOne(target: Target, source: Source): LintResult | string {
  try {
    return target.root.engine.lint(source, target.root.files);
  } catch (error) {
    debug(error instanceof Error ? (error.stack ?? error.message) : String(error));
    return 'could not be linted because of an error in Seaworthy, please report it';
  }
}

/** Stack traces are for people who ask for them. */
function debug(text: string): void {
  if (process.env.SEAWORTHY_DEBUG) process.stderr.write(`${text}\n`);
}

/** Folders and other files that were needed but could not be read, besides the linted files themselves. */
export function unreadPlaces(workspace: Workspace, reported: readonly ReportError[]): ReportError[] {
  const known = new Set(reported.map((error) => error.file));
  return workspace.roots.flatMap((root) =>
    root.disk.problems().flatMap(({ path, message, unsuitable }) => {
      const file = workspace.display(root, path);
      return unsuitable || known.has(file) ? [] : { file, message };
    }),
  );
}
