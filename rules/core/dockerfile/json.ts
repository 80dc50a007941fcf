import type { Span } from '../text/span.ts';
import { instructionSyntax } from './ast.ts';

/** One string of a JSON array; the span takes in its quotes. */
export interface JsonItem extends Span {
  readonly value: string;
}

export interface JsonArray extends Span {
  /** Undefined when the text is valid JSON but not an array of strings only, which the builder refuses. */
  readonly items: readonly JsonItem[] | undefined;
}

/**
 * Reads the array of the exec form. `JSON.parse` decides what is one, as strictly as the builder: dockerfile-ast also takes
 * `["a" "b"]`, `["a",]` and `["a"] b` for arrays, and knows no escapes but `\"` and `\\`. It tells where the strings are; spans are offsets into `text`.
 * @param start offset of the opening bracket
 * @returns undefined unless everything from `start` on is one valid JSON array: then the builder takes the text as shell form
 */
export function jsonArray(text: string, start: number): JsonArray | undefined {
  if (text[start] !== '[') return undefined;
  const source = text.slice(start).trimEnd();
  let value: unknown;
  try {
    value = JSON.parse(source);
  } catch {
    return undefined;
  }
  if (!Array.isArray(value)) return undefined;
  const span = { start, end: start + source.length };
  if (!value.every((item) => typeof item === 'string')) return { ...span, items: undefined };
  return { ...span, items: stringSpans(text, span, value.length).map((at, index) => ({ ...at, value: String(value[index]) })) };
}

const BEFORE = 'CMD ';

/** Spans of the string literals of a valid JSON array of strings. */
function stringSpans(text: string, array: Span, count: number): readonly Span[] {
  // In an instruction of its own, because the package knows no array in `HEALTHCHECK` and takes `["--a --b"]` for flags.
  const found = instructionSyntax(BEFORE + text.slice(array.start, array.end), '\\').jsonStrings;
  const shift = array.start - BEFORE.length;
  if (found.length === count) return found.map((span) => ({ start: span.start + shift, end: span.end + shift }));
  return scanStrings(text, array);
}

/** The same for an array that is too long for the package. */
function scanStrings(text: string, array: Span): Span[] {
  const spans: Span[] = [];
  for (let i = array.start + 1; i < array.end; i++) {
    if (text[i] !== '"') continue;
    const start = i++;
    while (i < array.end && text[i] !== '"') i += text[i] === '\\' ? 2 : 1;
    spans.push({ start, end: i + 1 });
  }
  return spans;
}
