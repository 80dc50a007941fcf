import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import type { Finding } from '#core';
import { writeFilesAtomically } from './atomic.ts';
import { UserError } from './errors.ts';
import { fingerprints } from './fingerprint.ts';
import { amount } from './formatters/text.ts';
import type { DiskFile } from './lint.ts';
import { displayPath, type Workspace } from './workspace.ts';

/** Written by `--write-baseline` when neither the command line nor the configuration names a file. */
const DEFAULT_NAME = '.seaworthy-baseline.json';

interface Entry {
  readonly rule: string;
  /** Relative to the baseline file's folder, forward slashes, so that it holds from any working directory. */
  readonly file: string;
  readonly fingerprint: string;
  /** For people who read the file; not compared. */
  readonly message: string;
}

interface Baseline {
  /** Absolute. */
  readonly path: string;
  readonly entries: readonly Entry[];
}

/** Takes out what the baselines know. A baseline that is named and not there is an error: everything would seem new. */
export function filterByBaselines(workspace: Workspace, linted: readonly DiskFile[], named: string | undefined) {
  const baselines = new Map<string, { readonly baseline: Baseline; readonly met: Set<string>; readonly files: Set<string> }>();
  let baselined = 0;
  const kept = linted.map((file) => {
    const path = pathFor(workspace, file, named);
    if (path === undefined) return file;
    let state = baselines.get(path);
    if (!state) {
      state = { baseline: read(workspace, path), met: new Set(), files: new Set() };
      baselines.set(path, state);
    }
    const { baseline, met, files } = state;
    const name = nameIn(path, file);
    files.add(name);
    const known = new Set(baseline.entries.filter((entry) => entry.file === name).map(keyOf));
    const prints = fingerprints(file.result);
    const findings = file.findings.filter((finding) => {
      const key = keyOf(entryOf(name, finding, prints));
      if (!known.has(key)) return true;
      met.add(`${name}\n${key}`);
      baselined++;
      return false;
    });
    return { ...file, findings };
  });
  let gone = 0;
  for (const { baseline, met, files } of baselines.values()) {
    gone += baseline.entries.filter((entry) => isJudged(entry, baseline, files) && !met.has(`${entry.file}\n${keyOf(entry)}`)).length;
  }
  return { linted: kept, baselined, gone };
}

/** Writes what is found now; what is known of files that were not linted this time stays. @returns lines for people */
export function writeBaselines(workspace: Workspace, linted: readonly DiskFile[], named: string | undefined): string[] {
  const fallback = resolve(workspace.cwd, DEFAULT_NAME);
  const byPath = new Map<string, DiskFile[]>();
  for (const file of linted) {
    const path = pathFor(workspace, file, named) ?? fallback;
    byPath.set(path, [...(byPath.get(path) ?? []), file]);
  }
  if (byPath.size === 0) byPath.set(named === undefined ? fallback : resolve(workspace.cwd, named), []);
  return [...byPath].map(([path, files]) => {
    const before = existsSync(path) ? read(workspace, path) : { path, entries: [] };
    const names = new Set(files.map((file) => nameIn(path, file)));
    const kept = before.entries.filter((entry) => !isJudged(entry, before, names));
    const found = files.flatMap((file) => {
      const prints = fingerprints(file.result);
      return file.findings.map((finding) => entryOf(nameIn(path, file), finding, prints));
    });
    const entries = [...kept, ...found].sort(
      (a, b) => compare(a.file, b.file) || compare(a.rule, b.rule) || compare(a.fingerprint, b.fingerprint),
    );
    writeFilesAtomically([{ path, text: `${JSON.stringify({ version: 1, findings: entries }, undefined, 2)}\n` }]);
    const old = new Set(before.entries.map((entry) => `${entry.file}\n${keyOf(entry)}`));
    const added = entries.filter((entry) => !old.has(`${entry.file}\n${keyOf(entry)}`)).length;
    const removed = before.entries.length + added - entries.length;
    return `${displayPath(workspace.cwd, path)}: ${amount(entries.length, 'known problem')} (${added} new, ${removed} gone)`;
  });
}

function pathFor(workspace: Workspace, file: DiskFile, named: string | undefined): string | undefined {
  return named === undefined ? workspace.baselineFor(file.root, file.result.source.path) : resolve(workspace.cwd, named);
}

function read(workspace: Workspace, path: string): Baseline {
  const shown = displayPath(workspace.cwd, path);
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    throw new UserError(`There is no baseline \`${shown}\`, or it cannot be read.`, 'Write it with `seaworthy check --write-baseline`.');
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    value = undefined;
  }
  const found =
    typeof value === 'object' && value !== null && 'version' in value && value.version === 1 && 'findings' in value
      ? value.findings
      : undefined;
  if (!Array.isArray(found) || !found.every(isEntry)) {
    throw new UserError(
      `\`${shown}\` is no baseline of Seaworthy.`,
      'Delete it and write it anew with `seaworthy check --write-baseline`.',
    );
  }
  return { path, entries: found };
}

function isEntry(value: unknown): value is Entry {
  if (typeof value !== 'object' || value === null) return false;
  return (['rule', 'file', 'fingerprint'] as const).every((key) => typeof (value as Partial<Entry>)[key] === 'string');
}

/** Whether this run can tell if an entry's finding is gone: its file was linted, or is not there any more. */
function isJudged(entry: Entry, baseline: Baseline, linted: ReadonlySet<string>): boolean {
  return linted.has(entry.file) || !existsSync(join(dirname(baseline.path), entry.file));
}

function nameIn(baseline: string, file: DiskFile): string {
  return relative(dirname(baseline), join(file.root.path, file.result.source.path)).split(sep).join('/');
}

function entryOf(name: string, finding: Finding, prints: ReadonlyMap<Finding, string>): Entry {
  return { rule: finding.rule, file: name, fingerprint: prints.get(finding) ?? '', message: finding.message };
}

function keyOf(entry: Entry): string {
  return `${entry.rule}\n${entry.fingerprint}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
