import type { FileEdit, LintResult, Span } from '#core';
import { isCreate } from '#core';

/** What must not be shown of a file: where secrets were found, and what they are, in case they stand elsewhere too. */
export interface Secrets {
  readonly spans: readonly Span[];
  readonly values: readonly string[];
}

/** Shorter texts are words that stand everywhere. */
const SHORTEST_VALUE = 6;

const known = new WeakMap<LintResult, Secrets>();

/** The secrets of a file by the findings of that category, silenced ones too. */
export function secretsOf(result: LintResult): Secrets {
  let secrets = known.get(result);
  if (!secrets) {
    const findings = [...result.findings, ...result.silenced].filter((finding) => finding.category === 'secrets');
    const values = new Set(findings.flatMap((finding) => valuesIn(result.source.text.slice(finding.span.start, finding.span.end))));
    secrets = { spans: findings.map((finding) => finding.span), values: [...values].sort((a, b) => b.length - a.length) };
    known.set(result, secrets);
  }
  return secrets;
}

/** A span may hold quotes, `NAME=` or `NAME: ` besides the value. */
function valuesIn(text: string): string[] {
  const bare = unquoted(text);
  const assigned = /^[\w.-]+\s*[=:]\s*(.+)$/s.exec(bare)?.[1];
  return [bare, assigned === undefined ? '' : unquoted(assigned)].filter((value) => value.length >= SHORTEST_VALUE);
}

function unquoted(text: string): string {
  const trimmed = text.trim();
  return /^(["']).*\1$/s.test(trimmed) ? trimmed.slice(1, -1) : trimmed;
}

/** Stars of the same length; at most two characters stay, and none of a short text. */
function starred(text: string): string {
  const shown = text.length >= 8 ? 2 : 0;
  return text.slice(0, shown) + '*'.repeat(text.length - shown);
}

/**
 * A line of a file as it may be shown: same length, secrets starred.
 * @param start offset of the line in the file
 */
export function maskLine(line: string, start: number, secrets: Secrets): string {
  let masked = line;
  for (const span of secrets.spans) {
    const from = Math.max(span.start - start, 0);
    const to = Math.min(span.end - start, line.length);
    if (from < to) masked = masked.slice(0, from) + starred(masked.slice(from, to)) + masked.slice(to);
  }
  return maskValues(masked, secrets);
}

/** Any text with the values of secrets starred. */
export function maskValues(text: string, { values }: Secrets): string {
  return values.reduce((masked, value) => masked.replaceAll(value, starred(value)), text);
}

/** Whether an edit would print a secret, as one that moves it to another file does. */
export function showsSecret(edit: FileEdit, { values }: Secrets): boolean {
  const text = isCreate(edit) ? edit.contents : edit.newText;
  return values.some((value) => text.includes(value));
}
