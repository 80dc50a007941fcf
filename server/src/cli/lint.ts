import { availableParallelism } from 'node:os';
import { setImmediate } from 'node:timers/promises';
import type { LintResult, RuleFailure, Source } from '#core';
import type { LintCache } from './cache.ts';
import { digestOf, type Outcome, outcomeOf } from './outcome.ts';
import { note, type Progress } from './output.ts';
import type { LintedFile, ReportError } from './report.ts';
import { NOT_OURS, openTarget, type Target } from './targets.ts';
import type { Team } from './team.ts';
import type { Workspace, WorkspaceRoot } from './workspace.ts';

/** A linted file with the root that it was found in. */
export interface DiskFile extends LintedFile {
  readonly root: WorkspaceRoot;
}

export interface LintRun<Aside = undefined> {
  readonly linted: readonly DiskFile[];
  readonly errors: readonly ReportError[];
  /** A file that was named could not be linted. */
  readonly namedFailed: boolean;
  /** What this thread did besides. */
  readonly aside: Aside;
}

export interface LintOptions {
  /** Threads that lint; undefined: as many as the machine has cores for, where it pays. */
  readonly jobs: number | undefined;
  readonly cache?: LintCache;
  readonly progress: Progress;
}

/**
 * Lints the targets. What cannot be read or linted becomes an error and a line on stderr. The result does not depend on how many
 * threads there are, nor on what the cache holds.
 * @param meanwhile other work for this thread, done while the other threads are linting already
 * @throws UserError when a configuration file is wrong
 */
export async function lintTargets<Aside>(
  workspace: Workspace,
  targets: readonly Target[],
  options: LintOptions,
  meanwhile: () => Promise<Aside>,
): Promise<LintRun<Aside>> {
  const { cache, progress } = options;
  for (const root of workspace.roots) {
    const paths = targets.filter((target) => target.root === root).map((target) => target.path);
    workspace.checkConfigs(root, paths);
  }
  const { found, aside } = await findOutcomes(workspace, targets, options, meanwhile);
  const linted: DiskFile[] = [];
  const errors: ReportError[] = [];
  const failed = new Set<string>();
  let namedFailed = false;
  for (const target of targets) {
    const shown = workspace.display(target.root, target.path);
    const result = await resultOf(workspace, target, found.get(target), cache);
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
  cache?.save();
  return { linted, errors, namedFailed, aside };
}

/** Rules that threw as errors for people. @param shown the file or folder that they were run on */
export function reportFailures(failures: readonly RuleFailure[], shown: string): ReportError[] {
  return failures.map(({ rule, message }) => {
    debug(message);
    return { file: shown, message: `the rule ${rule} failed, please report it: ${message.split('\n')[0]}` };
  });
}

/** The text of a finding's error, the result of this thread, or what another thread or an earlier run found. */
type Found = Outcome | LintResult | string;

/** What the cache knows and what the threads find; a target that none of them got to is missing. */
async function findOutcomes<Aside>(
  workspace: Workspace,
  targets: readonly Target[],
  { jobs, cache, progress }: LintOptions,
  meanwhile: () => Promise<Aside>,
): Promise<{ readonly found: ReadonlyMap<Target, Found>; readonly aside: Aside }> {
  const found = new Map<Target, Found>();
  if (cache) {
    for (const target of targets) {
      const source = openTarget(target);
      const outcome = typeof source === 'string' ? source : cache.find(target, source);
      if (outcome !== undefined) found.set(target, outcome);
    }
  }
  const rest = targets.filter((target) => !found.has(target));
  const team = await teamFor(workspace, rest, jobs);
  try {
    const aside = await meanwhile();
    for (const index of team?.own ?? rest.keys()) {
      const target = rest[index];
      if (!target) continue;
      progress.update(`Linting ${index + 1} of ${rest.length} files`);
      const source = openTarget(target);
      found.set(target, typeof source === 'string' ? source : await lintOne(workspace, target, source));
      // The other threads are told what to do between two files.
      if (team) await setImmediate();
    }
    for (const { outcomes, problems } of (await team?.deliveries()) ?? []) {
      for (const [index, outcome] of outcomes) {
        const target = rest[index];
        if (target) found.set(target, outcome);
      }
      for (const { root, problems: met } of problems) workspace.rootAt(root).metElsewhere.push(...met);
    }
    return { found, aside };
  } finally {
    await team?.end();
  }
}

/** A thread more costs the start of the program, in time as in memory: so many files have to wait for it. */
const FILES_PER_THREAD = 100;
/** V8 compiles and collects garbage beside a thread: that much of the machine each of them keeps busy (docs/performance.md). */
const CORES_PER_THREAD = 1.5;
/** More do not help: the results come together in one of them. */
const MAX_THREADS = 16;

/** Undefined where this thread does everything. @param jobs number of threads, this one with them; by cores and files when left out */
async function teamFor(workspace: Workspace, targets: readonly Target[], jobs: number | undefined): Promise<Team | undefined> {
  const usual = Math.min(Math.round(availableParallelism() / CORES_PER_THREAD), Math.ceil(targets.length / FILES_PER_THREAD), MAX_THREADS);
  const threads = Math.min(jobs ?? usual, targets.length);
  return threads > 1 ? (await import('./team.ts')).startTeam(workspace, targets, threads) : undefined;
}

async function resultOf(
  workspace: Workspace,
  target: Target,
  found: Found | undefined,
  cache: LintCache | undefined,
): Promise<LintResult | string> {
  if (typeof found === 'string') return found;
  if (found && 'settings' in found) return cache ? keep(target, found, cache) : found;
  const source = openTarget(target);
  if (typeof source === 'string') return source;
  // A file may have changed since another thread read it.
  if (found && found.text === digestOf(source.text)) {
    const result = target.root.engine.revive(found.result, source, target.root.files);
    cache?.put(target, found, result);
    return result;
  }
  const result = await lintOne(workspace, target, source);
  return cache && typeof result !== 'string' ? keep(target, result, cache) : result;
}

/** Gives back the kept form, for its edits are made already. */
function keep({ root, ...target }: Target, result: LintResult, cache: LintCache): LintResult {
  const outcome = outcomeOf(result, root.digests);
  cache.put({ root, ...target }, outcome, result);
  return root.engine.revive(outcome.result, result.source, root.files);
}

async function lintOne(workspace: Workspace, { root }: Target, source: Source): Promise<LintResult | string> {
  try {
    return await lintChecked(workspace, root, source);
  } catch (error) {
    debug(error instanceof Error ? (error.stack ?? error.message) : String(error));
    return 'could not be linted because of an error in Seaworthy, please report it';
  }
}

/** Lints, once more when ShellCheck has read what it was asked to read. */
export async function lintChecked({ shellcheck }: Workspace, { engine, files }: WorkspaceRoot, source: Source): Promise<LintResult> {
  const result = engine.lint(source, files);
  return shellcheck && (await shellcheck.check(result.unchecked)) ? engine.lint(source, files) : result;
}

/** Stack traces are for people who ask for them. */
function debug(text: string): void {
  if (process.env.SEAWORTHY_DEBUG) process.stderr.write(`${text}\n`);
}

/** Folders and other files that were needed but could not be read, besides the linted files themselves; by path. */
export function unreadPlaces(workspace: Workspace, reported: readonly ReportError[]): ReportError[] {
  const messages = new Map(reported.map(({ file, message }) => [file, message]));
  const known = new Set(messages.keys());
  for (const root of workspace.roots) {
    for (const { path, message, unsuitable } of [...root.disk.problems(), ...root.metElsewhere]) {
      const file = workspace.display(root, path);
      if (!unsuitable && !known.has(file)) messages.set(file, message);
    }
  }
  return [...messages]
    .filter(([file]) => !known.has(file))
    .map(([file, message]) => ({ file, message }))
    .sort((a, b) => (a.file < b.file ? -1 : 1));
}
