import type { Severity } from '../finding.ts';
import { compareSeverity } from '../finding.ts';

/** Points of ten that the first finding of a rule costs its area. */
export const COST: Readonly<Record<Severity, number>> = { critical: 6, high: 2, medium: 0.75, low: 0.25, info: 0.05 };

/** No project with an open critical finding scores more than this, however good the rest is. */
export const CAP_WITH_CRITICAL = 59;

export interface Scored {
  readonly rule: string;
  readonly severity: Severity;
  readonly title: string;
}

/** What the findings of one rule took away from an area. */
export interface Loss {
  readonly rule: string;
  readonly title: string;
  readonly findings: number;
  /** Points of ten, two decimals; what all losses together take beyond ten is not taken. */
  readonly points: number;
}

/**
 * Score of one area, 0 to 10 with one decimal. The worst finding of each rule costs {@link COST}, every further one of the
 * same rule half of the one before: a habit that shows up thirty times is one thing to change, not thirty.
 */
export function scoreArea(findings: readonly Scored[]): { readonly score: number; readonly losses: readonly Loss[] } {
  const losses = new Map<string, Loss>();
  for (const { rule, severity, title } of [...findings].sort((a, b) => compareSeverity(a.severity, b.severity))) {
    const before = losses.get(rule) ?? { rule, title, findings: 0, points: 0 };
    losses.set(rule, { ...before, findings: before.findings + 1, points: before.points + COST[severity] / 2 ** before.findings });
  }
  const lost = [...losses.values()].reduce((sum, { points }) => sum + points, 0);
  return {
    score: Math.round(Math.max(0, 10 - lost) * 10) / 10,
    losses: [...losses.values()]
      .map((loss) => ({ ...loss, points: Math.round(loss.points * 100) / 100 }))
      .sort((a, b) => b.points - a.points || (a.rule < b.rule ? -1 : 1)),
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
