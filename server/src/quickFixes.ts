import {
  compareSeverity,
  editsOf,
  type FileEdit,
  type Finding,
  type Fix,
  ignoreAbove,
  ignoreInFile,
  ignoreLineFor,
  type LintResult,
  type Position,
  type ProjectFiles,
  type Safety,
} from '#core';
import { switchOff } from './configEdit.ts';

/** Something that may be done about a finding. */
export interface Choice {
  readonly title: string;
  readonly finding: Finding;
  readonly edits: readonly FileEdit[];
  /** Does what the finding asks for, as opposed to silencing it. */
  readonly solves: boolean;
  /** The obvious thing to do, without a doubt. */
  readonly preferred: boolean;
}

/** The findings that touch a range, the worst first; a position at the end of one counts. */
export function findingsIn(result: LintResult, start: Position, end: Position): Finding[] {
  const { lines } = result.source;
  const from = lines.offsetAt(start);
  const to = Math.max(from, lines.offsetAt(end));
  return result.findings.filter(({ span }) => span.start <= to && from <= span.end).sort((a, b) => compareSeverity(a.severity, b.severity));
}

/** What a person has to know before choosing a fix. */
const REMARKS: Readonly<Record<Safety, string>> = { safe: '', unsafe: ' (changes behaviour)', placeholder: ' (to fill in)' };

/** A fix that can be made now. */
export interface MakeableFix {
  readonly fix: Fix;
  readonly edits: readonly FileEdit[];
}

/** The fixes of a finding that can be made now, the best first. */
export function makeableFixes(finding: Finding): MakeableFix[] {
  return finding.fixes.flatMap((fix) => {
    const edits = editsOf(fix);
    return edits ? [{ fix, edits }] : [];
  });
}

/** They as choices of a menu. */
export function fixChoices(finding: Finding): Choice[] {
  return makeableFixes(finding).map(({ fix, edits }) => ({
    title: `${fix.title}${REMARKS[fix.safety]}`,
    finding,
    edits,
    solves: true,
    preferred: fix === finding.fixes[0] && fix.safety === 'safe',
  }));
}

/** The ways to silence a finding. */
export function silencingChoices(finding: Finding, result: LintResult, files: ProjectFiles): Choice[] {
  const { source } = result;
  const { rule } = finding;
  // A file that does not parse, and our own configuration, are to be put right.
  if (source.kind === 'config' || rule === 'file/syntax-error') return [];
  const choice = (title: string, edits: readonly FileEdit[] | undefined): Choice[] =>
    edits ? [{ title, finding, edits, solves: false, preferred: false }] : [];
  const line = ignoreLineFor(result.layout, finding.range.start.line);
  return [
    ...choice(`Ignore ${rule} here`, line === undefined ? undefined : ignoreAbove(source, rule, line)),
    ...choice(`Ignore ${rule} in this file`, ignoreInFile(source, rule, result.layout)),
    ...choice(`Switch ${rule} off in the configuration`, switchOff(files, source.path, rule)),
  ];
}

/** "Fix all of this rule": offered where several findings have a fix of the same level as this one's first. */
export interface RuleFixes {
  readonly rule: string;
  readonly title: string;
  readonly safeties: readonly Safety[];
}

export function fixesOfRule(finding: Finding, result: LintResult): RuleFixes | undefined {
  const [first] = finding.fixes;
  if (!first || first.safety === 'placeholder') return undefined;
  const safeties: readonly Safety[] = first.safety === 'safe' ? ['safe'] : ['safe', 'unsafe'];
  const hasFix = (fix: Fix) => safeties.includes(fix.safety) && editsOf(fix) !== undefined;
  const count = result.findings.filter((other) => other.rule === finding.rule && other.fixes.some(hasFix)).length;
  return count > 1 ? { rule: finding.rule, title: `Fix all ${count} problems of ${finding.rule} in this file`, safeties } : undefined;
}
