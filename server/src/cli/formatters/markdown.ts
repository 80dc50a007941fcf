import { compareSeverity, type Finding, SEVERITIES } from '#core';
import { printable } from '../output.ts';
import { allFindings, availableFixes, countBySeverity, type LintedFile, type Report, shownName } from '../report.ts';
import { amount, baselineLine } from './text.ts';

/** GitHub cuts job summaries off at 1 MB; nobody reads that far. */
const MAX_ROWS = 1000;

/** For the summary of a CI job: counts, then a table with the worst first. */
export function formatMarkdown(report: Report): string {
  const findings = allFindings(report);
  const parts = [`## Seaworthy\n`, `${summary(report, findings)}\n`];
  if (findings.length > 0) parts.push(table(report));
  if (report.errors.length > 0)
    parts.push(`Not linted:\n\n${report.errors.map((error) => `- ${cell(error.file)}: ${cell(error.message)}\n`).join('')}`);
  const known = baselineLine(report);
  if (known !== undefined) parts.push(`${known}\n`);
  return parts.join('\n');
}

function summary(report: Report, findings: readonly Finding[]): string {
  if (findings.length === 0) return `No problems in ${amount(report.files, 'file')}.`;
  const counts = countBySeverity(findings);
  const list = SEVERITIES.flatMap((severity) => (counts.has(severity) ? `${counts.get(severity)} ${severity}` : []));
  return `**${amount(findings.length, 'problem')}** in ${amount(report.files, 'file')}: ${list.join(', ')}.`;
}

function table(report: Report): string {
  const rows = report.linted
    .flatMap((file) => file.findings.map((finding) => ({ file, finding })))
    .sort((a, b) => compareSeverity(a.finding.severity, b.finding.severity));
  const shown = rows.slice(0, MAX_ROWS).map(({ file, finding }) => row(file, finding));
  const rest = rows.length > MAX_ROWS ? `\n… and ${rows.length - MAX_ROWS} more.\n` : '';
  return `| severity | place | problem | fix | rule |\n|---|---|---|---|---|\n${shown.join('')}${rest}`;
}

function row(file: LintedFile, finding: Finding): string {
  const place = `${shownName(file)}:${finding.range.start.line + 1}`;
  const fix = availableFixes(finding)[0];
  const cells = [
    finding.severity,
    cell(place),
    cell(finding.message),
    fix ? `${cell(fix.title)} (${fix.safety})` : '',
    `\`${finding.rule}\``,
  ];
  return `| ${cells.join(' | ')} |\n`;
}

/** One cell of a table: no markup of the linted text gets through, except what stands in backquotes. */
export function cell(text: string): string {
  return printable(text)
    .split(/(`[^`]*`)/)
    .map((part) =>
      part.startsWith('`') && part.length > 1
        ? part
        : part.replace(/[\\*_[\]<>~#@]/g, (mark) => (mark === '<' ? '&lt;' : mark === '>' ? '&gt;' : mark === '@' ? '&#64;' : `\\${mark}`)),
    )
    .join('')
    .replaceAll('|', '\\|');
}
