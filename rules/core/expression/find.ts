import type { Span } from '../text/span.ts';

/** One `${{ … }}` in a text. Offsets are into that text. */
export interface Fence extends Span {
  /** What stands between `${{` and `}}`, white space included. */
  readonly inner: Span;
  /** False where the text ends before `}}`. */
  readonly closed: boolean;
}

const OPEN = '${{';
const CLOSE = '}}';

/**
 * Every `${{ … }}` of a text, in order. A `}}` inside a string literal does not close: the service's own
 * reader skips from one single quote to the next, so `${{ '}}' }}` is one expression.
 */
export function findExpressions(text: string): Fence[] {
  const found: Fence[] = [];
  let start = text.indexOf(OPEN);
  while (start >= 0) {
    const innerStart = start + OPEN.length;
    const close = closeOf(text, innerStart);
    if (close < 0) {
      found.push({ start, end: text.length, inner: { start: innerStart, end: text.length }, closed: false });
      return found;
    }
    const end = close + CLOSE.length;
    found.push({ start, end, inner: { start: innerStart, end: close }, closed: true });
    start = text.indexOf(OPEN, end);
  }
  return found;
}

function closeOf(text: string, from: number): number {
  let inString = false;
  for (let i = from; i < text.length; i++) {
    const c = text[i];
    if (c === "'") inString = !inString;
    else if (!inString && c === '}' && text[i + 1] === '}') return i;
  }
  return -1;
}

/** The fence when it is the whole text, white space around it apart. */
export function onlyFence(text: string, fences: readonly Fence[]): Fence | undefined {
  const [fence] = fences;
  if (!fence || fences.length !== 1) return undefined;
  return text.slice(0, fence.start).trim() === '' && text.slice(fence.end).trim() === '' ? fence : undefined;
}
