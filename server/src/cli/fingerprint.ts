import type { Finding, LintResult } from '#core';
import { maskLine, secretsOf } from './masking.ts';

/**
 * Names for the findings of a file that survive edits elsewhere in it: a hash of rule and line text, blanks normalised, then the
 * occurrence. Secrets are masked before, for a short one could be guessed from its hash.
 */
export function fingerprints(result: LintResult): ReadonlyMap<Finding, string> {
  const { lines } = result.source;
  const secrets = secretsOf(result);
  const occurrences = new Map<string, number>();
  const prints = new Map<Finding, string>();
  for (const finding of result.findings) {
    const { line } = finding.range.start;
    const text = maskLine(lines.textOf(line), lines.startOf(line), secrets).trim().replace(/\s+/g, ' ');
    const hash = hashOf(`${finding.rule}\n${text}`);
    const occurrence = (occurrences.get(hash) ?? 0) + 1;
    occurrences.set(hash, occurrence);
    prints.set(finding, `${hash}:${occurrence}`);
  }
  return prints;
}

/** 64 bits in hex, from two 32-bit FNV-1a hashes with different starts: enough to tell the lines of one file apart. */
function hashOf(text: string): string {
  let a = 0x811c9dc5;
  let b = 0x9747b28c;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul(b ^ code ^ (b >>> 15), 0x85ebca6b);
  }
  return [a, b].map((part) => (part >>> 0).toString(16).padStart(8, '0')).join('');
}
