import type { ImageVariable } from '../image/image.ts';
import { MASK } from '../secrets.ts';
import type { Span } from '../text/span.ts';

/** How `${VAR…}` goes on behind its name. */
export type InterpolationOperator = ':-' | '-' | ':?' | '?' | ':+' | '+';

/** `$VAR` or `${VAR…}` in the decoded text of a scalar; all offsets are into that text. */
export interface Interpolation extends Span {
  readonly name: string;
  readonly nameSpan: Span;
  readonly braced: boolean;
  readonly operator: InterpolationOperator | undefined;
  /** Default, error message or replacement; undefined without an operator. */
  readonly argument: (Span & { readonly text: string }) | undefined;
  /** Interpolations inside the argument. */
  readonly inner: readonly Interpolation[];
  /** What ships when nobody sets the variable; undefined when only the run knows. */
  readonly default: string | undefined;
}

export interface InterpolatedText {
  /** In order, not overlapping; nested ones are in `inner`. */
  readonly parts: readonly Interpolation[];
  /** `${` that does not follow the grammar: Compose refuses the file. */
  readonly invalid: readonly Span[];
}

const EMPTY: InterpolatedText = { parts: [], invalid: [] };
const NAME = /[_A-Za-z][_A-Za-z0-9]*/y;
const MAX_DEPTH = 20;

/** Reads the interpolations of a text as compose-go's template package does. `$$` is a dollar sign. */
export function readInterpolations(text: string): InterpolatedText {
  if (!text.includes('$')) return EMPTY;
  const parts: Interpolation[] = [];
  const invalid: Span[] = [];
  scan({ text, closes: closingBraces(text), invalid }, 0, text.length, parts, 0);
  return { parts, invalid };
}

interface Reading {
  readonly text: string;
  readonly closes: ReadonlyMap<number, number>;
  readonly invalid: Span[];
}

function scan(reading: Reading, start: number, end: number, parts: Interpolation[], depth: number): void {
  const { text } = reading;
  let at = text.indexOf('$', start);
  while (at >= 0 && at < end) {
    let next = at + 1;
    if (text[next] === '$') next = at + 2;
    else if (text[next] === '{') next = braced(reading, at, end, parts, depth);
    else {
      const name = nameAt(text, next, end);
      if (name) {
        next += name.length;
        parts.push({
          start: at,
          end: next,
          name,
          nameSpan: { start: at + 1, end: next },
          braced: false,
          operator: undefined,
          argument: undefined,
          inner: [],
          default: undefined,
        });
      }
    }
    at = text.indexOf('$', next);
  }
}

function nameAt(text: string, at: number, end: number): string | undefined {
  NAME.lastIndex = at;
  const name = NAME.exec(text)?.[0];
  return name && at + name.length <= end ? name : undefined;
}

/** Reads `${…}` at `at`; gives the offset behind it. */
function braced(reading: Reading, at: number, end: number, parts: Interpolation[], depth: number): number {
  const { text, closes, invalid } = reading;
  const close = closes.get(at) ?? -1;
  const name = nameAt(text, at + 2, end);
  if (close < 0 || !name || depth >= MAX_DEPTH) {
    const stop = close < 0 ? Math.min(end, at + 2) : close + 1;
    invalid.push({ start: at, end: stop });
    return stop;
  }
  const nameSpan = { start: at + 2, end: at + 2 + name.length };
  const operator = operatorAt(text, nameSpan.end);
  if (!operator && nameSpan.end !== close) {
    invalid.push({ start: at, end: close + 1 });
    return close + 1;
  }
  const inner: Interpolation[] = [];
  const from = nameSpan.end + (operator?.length ?? 0);
  if (operator) scan(reading, from, close, inner, depth + 1);
  const argument = operator && { start: from, end: close, text: text.slice(from, close) };
  const isDefault = operator === ':-' || operator === '-';
  const value = isDefault && argument ? fillDefaults(argument.text, shifted(inner, -from)) : undefined;
  parts.push({ start: at, end: close + 1, name, nameSpan, braced: true, operator, argument, inner, default: value });
  return close + 1;
}

function operatorAt(text: string, at: number): InterpolationOperator | undefined {
  const two = text.slice(at, at + 2);
  if (two === ':-' || two === ':?' || two === ':+') return two;
  const one = text[at];
  return one === '-' || one === '?' || one === '+' ? one : undefined;
}

/** Offset of each `${` → offset of its `}`; those without one are not in it. One pass, since every brace may be open. */
function closingBraces(text: string): ReadonlyMap<number, number> {
  const closes = new Map<number, number>();
  const open: number[] = [];
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '$' && text[i + 1] === '$') i++;
    else if (text[i] === '$' && text[i + 1] === '{') {
      open.push(i);
      i++;
    } else if (text[i] === '}') {
      const start = open.pop();
      if (start !== undefined) closes.set(start, i);
    }
  }
  return closes;
}

function shifted(parts: readonly Interpolation[], by: number): Interpolation[] {
  return parts.map((part) => ({ ...part, start: part.start + by, end: part.end + by }));
}

/** The text with defaults filled in; undefined when a part has none. */
export function fillDefaults(text: string, parts: readonly Interpolation[]): string | undefined {
  let filled = '';
  let at = 0;
  for (const part of parts) {
    if (part.default === undefined) return undefined;
    filled += text.slice(at, part.start) + part.default;
    at = part.end;
  }
  return unescapeDollars(filled + text.slice(at));
}

function unescapeDollars(text: string): string {
  return text.replaceAll('$$', '$');
}

/** The text with {@link MASK} over every interpolation; offsets stay. */
export function maskInterpolations(text: string, parts: readonly Interpolation[]): string {
  if (parts.length === 0) return text;
  let masked = '';
  let at = 0;
  for (const part of parts) {
    masked += text.slice(at, part.start) + MASK.repeat(part.end - part.start);
    at = part.end;
  }
  return masked + text.slice(at);
}

export function toImageVariables(parts: readonly Interpolation[]): ImageVariable[] {
  return parts.map((part) => ({ start: part.start, end: part.end, default: part.default }));
}
