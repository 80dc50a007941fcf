import type { Audit, AuditFinding } from '#core';
import type { AuditView, AuditViewFinding } from './protocol.ts';
import { makeableFixes } from './quickFixes.ts';

/** An audit without what only the engine needs, so that it can be sent. */
export function viewOf(audit: Audit): AuditView {
  const { project, score, grade, rating, counts, categories, findings, strengths, checklist, plan, unread } = audit;
  const { critical, high, medium, low, info, files, silenced } = counts;
  return {
    project,
    score,
    grade,
    rating,
    counts: { critical, high, medium, low, info },
    files,
    silenced,
    categories,
    findings: findings.map(viewFinding),
    strengths: strengths.map((strength) => ({
      ...strength,
      evidence: strength.evidence.map(({ file, line }) => ({ file, line: line - 1 })),
    })),
    checklist,
    plan,
    unread,
  };
}

function viewFinding({ finding, area, title, why }: AuditFinding): AuditViewFinding {
  const { rule, severity, message, file, range, missing } = finding;
  return {
    rule,
    severity,
    area,
    title,
    why,
    message,
    file,
    line: range.start.line,
    character: range.start.character,
    ...(missing === undefined ? {} : { missing }),
    fixes: makeableFixes(finding).map(({ fix: { title, safety } }) => ({ title, safety })),
  };
}
