import type { LintResult, ProjectLintResult } from '../engine.ts';
import { AREAS, type Area, compareSeverity, type Finding, type Severity } from '../finding.ts';
import { editsOf, type Fix } from '../fix.ts';
import type { Registry, StrengthRegistry } from '../rule.ts';
import type { FileKind } from '../source.ts';
import { adviceFor } from './advice.ts';
import { AREA_INFO, areaOf, areasOfProject, looksAt } from './areas.ts';
import { type Overview, overviewOf } from './overview.ts';
import { type Grade, gradeOf, type Loss, overallScore, ratingOf, scoreArea } from './score.ts';
import { findStrengths, type Strength } from './strengths.ts';

/** What is known of the audited project besides its lint results. */
export interface AuditedProject {
  readonly name: string;
  readonly registry: Registry;
  /** What the rules over the project found; without it only single files are judged. */
  readonly whole?: ProjectLintResult;
  readonly strengths?: StrengthRegistry;
  /** How paths are shown; as they are where it is left out. */
  readonly show?: (path: string) => string;
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
  /** Points of ten that the area starts from while this is open. */
  readonly ceiling: number | undefined;
  /** The first of its fixes that can be made. */
  readonly fix: Pick<Fix, 'title' | 'safety'> | undefined;
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
  /** Why the score is not 10: what each rule cost, the most first. */
  readonly losses: readonly Loss[];
}

export interface ChecklistItem {
  /** The rule, strength or advice that it comes from. */
  readonly id: string;
  readonly equivalents: readonly string[];
  readonly group: string;
  readonly title: string;
  /** `unknown`: no file can tell, a person has to look. */
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
  /** Only where the whole project was looked at. */
  readonly overview: Overview | undefined;
  readonly unread: readonly { readonly file: string; readonly message: string }[];
}

/** Judges a project by the lint results of its files. Pure and independent of the order of the results. */
export function auditProject(results: readonly LintResult[], project: AuditedProject): Audit {
  const linted = results.filter((result) => !result.settings.ignored);
  const { whole } = project;
  const findings = collectFindings(linted, project);
  const strengths =
    whole && project.strengths
      ? findStrengths(
          project.strengths,
          whole.project,
          whole.context,
          project.show,
          findings.map(({ finding }) => finding),
        )
      : [];
  const covered = coveredAreas(linted, project.registry);
  if (whole) for (const area of areasOfProject(whole.project)) covered.add(area);
  const categories = AREAS.map((area) => categoryOf(area, findings, strengths, covered.has(area)));
  const counts = countAll(linted, whole, findings);
  const score = overallScore(categories, counts.critical > 0);
  return {
    project: project.name,
    score,
    grade: score === null ? null : gradeOf(score),
    rating: score === null ? null : ratingOf(score),
    categories,
    strengths,
    findings,
    checklist: checklistOf(findings, strengths, whole),
    plan: planOf(findings),
    counts,
    overview: whole && overviewOf(whole.project, project.show),
    unread: project.unread ?? [],
  };
}

function collectFindings(results: readonly LintResult[], { registry, whole }: AuditedProject): AuditFinding[] {
  const describe = (finding: Finding, kind: FileKind | undefined): AuditFinding[] => {
    const rule = registry.get(finding.rule);
    if (!rule) return [];
    return [
      {
        finding,
        area: areaOf(rule, kind),
        title: rule.title,
        why: rule.why,
        equivalents: finding.equivalents ?? rule.equivalents ?? [],
        ceiling: rule.ceiling,
        fix: usableFix(finding),
      },
    ];
  };
  const findings = [
    ...results.flatMap(({ source, findings }) => findings.flatMap((finding) => describe(finding, source.kind))),
    ...(whole?.findings ?? []).flatMap((finding) => describe(finding, undefined)),
  ];
  return findings.sort((a, b) => compareFindings(a.finding, b.finding));
}

function usableFix({ fixes }: Finding): Fix | undefined {
  return fixes.find((fix) => editsOf(fix) !== undefined);
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

function categoryOf(area: Area, all: readonly AuditFinding[], strengths: readonly Strength[], covered: boolean): AuditCategory {
  const found = all.filter((one) => one.area === area);
  const proved = strengths.filter((strength) => strength.area === area);
  const bySeverity = noCounts();
  for (const { finding } of found) bySeverity[finding.severity]++;
  const isJudged = covered || found.length > 0 || proved.length > 0;
  const { score, losses } = scoreArea(
    found.map(({ finding, title, ceiling }) => ({ rule: finding.rule, severity: finding.severity, title, ceiling })),
    proved.reduce((sum, { partial }) => sum + (partial === undefined ? 1 : 0.5), 0),
  );
  return {
    id: area,
    ...AREA_INFO[area],
    score: isJudged ? score : null,
    findings: found.length,
    bySeverity,
    strengths: proved.length,
    losses,
  };
}

function countAll(results: readonly LintResult[], whole: ProjectLintResult | undefined, findings: readonly AuditFinding[]): AuditCounts {
  const bySeverity = noCounts();
  for (const { finding } of findings) bySeverity[finding.severity]++;
  const byKind: Partial<Record<FileKind, number>> = {};
  for (const { source } of results) byKind[source.kind] = (byKind[source.kind] ?? 0) + 1;
  const silenced = results.reduce((sum, result) => sum + result.silenced.length, whole?.silenced.length ?? 0);
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

const STATES: readonly ChecklistItem['state'][] = ['open', 'unknown', 'done'];

/** Open where there is a finding, done where the files prove it, unknown where only a person can tell. Grouped by area, open ones first. */
function checklistOf(
  findings: readonly AuditFinding[],
  strengths: readonly Strength[],
  whole: ProjectLintResult | undefined,
): ChecklistItem[] {
  const items: (ChecklistItem & { readonly area: Area })[] = [];
  const add = (area: Area, item: Omit<ChecklistItem, 'group'>) => items.push({ ...item, area, group: AREA_INFO[area].title });
  const seen = new Set<string>();
  for (const { finding, area, title, equivalents } of findings) {
    if (seen.has(finding.rule)) continue;
    seen.add(finding.rule);
    add(area, { id: finding.rule, equivalents, title, state: 'open', priority: finding.severity });
  }
  for (const { id, area, title, partial, equivalents } of strengths) {
    const state = partial === undefined ? 'done' : 'open';
    add(area, { id, equivalents, title: partial === undefined ? title : `${title}: ${partial}`, state, priority: 'medium' });
  }
  for (const { id, area, title, priority, equivalents } of whole ? adviceFor(whole.project) : [])
    add(area, { id, equivalents, title, state: 'unknown', priority });
  return items
    .sort(
      (a, b) =>
        AREAS.indexOf(a.area) - AREAS.indexOf(b.area) ||
        STATES.indexOf(a.state) - STATES.indexOf(b.state) ||
        compareSeverity(a.priority, b.priority),
    )
    .map(({ area: _area, ...item }) => item);
}
