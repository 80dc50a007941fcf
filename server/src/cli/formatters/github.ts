import type { Severity } from '#core';
import { type Report, shownName } from '../report.ts';

const LEVELS: Readonly<Record<Severity, string>> = { critical: 'error', high: 'error', medium: 'warning', low: 'notice', info: 'notice' };

/** Workflow commands of GitHub Actions: annotations on the lines of a pull request. */
export function formatGithub(report: Report): string {
  const lines = report.linted.flatMap((file) =>
    file.findings.map(({ severity, range, rule, message }) => {
      const properties = {
        file: shownName(file),
        line: range.start.line + 1,
        col: range.start.character + 1,
        endLine: range.end.line + 1,
        endColumn: range.end.character + 1,
        title: rule,
      };
      return command(LEVELS[severity], properties, message);
    }),
  );
  const errors = report.errors.map((error) =>
    command('warning', { file: error.file, title: 'Seaworthy' }, `${error.file} ${error.message}`),
  );
  return [...lines, ...errors].map((line) => `${line}\n`).join('');
}

function command(name: string, properties: Readonly<Record<string, string | number>>, message: string): string {
  const list = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(String(value))}`);
  return `::${name} ${list.join(',')}::${escapeData(message)}`;
}

/** As `@actions/core` escapes: a line break would end the command, and `%` begins an escape. */
function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
