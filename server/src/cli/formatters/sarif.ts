import {
  explainRule,
  type FileEdit,
  type Finding,
  isCreate,
  plainText,
  type Range,
  type RegisteredRule,
  rulePage,
  type Severity,
} from '#core';
import { registry } from '../../../../rules/registry.ts';
import { VERSION } from '../about.ts';
import { fingerprints } from '../fingerprint.ts';
import { secretsOf, showsSecret } from '../masking.ts';
import { type AvailableFix, availableFixes, type LintedFile, linesOf, type Report, shownName } from '../report.ts';

const LEVELS: Readonly<Record<Severity, string>> = { critical: 'error', high: 'error', medium: 'warning', low: 'note', info: 'note' };

/** GitHub's bands: over 9 critical, 7 to 8.9 high, 4 to 6.9 medium, below low. Only rules about security have one. */
const SECURITY_SEVERITY: Readonly<Record<Severity, string>> = { critical: '9.5', high: '8.0', medium: '5.5', low: '3.0', info: '1.0' };
const SECURITY_CATEGORIES: ReadonlySet<string> = new Set(['security', 'secrets', 'supply-chain']);

/** SARIF 2.1.0 with what GitHub code scanning reads. Holds no text of the linted files. */
export function formatSarif(report: Report): string {
  const ids = [...new Set(report.linted.flatMap((file) => file.findings.map((finding) => finding.rule)))].sort();
  const indexes = new Map(ids.map((id, index) => [id, index]));
  const run = {
    tool: {
      driver: {
        name: 'Seaworthy',
        semanticVersion: VERSION,
        informationUri: rulePage('').replace(/\/[^/]*$/, ''),
        rules: ids.flatMap((id) => {
          const rule = registry.get(id);
          return rule ? [ruleOf(id, rule)] : [{ id }];
        }),
      },
    },
    columnKind: 'utf16CodeUnits',
    invocations: [
      {
        executionSuccessful: true,
        toolExecutionNotifications: report.errors.map((error) => ({
          level: 'warning',
          message: { text: `${error.file}: ${error.message}` },
          locations: [{ physicalLocation: { artifactLocation: artifact(error.file) } }],
        })),
      },
    ],
    results: report.linted.flatMap((file) => {
      const prints = fingerprints(file.result);
      return file.findings.map((finding) => resultOf(file, finding, indexes.get(finding.rule) ?? -1, prints.get(finding) ?? ''));
    }),
  };
  const log = { $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

function ruleOf(id: string, rule: RegisteredRule): object {
  const isSecurity = SECURITY_CATEGORIES.has(rule.category);
  return {
    id,
    name: id.replace(/(?:^|[/-])(\w)/g, (_, letter: string) => letter.toUpperCase()),
    shortDescription: { text: rule.title },
    fullDescription: { text: rule.why },
    helpUri: rulePage(id),
    help: { text: `${rule.title}. ${rule.why}`, markdown: explainRule(rule, id) },
    defaultConfiguration: { level: LEVELS[rule.severity] },
    properties: {
      tags: [
        rule.category,
        rule.language,
        ...(isSecurity && rule.category !== 'security' ? ['security'] : []),
        ...(rule.equivalents ?? []),
      ],
      precision: 'high',
      'problem.severity': { critical: 'error', high: 'error', medium: 'warning', low: 'recommendation', info: 'recommendation' }[
        rule.severity
      ],
      ...(isSecurity ? { 'security-severity': SECURITY_SEVERITY[rule.severity] } : {}),
    },
  };
}

function resultOf(file: LintedFile, finding: Finding, ruleIndex: number, fingerprint: string): object {
  const fixes = availableFixes(finding).flatMap((fix) => fixOf(file, fix) ?? []);
  return {
    ruleId: finding.rule,
    ruleIndex,
    level: LEVELS[finding.severity],
    message: { text: finding.message },
    locations: [{ physicalLocation: { artifactLocation: artifact(shownName(file)), region: region(finding.range) } }],
    ...(finding.related.length ? { relatedLocations: finding.related.flatMap((related, id) => relatedLocation(file, related, id)) } : {}),
    partialFingerprints: { primaryLocationLineHash: fingerprint },
    ...(fixes.length ? { fixes } : {}),
    properties: { severity: finding.severity, category: finding.category },
  };
}

function relatedLocation(file: LintedFile, related: Finding['related'][number], id: number): object[] {
  const lines = linesOf(file, related.file);
  if (!lines) return [];
  const place = { artifactLocation: artifact(file.show(related.file)), region: region(lines.rangeOf(related.span)) };
  return [{ id, message: { text: related.message }, physicalLocation: place }];
}

/** Undefined where a person has to fill something in, where a secret would be printed, or where a place is not known. */
function fixOf(file: LintedFile, fix: AvailableFix): object | undefined {
  const secrets = secretsOf(file.result);
  if (fix.safety === 'placeholder' || fix.edits.some((edit) => showsSecret(edit, secrets))) return undefined;
  const changes = new Map<string, object[]>();
  for (const edit of fix.edits) {
    const replacement = replacementOf(file, edit);
    if (!replacement) return undefined;
    const path = isCreate(edit) ? edit.create : edit.file;
    changes.set(path, [...(changes.get(path) ?? []), replacement]);
  }
  const artifactChanges = [...changes].map(([path, replacements]) => ({ artifactLocation: artifact(file.show(path)), replacements }));
  return { description: { text: `${fix.title} (${fix.safety})` }, artifactChanges };
}

function replacementOf(file: LintedFile, edit: FileEdit): object | undefined {
  if (isCreate(edit)) {
    const start = { line: 0, character: 0 };
    return { deletedRegion: region({ start, end: start }), insertedContent: { text: plainText(edit.contents) } };
  }
  const lines = linesOf(file, edit.file);
  return lines && { deletedRegion: region(lines.rangeOf(edit)), insertedContent: { text: plainText(edit.newText) } };
}

/** Lines and columns are 1-based, the end column is the one behind the last character. */
function region({ start, end }: Range): object {
  return { startLine: start.line + 1, startColumn: start.character + 1, endLine: end.line + 1, endColumn: end.character + 1 };
}

/** Paths below the working directory are relative to the sources' root, which the reader of the log knows. */
function artifact(path: string): object {
  const uri = path.split('/').map(encodeURIComponent).join('/');
  return path.startsWith('../') || path.startsWith('/') ? { uri } : { uri, uriBaseId: '%SRCROOT%' };
}
