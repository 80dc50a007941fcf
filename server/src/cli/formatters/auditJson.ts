import type { Audit, AuditChange } from '#core';
import type { LintedFile } from '../report.ts';
import { type JsonFinding, jsonFindings } from './json.ts';

/**
 * The audit as one JSON object.
 * @param change what is different from an audit before
 * @param linted the files that the audit was made of, with the findings that it holds
 */
export function formatAuditJson(audit: Audit, linted: readonly LintedFile[], change?: AuditChange): string {
  const byFinding = new Map<unknown, JsonFinding>();
  for (const file of linted) {
    const converted = jsonFindings(file);
    for (const [index, finding] of file.findings.entries()) {
      const json = converted[index];
      if (json) byFinding.set(finding, json);
    }
  }
  const { project, score, grade, rating, categories, strengths, checklist, plan, counts, overview } = audit;
  const object = {
    version: 1,
    project,
    score,
    grade,
    rating,
    categories: categories.map(({ bySeverity: _, ...category }) => category),
    strengths,
    findings: audit.findings.flatMap(({ finding }) => byFinding.get(finding) ?? []),
    checklist,
    plan,
    counts,
    overview,
    ...(change ? { change } : {}),
    errors: audit.unread,
  };
  return `${JSON.stringify(object, undefined, 2)}\n`;
}
