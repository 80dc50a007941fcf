import { type FileEdit, isCreate, plainText, type Range } from '#core';
import { registry } from '../../../../rules/registry.ts';
import { secretsOf, showsSecret } from '../masking.ts';
import { type AvailableFix, availableFixes, type LintedFile, linesOf, type Report, shownName } from '../report.ts';

export type JsonEdit =
  | { readonly file: string; readonly range: Range; readonly newText: string }
  | { readonly create: string; readonly contents: string };

export interface JsonFix {
  readonly title: string;
  readonly safety: string;
  /** Empty when an edit would print a secret: `seaworthy fix` makes it all the same. */
  readonly edits: readonly JsonEdit[];
}

export interface JsonFinding {
  readonly rule: string;
  readonly equivalents: readonly string[];
  readonly severity: string;
  readonly category: string;
  readonly file: string;
  readonly range: Range;
  readonly message: string;
  /** Path of a file that should be there. */
  readonly missing?: string;
  readonly fixes: readonly JsonFix[];
}

/** One object: `version`, `files`, `findings`, `errors`. */
export function formatJson(report: Report): string {
  const findings = report.linted.flatMap((file) => jsonFindings(file));
  return `${JSON.stringify({ version: 1, files: report.files, findings, errors: report.errors }, undefined, 2)}\n`;
}

export function jsonFindings(file: LintedFile): JsonFinding[] {
  const shown = shownName(file);
  return file.findings.map((finding) => ({
    rule: finding.rule,
    equivalents: finding.equivalents ?? registry.get(finding.rule)?.equivalents ?? [],
    severity: finding.severity,
    category: finding.category,
    file: shown,
    range: finding.range,
    message: finding.message,
    ...(finding.missing === undefined ? {} : { missing: file.show(finding.missing) }),
    fixes: availableFixes(finding).flatMap((fix) => jsonFix(fix, file) ?? []),
  }));
}

/** Undefined when an edit names a place that is not known. */
export function jsonFix(fix: AvailableFix, file: LintedFile): JsonFix | undefined {
  const secrets = secretsOf(file.result);
  const { title, safety } = fix;
  if (fix.edits.some((edit) => showsSecret(edit, secrets))) return { title, safety, edits: [] };
  const edits: JsonEdit[] = [];
  for (const edit of fix.edits) {
    const converted = jsonEdit(edit, file);
    if (!converted) return undefined;
    edits.push(converted);
  }
  return { title, safety, edits };
}

function jsonEdit(edit: FileEdit, file: LintedFile): JsonEdit | undefined {
  if (isCreate(edit)) return { create: file.show(edit.create), contents: plainText(edit.contents) };
  const lines = linesOf(file, edit.file);
  return lines && { file: file.show(edit.file), range: lines.rangeOf(edit), newText: plainText(edit.newText) };
}
