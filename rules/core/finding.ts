import type { Fix } from './fix.ts';
import type { Range, Span } from './text/span.ts';

export const SEVERITIES = ['critical', 'high', 'medium', 'low', 'info'] as const;
/** How bad it is, worst first. */
export type Severity = (typeof SEVERITIES)[number];

export const CATEGORIES = [
  'correctness',
  'security',
  'secrets',
  'supply-chain',
  'reliability',
  'resources',
  'performance',
  'observability',
  'ci-cd',
  'maintainability',
  'testing',
  'health',
  'data',
  'documentation',
] as const;
export type Category = (typeof CATEGORIES)[number];

export const AREAS = [
  'containers',
  'orchestration',
  'ci-cd',
  'secrets',
  'dependencies',
  'testing',
  'observability',
  'health',
  'security',
  'data',
  'documentation',
] as const;
/** The areas that the audit gives a score for; a rule belongs to exactly one. */
export type Area = (typeof AREAS)[number];

export const PROFILES = ['recommended', 'strict', 'all'] as const;
/** `recommended` ⊂ `strict` ⊂ `all`. */
export type Profile = (typeof PROFILES)[number];

/** Another place that belongs to a finding. */
export interface Related {
  readonly detail: 'related';
  readonly file: string;
  readonly span: Span;
  readonly message: string;
}

export function related(file: string, span: Span, message: string): Related {
  return { detail: 'related', file, span, message };
}

/** Overrides the rule's severity for one report, for example where the role of a file makes it less bad. */
export interface SeverityOverride {
  readonly detail: 'severity';
  readonly severity: Severity;
}

export function severity(severity: Severity): SeverityOverride {
  return { detail: 'severity', severity };
}

/** Says which of the rule's equivalents one report stands for, where a rule implements several. */
export interface Covers {
  readonly detail: 'covers';
  readonly equivalents: readonly string[];
}

export function covers(...equivalents: readonly string[]): Covers {
  return { detail: 'covers', equivalents };
}

export interface Finding {
  /** Id of the rule: `<folder>/<file>`. */
  readonly rule: string;
  readonly severity: Severity;
  readonly category: Category;
  /** Relative to the workspace root, forward slashes. */
  readonly file: string;
  /** Inside the file, on one line, not empty (unless the file is). */
  readonly span: Span;
  readonly range: Range;
  readonly message: string;
  readonly fixes: readonly Fix[];
  readonly related: readonly Related[];
  /** How the editor may draw it. */
  readonly tags: readonly ('unnecessary' | 'deprecated')[];
  /** Those of the rule's equivalents that this finding stands for; undefined for all of them. */
  readonly equivalents?: readonly string[];
}

const RANK: Readonly<Record<Severity, number>> = { critical: 0, high: 1, medium: 2, low: 3, info: 4 };

/** Negative when `a` is worse than `b`. */
export function compareSeverity(a: Severity, b: Severity): number {
  return RANK[a] - RANK[b];
}

export function isAtLeast(severity: Severity, threshold: Severity): boolean {
  return RANK[severity] <= RANK[threshold];
}
