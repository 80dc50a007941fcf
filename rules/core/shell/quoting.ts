import type { Span } from '../text/span.ts';
import { originOfScript } from './internal.ts';
import type { ShellScript } from './model.ts';
import { type Quoting, type Zone, zonesOf } from './zones.ts';

export type { Quoting } from './zones.ts';

/** From `start` up to the next entry. */
interface Boundary {
  readonly start: number;
  readonly quoting: Quoting;
}

const boundaries = new WeakMap<ShellScript, readonly Boundary[]>();

/**
 * How the shell treats the character at a file offset. `unknown` outside the script and in every script with syntax errors,
 * because an unclosed quote changes the meaning of all that follows.
 */
export function quotingAt(script: ShellScript, offset: number): Quoting {
  return boundaryAt(boundariesOf(script), offset)?.quoting ?? 'unknown';
}

export type ExpansionAdvice = 'plain' | 'quote' | 'impossible';

/**
 * Whether `${NAME}` may replace a stretch of a script, and how:
 * - `plain`: as it is; it expands, and either is not split there or is meant to be
 * - `quote`: as `"${NAME}"`
 * - `impossible`: it would not expand, would be read as a program, or would change what the command does
 *
 * Use the braces: a letter may follow. Before parsing, the caller replaces the expression by as many `_`.
 *
 * @param span the place of the expression in the file
 */
export function expansionAdvice(script: ShellScript, span: Span): ExpansionAdvice {
  const list = boundariesOf(script);
  const index = indexAt(list, span.start);
  const next = list[index + 1];
  if (index < 0 || span.end <= span.start || (next && next.start < span.end)) return 'impossible';
  if (isSpoiltByNeighbour(script, span)) return 'impossible';
  switch (list[index]?.quoting) {
    case 'unquoted':
    case 'assignment':
      return 'quote';
    case 'double':
    case 'heredoc':
    case 'test':
    case 'pattern':
    case 'list':
      return 'plain';
    default:
      return 'impossible';
  }
}

/** `\` in front would take away the `$`; `~` would no longer name a user. */
function isSpoiltByNeighbour(script: ShellScript, span: Span): boolean {
  const origin = originOfScript(script);
  if (!origin) return true;
  const { text, map } = origin.layer;
  let low = 0;
  let high = text.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (map.toSource(middle) < span.start) low = middle + 1;
    else high = middle;
  }
  if (map.toSource(low) !== span.start) return true;
  if (text[low - 1] === '~') return true;
  let backslashes = 0;
  while (text[low - 1 - backslashes] === '\\') backslashes++;
  return backslashes % 2 === 1;
}

function boundariesOf(script: ShellScript): readonly Boundary[] {
  let list = boundaries.get(script);
  if (!list) {
    list = computeBoundaries(script);
    boundaries.set(script, list);
  }
  return list;
}

function computeBoundaries(script: ShellScript): readonly Boundary[] {
  const origin = originOfScript(script);
  if (!origin || script.hasErrors) return [];
  try {
    return flatten(zonesOf(origin.layer, origin.tree));
  } catch {
    return [];
  }
}

/** Makes neighbours out of zones that lie in each other: the innermost wins. */
function flatten(zones: readonly Zone[]): readonly Boundary[] {
  const ordered = zones.map((zone, order) => ({ ...zone, order }));
  ordered.sort((a, b) => a.start - b.start || b.end - a.end || a.order - b.order);
  const result: Boundary[] = [];
  const open: Zone[] = [];
  const closeUpTo = (offset: number) => {
    for (let top = open.at(-1); top && top.end <= offset; top = open.at(-1)) {
      open.pop();
      result.push({ start: top.end, quoting: open.at(-1)?.quoting ?? 'unknown' });
    }
  };
  for (const zone of ordered) {
    closeUpTo(zone.start);
    open.push(zone);
    result.push({ start: zone.start, quoting: zone.quoting });
  }
  closeUpTo(Number.POSITIVE_INFINITY);
  return result.filter((boundary, index) => boundary.start !== result[index + 1]?.start);
}

function boundaryAt(list: readonly Boundary[], offset: number): Boundary | undefined {
  return list[indexAt(list, offset)];
}

/** Index of the last boundary at or before an offset; -1 before the first. */
function indexAt(list: readonly Boundary[], offset: number): number {
  let low = -1;
  let high = list.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((list[middle]?.start ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
