import type { Replacement } from './edits.ts';

/** Lines `[beforeStart, beforeEnd)` of the old text become lines `[afterStart, afterEnd)` of the new one; 0-based. */
export interface Hunk {
  readonly beforeStart: number;
  readonly beforeEnd: number;
  readonly afterStart: number;
  readonly afterEnd: number;
}

/** Past this many changed lines the rest is taken as one change: the search is quadratic in it. */
const MAX_CHANGES = 500;

/** The differing stretches of two lists of lines, in order; a shortest edit script (Myers 1986) unless very much differs. */
export function diffLines(before: readonly string[], after: readonly string[]): Hunk[] {
  let head = 0;
  while (head < before.length && head < after.length && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < before.length - head && tail < after.length - head && before[before.length - 1 - tail] === after[after.length - 1 - tail])
    tail++;
  const a = before.slice(head, before.length - tail);
  const b = after.slice(head, after.length - tail);
  if (a.length === 0 && b.length === 0) return [];
  const trace = editTrace(a, b);
  if (!trace) return [{ beforeStart: head, beforeEnd: head + a.length, afterStart: head, afterEnd: head + b.length }];
  return hunksOf(trace, a.length, b.length).map((hunk) => ({
    beforeStart: hunk.beforeStart + head,
    beforeEnd: hunk.beforeEnd + head,
    afterStart: hunk.afterStart + head,
    afterEnd: hunk.afterEnd + head,
  }));
}

/** For every number of changes the furthest positions reached, by diagonal; undefined when there are too many changes. */
function editTrace(a: readonly string[], b: readonly string[]): Map<number, number>[] | undefined {
  const trace: Map<number, number>[] = [];
  let reached = new Map<number, number>([[1, 0]]);
  for (let changes = 0; changes <= Math.min(a.length + b.length, MAX_CHANGES); changes++) {
    trace.push(reached);
    const next = new Map(reached);
    for (let diagonal = -changes; diagonal <= changes; diagonal += 2) {
      let x = startOf(reached, diagonal, changes);
      while (x < a.length && x - diagonal < b.length && a[x] === b[x - diagonal]) x++;
      next.set(diagonal, x);
      if (x >= a.length && x - diagonal >= b.length) return trace;
    }
    reached = next;
  }
  return undefined;
}

function startOf(reached: ReadonlyMap<number, number>, diagonal: number, changes: number): number {
  return insertsAt(reached, diagonal, changes) ? (reached.get(diagonal + 1) ?? 0) : (reached.get(diagonal - 1) ?? 0) + 1;
}

function insertsAt(reached: ReadonlyMap<number, number>, diagonal: number, changes: number): boolean {
  return diagonal === -changes || (diagonal !== changes && (reached.get(diagonal - 1) ?? 0) < (reached.get(diagonal + 1) ?? 0));
}

function hunksOf(trace: readonly ReadonlyMap<number, number>[], beforeLength: number, afterLength: number): Hunk[] {
  const hunks: Hunk[] = [];
  let x = beforeLength;
  let y = afterLength;
  for (let changes = trace.length - 1; changes > 0; changes--) {
    const reached = trace[changes] ?? new Map<number, number>();
    const diagonal = x - y;
    const inserts = insertsAt(reached, diagonal, changes);
    const fromX = reached.get(inserts ? diagonal + 1 : diagonal - 1) ?? 0;
    const fromY = fromX - (inserts ? diagonal + 1 : diagonal - 1);
    const toX = inserts ? fromX : fromX + 1;
    const toY = inserts ? fromY + 1 : fromY;
    const last = hunks.at(-1);
    if (last && last.beforeStart === toX && last.afterStart === toY)
      hunks[hunks.length - 1] = { ...last, beforeStart: fromX, afterStart: fromY };
    else hunks.push({ beforeStart: fromX, beforeEnd: toX, afterStart: fromY, afterEnd: toY });
    x = fromX;
    y = fromY;
  }
  return hunks.reverse();
}

/** Small replacements that make one text of the other; they never split a line break or a surrogate pair. */
export function diffTexts(before: string, after: string): Replacement[] {
  const a = splitLines(before);
  const b = splitLines(after);
  const replacements: Replacement[] = [];
  let line = 0;
  let offset = 0;
  for (const hunk of diffLines(a, b)) {
    for (; line < hunk.beforeStart; line++) offset += a[line]?.length ?? 0;
    // As many lines as before: each is an edit of its own.
    if (hunk.beforeEnd - hunk.beforeStart === hunk.afterEnd - hunk.afterStart) {
      for (let next = hunk.afterStart; line < hunk.beforeEnd; line++, next++) {
        replacements.push(narrowed(a[line] ?? '', b[next] ?? '', offset));
        offset += a[line]?.length ?? 0;
      }
      continue;
    }
    const start = offset;
    for (; line < hunk.beforeEnd; line++) offset += a[line]?.length ?? 0;
    replacements.push(narrowed(before.slice(start, offset), b.slice(hunk.afterStart, hunk.afterEnd).join(''), start));
  }
  return replacements;
}

/** Lines with their line breaks. */
function splitLines(text: string): string[] {
  return text.match(/[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$/g) ?? [];
}

function narrowed(before: string, after: string, start: number): Replacement {
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && before.charCodeAt(head) === after.charCodeAt(head)) head++;
  while (head > 0 && (isInside(before, head) || isInside(after, head))) head--;
  let tail = 0;
  while (tail < shorter - head && before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail)) tail++;
  while (tail > 0 && (isInside(before, before.length - tail) || isInside(after, after.length - tail))) tail--;
  return { start: start + head, end: start + before.length - tail, newText: after.slice(head, after.length - tail) };
}

/** Whether an offset lies between the two halves of a CRLF or of a surrogate pair. */
function isInside(text: string, offset: number): boolean {
  if (offset <= 0 || offset >= text.length) return false;
  const first = text.charCodeAt(offset - 1);
  const second = text.charCodeAt(offset);
  return (first === 13 && second === 10) || (first >= 0xd800 && first < 0xdc00 && second >= 0xdc00 && second < 0xe000);
}
