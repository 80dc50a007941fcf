import type { AuditView, AuditViewFinding, Severity } from '../../server/src/protocol.ts';

export const SEVERITIES: readonly Severity[] = ['critical', 'high', 'medium', 'low', 'info'];

/** Which findings are shown. */
export interface Filter {
  /** In message, title, rule or path. */
  readonly text: string;
  readonly hidden: readonly Severity[];
  /** Id of a category; empty for all. */
  readonly area: string;
  /** Empty for all. */
  readonly file: string;
}

export const NO_FILTER: Filter = { text: '', hidden: [], area: '', file: '' };

export function findingsOf({ findings }: AuditView, { text, hidden, area, file }: Filter): readonly AuditViewFinding[] {
  const wanted = text.trim().toLowerCase();
  return findings.filter(
    (finding) =>
      !hidden.includes(finding.severity) &&
      (area === '' || finding.area === area) &&
      (file === '' || finding.file === file) &&
      [finding.message, finding.title, finding.rule, finding.file].some((part) => part.toLowerCase().includes(wanted)),
  );
}

/** Files with findings, those with the most first. */
export function filesOf({ findings }: AuditView): readonly string[] {
  const counts = new Map<string, number>();
  for (const { file } of findings) counts.set(file, (counts.get(file) ?? 0) + 1);
  return [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).map(([file]) => file);
}
