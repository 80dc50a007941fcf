import { editsOf, type FileEdit, type Finding, LineIndex, type LintResult, type ProjectFiles, type Safety, type Severity } from '#core';

/** A fix whose edits could be computed. */
export interface AvailableFix {
  readonly title: string;
  readonly safety: Safety;
  readonly edits: readonly FileEdit[];
}

/** One linted file with what is to be told of it. The formatters need no more than this, so that they run everywhere. */
export interface LintedFile {
  readonly result: LintResult;
  /** What is left of the result's findings after baseline and `--quiet`. */
  readonly findings: readonly Finding[];
  /** The other files of its project, for edits that go there. */
  readonly files: ProjectFiles;
  /** How a path of the project is shown: relative to the working directory, with forward slashes. */
  show(path: string): string;
}

export interface ReportError {
  /** Relative to the working directory. */
  readonly file: string;
  readonly message: string;
}

/** What a run of `check` found; the formatters print it. */
export interface Report {
  /** Number of linted files. */
  readonly files: number;
  readonly linted: readonly LintedFile[];
  readonly errors: readonly ReportError[];
  /** Findings that the baseline holds back. */
  readonly baselined: number;
  /** Entries of the baseline whose finding is gone. */
  readonly gone: number;
}

const fixesByFinding = new WeakMap<Finding, readonly AvailableFix[]>();

/** The fixes of a finding that can be made; edits are computed once. */
export function availableFixes(finding: Finding): readonly AvailableFix[] {
  let fixes = fixesByFinding.get(finding);
  if (!fixes) {
    fixes = finding.fixes.flatMap((fix) => {
      const edits = editsOf(fix);
      return edits ? { title: fix.title, safety: fix.safety, edits } : [];
    });
    fixesByFinding.set(finding, fixes);
  }
  return fixes;
}

/** Line index of any file of the root that an edit may name. */
export function linesOf(file: LintedFile, path: string): LineIndex | undefined {
  if (path === file.result.source.path) return file.result.source.lines;
  const text = file.files.read(path);
  return typeof text === 'string' ? new LineIndex(text) : undefined;
}

export function countBySeverity(findings: Iterable<Finding>): Map<Severity, number> {
  const counts = new Map<Severity, number>();
  for (const finding of findings) counts.set(finding.severity, (counts.get(finding.severity) ?? 0) + 1);
  return counts;
}

export function allFindings(report: Report): Finding[] {
  return report.linted.flatMap((file) => file.findings);
}

/** The file of a finding as it is shown. */
export function shownName(file: LintedFile): string {
  return file.show(file.result.source.path);
}
