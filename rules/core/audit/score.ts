import type { Severity } from '../finding.ts';
import { compareSeverity } from '../finding.ts';

/** What the first finding of a rule weighs; ten together leave an area 37 % of its points. Explained in docs/scoring.md. */
export const COST: Readonly<Record<Severity, number>> = { critical: 7, high: 3.3, medium: 1.8, low: 0.5, info: 0.3 };

/** What every further finding of the same rule weighs of the one before. */
const REPEATED = 0.2;

/** How much lighter every proved strength of an area makes its findings: with eight they weigh half. */
const RELIEF = 1 / 8;

/** No project with an open critical finding scores more than this, however good the rest is. */
export const CAP_WITH_CRITICAL = 59;

export interface Scored {
  readonly rule: string;
  readonly severity: Severity;
  readonly title: string;
  /** Points of ten that the area starts from while this is open. */
  readonly ceiling?: number | undefined;
}

/** What the findings of one rule took away from an area. */
export interface Loss {
  readonly rule: string;
  readonly title: string;
  readonly findings: number;
  /** Points of ten, two decimals; with all losses of the area they make up what its score lacks. */
  readonly points: number;
}

/**
 * Score of one area, 0 to 10 with one decimal. Weights of findings add up, and every further one takes its share of what is left, so that
 * the tenth problem still counts and none makes the rest hopeless. A habit that shows up thirty times is one thing to change: further
 * findings of a rule weigh little.
 *
 * @param strengths how much was proved good in the area; a half for one that holds in part
 */
export function scoreArea(findings: readonly Scored[], strengths = 0): { readonly score: number; readonly losses: readonly Loss[] } {
  const byRule = new Map<string, { title: string; findings: number; weight: number; ceiling: number }>();
  for (const { rule, severity, title, ceiling = 10 } of [...findings].sort((a, b) => compareSeverity(a.severity, b.severity))) {
    const before = byRule.get(rule) ?? { title, findings: 0, weight: 0, ceiling };
    const weight = before.weight + COST[severity] * REPEATED ** before.findings;
    byRule.set(rule, { ...before, findings: before.findings + 1, weight });
  }
  const rules = [...byRule].sort(([a], [b]) => (a < b ? -1 : 1));
  const total = rules.reduce((sum, [, { weight }]) => sum + weight, 0);
  const start = Math.min(10, ...rules.map(([, { ceiling }]) => ceiling));
  const exact = start * Math.exp(-total / 10 / (1 + RELIEF * strengths));
  const lowest = rules.find(([, { ceiling }]) => ceiling === start && start < 10)?.[0];
  const losses = rules.map(([rule, { title, findings, weight }]) => {
    const points = ((start - exact) * weight) / total + (rule === lowest ? 10 - start : 0);
    return { rule, title, findings, points: Math.round(points * 100) / 100 };
  });
  return {
    score: Math.round(exact * 10) / 10,
    losses: losses.sort((a, b) => b.points - a.points || (a.rule < b.rule ? -1 : 1)),
  };
}

export interface WeightedScore {
  /** 0 to 10; null for an area that the project has nothing of. */
  readonly score: number | null;
  readonly weight: number;
}

/** The weighted mean of the areas that have a score, 0 to 100; null when none has. */
export function overallScore(areas: readonly WeightedScore[], hasCritical: boolean): number | null {
  let sum = 0;
  let weights = 0;
  for (const { score, weight } of areas) {
    if (score === null) continue;
    sum += score * weight;
    weights += weight;
  }
  if (weights === 0) return null;
  const mean = Math.round((sum / weights) * 10);
  return hasCritical ? Math.min(mean, CAP_WITH_CRITICAL) : mean;
}

export type Grade = 'A' | 'B' | 'C' | 'D' | 'E' | 'F';

export function gradeOf(score: number): Grade {
  if (score >= 90) return 'A';
  if (score >= 80) return 'B';
  if (score >= 70) return 'C';
  if (score >= 60) return 'D';
  return score >= 50 ? 'E' : 'F';
}

/** What a score means for going live. */
export function ratingOf(score: number): string {
  if (score >= 85) return 'Production ready';
  if (score >= 70) return 'Nearly ready';
  return score >= 50 ? 'Needs work' : 'Not ready';
}
