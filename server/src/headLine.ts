import type { LintResult, Position } from '#core';

/**
 * A line about the file, for the places where it tells most: a FROM of a Dockerfile and the key of a Compose service.
 * Undefined elsewhere. Markdown of backquotes only.
 */
export function headLine(result: LintResult, position: Position): string | undefined {
  const { source, settings } = result;
  const line = source.lines.textOf(position.line);
  const isHead =
    source.kind === 'dockerfile' ? /^\s*FROM\s/i.test(line) : source.kind === 'compose' && isServiceKey(result, position, line);
  if (!isHead) return undefined;
  const role = source.role === 'unknown' ? '' : `, role \`${source.role}\``;
  return `Linted as \`${source.kind}\`${role}, profile \`${settings.profile}\``;
}

/** Whether the position is on a key directly below the top-level `services:`. */
function isServiceKey({ source: { lines } }: LintResult, position: Position, line: string): boolean {
  const key = /^([ \t]+)(?:[\w.-]+|"[^"]+"|'[^']+')[ \t]*:/.exec(line);
  if (!key?.[1] || position.character > key[0].length) return false;
  for (let above = position.line - 1; above >= 0; above--) {
    const text = lines.textOf(above);
    if (/^\s*(?:#|$)/.test(text)) continue;
    const indent = /^[ \t]*/.exec(text)?.[0].length ?? 0;
    if (indent === 0) return /^services[ \t]*:/.test(text);
    if (indent < key[1].length) return false;
  }
  return false;
}
