import { type Finding, SEVERITIES, type Severity } from '#core';
import { maskLine, secretsOf } from '../masking.ts';
import { type Paint, printable, type Style } from '../output.ts';
import { allFindings, availableFixes, countBySeverity, type LintedFile, type Report, shownName } from '../report.ts';
import { excerpt } from './excerpt.ts';

export interface TextOptions {
  readonly paint: Paint;
  /** Columns of the terminal. */
  readonly width: number;
  readonly summary: boolean;
}

export const COLORS: Readonly<Record<Severity, Style>> = { critical: 'magenta', high: 'red', medium: 'yellow', low: 'blue', info: 'cyan' };

/** For people: every finding with its line, then a summary. */
export function formatText(report: Report, options: TextOptions): string {
  const blocks = report.linted.flatMap((file) => file.findings.map((finding) => block(file, finding, options)));
  const summary = options.summary ? summaryLines(report, options.paint) : [];
  return [...blocks, ...(summary.length ? [`${summary.join('\n')}\n`] : [])].join('\n');
}

function block(file: LintedFile, finding: Finding, { paint, width }: TextOptions): string {
  const { lines } = file.result.source;
  const { line, character } = finding.range.start;
  const place = `${printable(shownName(file))}:${line + 1}:${character + 1}`;
  const severity = paint(COLORS[finding.severity], paint('bold', finding.severity));
  const head = `${paint('bold', place)} ${severity} ${printable(finding.message)} ${paint('dim', finding.rule)}`;
  const gutter = String(line + 1);
  const bar = paint('dim', '|');
  const text = maskLine(lines.textOf(line), lines.startOf(line), secretsOf(file.result));
  const shown = excerpt(text, character, finding.range.end.character, width - gutter.length - 4);
  const squiggle = ' '.repeat(shown.from) + paint(COLORS[finding.severity], '^'.repeat(Math.max(shown.to - shown.from, 1)));
  const margin = ' '.repeat(gutter.length);
  const fixes = availableFixes(finding).map(
    (fix) => ` ${margin} ${paint('green', 'fix:')} ${printable(fix.title)} ${paint('dim', `(${fix.safety})`)}`,
  );
  return `${[head, ` ${paint('dim', gutter)} ${bar} ${shown.text}`, ` ${margin} ${bar} ${squiggle}`, ...fixes].join('\n')}\n`;
}

function summaryLines(report: Report, paint: Paint): string[] {
  const findings = allFindings(report);
  const lines = [countLine(report, findings, paint)];
  const fixable = fixLine(findings);
  if (fixable !== undefined) lines.push(fixable);
  const known = baselineLine(report);
  if (known !== undefined) lines.push(known);
  return lines;
}

function countLine(report: Report, findings: readonly Finding[], paint: Paint): string {
  if (findings.length === 0) return report.files === 0 ? '' : paint('green', `No problems in ${amount(report.files, 'file')}.`);
  const counts = countBySeverity(findings);
  const parts = SEVERITIES.flatMap((severity) => {
    const count = counts.get(severity);
    return count ? paint(COLORS[severity], `${count} ${severity}`) : [];
  });
  const hit = report.linted.filter((file) => file.findings.length > 0).length;
  return `${paint('bold', amount(findings.length, 'problem'))} in ${hit} of ${amount(report.files, 'file')}: ${parts.join(', ')}.`;
}

function fixLine(findings: readonly Finding[]): string | undefined {
  const has = (finding: Finding, safety: string) => availableFixes(finding).some((fix) => fix.safety === safety);
  const safe = findings.filter((finding) => has(finding, 'safe')).length;
  const unsafe = findings.filter((finding) => !has(finding, 'safe') && has(finding, 'unsafe')).length;
  if (safe === 0 && unsafe === 0) return undefined;
  if (safe === 0) return `${unsafe} can be fixed with \`seaworthy fix --unsafe\`.`;
  return `${safe} can be fixed with \`seaworthy fix\`${unsafe ? `, ${unsafe} more with \`--unsafe\`` : ''}.`;
}

export function baselineLine(report: Report): string | undefined {
  if (report.baselined === 0 && report.gone === 0) return undefined;
  const gone = report.gone
    ? ` ${report.gone} of the baseline ${report.gone === 1 ? 'is' : 'are'} gone: take ${report.gone === 1 ? 'it' : 'them'} out with \`--write-baseline\`.`
    : '';
  return `${amount(report.baselined, 'known problem')} of the baseline not shown.${gone}`;
}

export function amount(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
