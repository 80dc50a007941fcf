import type { Audit } from '#core';
import type { LintedFile } from '../report.ts';
import { type JsonFinding, jsonFindings } from './json.ts';

/**
 * The audit as one JSON object.
 * @param linted the files that the audit was made of, with the findings that it holds
 */
export function formatAuditJson(audit: Audit, linted: readonly LintedFile[]): string {
  const byFinding = new Map<unknown, JsonFinding>();
  for (const file of linted) {
    const converted = jsonFindings(file);
    for (const [index, finding] of file.findings.entries()) {
      const json = converted[index];
      if (json) byFinding.set(finding, json);
    }
  }
  const { project, score, grade, categories, strengths, checklist, plan, counts } = audit;
  const object = {
    version: 1,
    project,
    score,
    grade,
    categories: categories.map(({ id, title, score, weight, findings, strengths }) => ({ id, title, score, weight, findings, strengths })),
    strengths,
    findings: audit.findings.flatMap(({ finding }) => byFinding.get(finding) ?? []),
    checklist,
    plan,
    counts,
    errors: audit.unread,
  };
  return `${JSON.stringify(object, undefined, 2)}\n`;
}
