import type { AuditView } from '../../server/src/protocol.ts';
import { findingKey, type PreviousAudit } from '../src/views/auditMessages.ts';

/** What is different from an audit before. */
export interface Change {
  readonly time: number;
  /** Points of 100; undefined where one of the two has no score. */
  readonly score: number | undefined;
  /** Findings that are gone, and that are new. */
  readonly solved: number;
  readonly added: number;
}

/** @returns undefined when nothing changed */
export function changeSince(previous: PreviousAudit | undefined, audit: AuditView): Change | undefined {
  if (!previous) return undefined;
  const now: Record<string, number> = {};
  for (const finding of audit.findings) now[findingKey(finding)] = (now[findingKey(finding)] ?? 0) + 1;
  let solved = 0;
  let added = 0;
  for (const key of new Set([...Object.keys(now), ...Object.keys(previous.findings)])) {
    const difference = (now[key] ?? 0) - (previous.findings[key] ?? 0);
    if (difference > 0) added += difference;
    else solved -= difference;
  }
  const score = audit.score === null || previous.score === null ? undefined : audit.score - previous.score;
  return solved === 0 && added === 0 && !score ? undefined : { time: previous.time, score, solved, added };
}

/** Points of ten that a category won or lost; undefined for none. */
export function categoryChange(previous: PreviousAudit | undefined, id: string, score: number | null): number | undefined {
  const before = previous?.categories[id];
  if (typeof before !== 'number' || score === null) return undefined;
  return Math.round((score - before) * 10) / 10 || undefined;
}
