import type { LintResult } from '../engine.ts';
import { AREAS, type Area, compareSeverity, type Finding, SEVERITIES, type Severity } from '../finding.ts';
import type { Fix } from '../fix.ts';
import type { Registry } from '../rule.ts';
import type { FileKind } from '../source.ts';
import { AREA_INFO, areaOf, looksAt } from './areas.ts';
import { type Grade, gradeOf, overallScore, ratingOf, scoreArea } from './score.ts';

/** What is known of the audited project besides its lint results. */
export interface AuditedProject {
  readonly name: string;
  readonly registry: Registry;
  /** Files that could not be read, so that nothing is claimed of them. */
  readonly unread?: readonly { readonly file: string; readonly message: string }[];
}

/** A finding with what a report says about its rule. */
export interface AuditFinding {
  readonly finding: Finding;
  readonly area: Area;
  readonly title: string;
  readonly why: string;
  readonly equivalents: readonly string[];
  /** The first of its fixes that can be made. */
  readonly fix: Pick<Fix, 'title' | 'safety'> | undefined;
}

export interface Strength {
  readonly id: string;
  readonly equivalents: readonly string[];
  readonly title: string;
  readonly evidence: readonly { readonly file: string; readonly line: number }[];
}

export interface AuditCategory {
  readonly id: Area;
  readonly title: string;
  /** 0 to 10, one decimal; null where the project has nothing of the kind, or no rule of the area is on. */
  readonly score: number | null;
  readonly weight: number;
  /** Number of findings. */
  readonly findings: number;
  readonly bySeverity: Readonly<Record<Severity, number>>;
  /** Number of strengths. */
  readonly strengths: number;
}

export interface ChecklistItem {
  readonly group: string;
  readonly title: string;
  readonly state: 'done' | 'open' | 'unknown';
  readonly priority: Severity;
}

/** One thing to do: all findings of one rule at one severity. */
export interface PlanItem {
  readonly rule: string;
  readonly title: string;
  readonly area: Area;
  readonly findings: number;
  readonly files: number;
  /** How many of the findings have a fix that needs no decision. */
  readonly safeFixes: number;
}

export type Horizon = 'now' | 'this week' | 'this month' | 'later';

export interface AuditCounts extends Readonly<Record<Severity, number>> {
  readonly files: number;
  readonly findings: number;
  /** Findings that ignore comments silence. */
  readonly silenced: number;
  readonly byKind: Readonly<Partial<Record<FileKind, number>>>;
}

export interface Audit {
  readonly project: string;
  /** 0 to 100; null when there is nothing to score. */
  readonly score: number | null;
  readonly grade: Grade | null;
  readonly rating: string | null;
  readonly categories: readonly AuditCategory[];
  readonly strengths: readonly Strength[];
  /** Worst first, then by file and position. */
  readonly findings: readonly AuditFinding[];
  readonly checklist: readonly ChecklistItem[];
  readonly plan: readonly { readonly horizon: Horizon; readonly items: readonly PlanItem[] }[];
  readonly counts: AuditCounts;
  readonly unread: readonly { readonly file: string; readonly message: string }[];
}

/** Judges a project by the lint results of its files. Pure and independent of the order of the results. */
export function auditProject(results: readonly LintResult[], project: AuditedProject): Audit {
  const linted = results.filter((result) => !result.settings.ignored);
  const findings = collectFindings(linted, project.registry);
  const covered = coveredAreas(linted, project.registry);
  const categories = AREAS.map((area) => categoryOf(area, findings, covered.has(area)));
  const counts = countAll(linted, findings);
  const score = overallScore(categories, counts.critical > 0);
  return {
    project: project.name,
    score,
    grade: score === null ? null : gradeOf(score),
    rating: score === null ? null : ratingOf(score),
    categories,
    strengths: [],
    findings,
    checklist: checklistOf(categories, findings),
    plan: planOf(findings),
    counts,
    unread: project.unread ?? [],
  };
}

function collectFindings(results: readonly LintResult[], registry: Registry): AuditFinding[] {
  const findings = results.flatMap(({ source, findings }) =>
    findings.flatMap((finding) => {
      const rule = registry.get(finding.rule);
      if (!rule) return [];
      return {
        finding,
        area: areaOf(rule, source.kind),
        title: rule.title,
        why: rule.why,
        equivalents: rule.equivalents ?? [],
        fix: usableFix(finding),
      };
    }),
  );
  return findings.sort((a, b) => compareFindings(a.finding, b.finding));
}

function usableFix({ fixes }: Finding): Fix | undefined {
  return fixes.find((fix) => {
    try {
      return fix.edits()?.length;
    } catch {
      // The finding stands all the same.
      return false;
    }
  });
}

function compareFindings(a: Finding, b: Finding): number {
  return (
    compareSeverity(a.severity, b.severity) || compareText(a.file, b.file) || a.span.start - b.span.start || compareText(a.rule, b.rule)
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The areas that a rule that is on had a file to look at for: only they can be given a score. */
function coveredAreas(results: readonly LintResult[], registry: Registry): Set<Area> {
  const covered = new Set<Area>();
  const done = new Set<string>();
  for (const { source, settings } of results) {
    const key = `${source.kind} ${settings.rulesKey}`;
    if (done.has(key)) continue;
    done.add(key);
    for (const [id, rule] of registry) {
      if (looksAt(rule, source.kind) && isOn(settings.levelOf(id, rule))) covered.add(areaOf(rule, source.kind));
    }
  }
  return covered;
}

function isOn(level: ReturnType<LintResult['settings']['levelOf']>): boolean {
  return level !== undefined && level !== 'off';
}

function noCounts(): Record<Severity, number> {
  return { critical: 0, high: 0, medium: 0, low: 0, info: 0 };
}

function categoryOf(area: Area, all: readonly AuditFinding[], covered: boolean): AuditCategory {
  const findings = all.filter((one) => one.area === area).map((one) => one.finding);
  const bySeverity = noCounts();
  for (const finding of findings) bySeverity[finding.severity]++;
  const score = covered || findings.length ? scoreArea(findings) : null;
  return { id: area, ...AREA_INFO[area], score, findings: findings.length, bySeverity, strengths: 0 };
}

function countAll(results: readonly LintResult[], findings: readonly AuditFinding[]): AuditCounts {
  const bySeverity = noCounts();
  for (const { finding } of findings) bySeverity[finding.severity]++;
  const byKind: Partial<Record<FileKind, number>> = {};
  for (const { source } of results) byKind[source.kind] = (byKind[source.kind] ?? 0) + 1;
  const silenced = results.reduce((sum, result) => sum + result.silenced.length, 0);
  return { ...bySeverity, files: results.length, findings: findings.length, silenced, byKind };
}

/** Findings that one change of habit would remove: same rule, same severity. */
function groupByRule(findings: readonly AuditFinding[]): AuditFinding[][] {
  const groups = new Map<string, AuditFinding[]>();
  for (const one of findings) {
    const key = `${one.finding.severity} ${one.finding.rule}`;
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  return [...groups.values()];
}

const HORIZONS: Readonly<Record<Severity, Horizon>> = {
  critical: 'now',
  high: 'this week',
  medium: 'this month',
  low: 'later',
  info: 'later',
};

function planOf(findings: readonly AuditFinding[]): Audit['plan'] {
  const groups = groupByRule(findings);
  const horizons: readonly Horizon[] = ['now', 'this week', 'this month', 'later'];
  return horizons.map((horizon) => ({
    horizon,
    items: groups.filter(([first]) => first && HORIZONS[first.finding.severity] === horizon).flatMap(planItem),
  }));
}

function planItem(group: readonly AuditFinding[]): PlanItem[] {
  const [first] = group;
  if (!first) return [];
  return [
    {
      rule: first.finding.rule,
      title: first.title,
      area: first.area,
      findings: group.length,
      files: new Set(group.map(({ finding }) => finding.file)).size,
      safeFixes: group.filter(({ fix }) => fix?.safety === 'safe').length,
    },
  ];
}

/** What is open by rule, and what is in order by area. An area that nothing was seen of stays unknown. */
function checklistOf(categories: readonly AuditCategory[], findings: readonly AuditFinding[]): ChecklistItem[] {
  return categories.flatMap((category) => {
    const group = category.title;
    if (category.score === null) return [{ group, title: 'Nothing of this kind was found to check', state: 'unknown', priority: 'info' }];
    const open = groupByRule(findings.filter((one) => one.area === category.id)).flatMap(([first]): ChecklistItem[] =>
      first ? [{ group, title: first.title, state: 'open', priority: first.finding.severity }] : [],
    );
    const worst = SEVERITIES.find((severity) => category.bySeverity[severity] > 0);
    if (worst === 'critical') return open;
    const title = worst === undefined ? 'No findings' : `Nothing worse than ${worst}`;
    return [{ group, title, state: 'done', priority: 'critical' } satisfies ChecklistItem, ...open];
  });
}
