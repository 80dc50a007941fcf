/** What of an audit is kept for comparing a later one with it. */
export interface AuditSummary {
  /** 0 to 100; null when there was nothing to score. */
  readonly score: number | null;
  /** Id of a category → 0 to 10, or null. */
  readonly categories: Readonly<Record<string, number | null>>;
  /** Rule and file → how many findings. */
  readonly findings: Readonly<Record<string, number>>;
}

/** What is different from an audit before. */
export interface AuditChange {
  /** Points of 100; undefined where one of the two has no score. */
  readonly score: number | undefined;
  /** Id of a category → points of ten that it won or lost, one decimal; only those that changed. */
  readonly categories: Readonly<Record<string, number>>;
  /** Findings that are gone, and that are new. Moved to another line they are the same. */
  readonly solved: number;
  readonly added: number;
}

/** As much of an audit as is compared; reports in JSON have it, too. */
export interface Summarizable {
  readonly score: number | null;
  readonly categories: readonly { readonly id: string; readonly score: number | null }[];
  readonly findings: readonly { readonly rule: string; readonly file: string }[];
}

export function summarize({ score, categories, findings }: Summarizable): AuditSummary {
  const counts: Record<string, number> = {};
  for (const { rule, file } of findings) counts[`${rule} ${file}`] = (counts[`${rule} ${file}`] ?? 0) + 1;
  return { score, categories: Object.fromEntries(categories.map((category) => [category.id, category.score])), findings: counts };
}

export function compareAudits(before: AuditSummary, now: AuditSummary): AuditChange {
  let solved = 0;
  let added = 0;
  for (const key of new Set([...Object.keys(before.findings), ...Object.keys(now.findings)])) {
    const difference = (now.findings[key] ?? 0) - (before.findings[key] ?? 0);
    if (difference > 0) added += difference;
    else solved -= difference;
  }
  const categories = Object.entries(now.categories).flatMap(([id, score]) => {
    const earlier = before.categories[id];
    const points = typeof score === 'number' && typeof earlier === 'number' ? Math.round((score - earlier) * 10) / 10 : 0;
    return points === 0 ? [] : [[id, points] as const];
  });
  return {
    score: now.score === null || before.score === null ? undefined : now.score - before.score,
    categories: Object.fromEntries(categories),
    solved,
    added,
  };
}

/** "+13 points, 5 solved, 1 new"; empty when nothing changed. */
export function changeInWords({ score, solved, added }: AuditChange): string {
  const points = score ? [`${signed(score)} ${Math.abs(score) === 1 ? 'point' : 'points'}`] : [];
  return [...points, ...(solved > 0 ? [`${solved} solved`] : []), ...(added > 0 ? [`${added} new`] : [])].join(', ');
}

/** With a sign that is as wide as a plus. */
export function signed(number: number): string {
  return number > 0 ? `+${number}` : `−${Math.abs(number)}`;
}
