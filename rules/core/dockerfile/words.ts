import type { MappedText } from '../text/source-map.ts';
import type { Span } from '../text/span.ts';
import { type FlagSpans, skipBlanks, trimmedEnd, wordEnd } from './scan.ts';

/** A word of an instruction. The span is in offsets of the file. */
export interface Word extends Span {
  /** As written, with the lines of the instruction joined. */
  readonly raw: string;
  /** Quotes and escapes taken off; variables stay as written. */
  readonly value: string;
  /** Holds a variable that the builder expands. Always false where the builder expands nothing. */
  readonly isDynamic: boolean;
  /** Offset into the joined text of the instruction. */
  readonly offset: number;
}

/** `--name` or `--name=value`. */
export interface Flag extends Span {
  /** Without the dashes. */
  readonly name: string;
  readonly nameSpan: Span;
  readonly value: Word | undefined;
}

/** `KEY=value` of `ENV`, `LABEL` and `ARG`. */
export interface Pair extends Span {
  /** Quotes taken off. */
  readonly key: string;
  readonly keySpan: Span;
  /** Undefined for `ARG NAME` and for a broken pair without `=`. */
  readonly value: Word | undefined;
  /** The form without an equals sign: `ENV key the value`. */
  readonly isLegacy: boolean;
}

export function wordAt(head: MappedText, start: number, end: number, escapeChar: string): Word {
  const raw = head.text.slice(start, end);
  const { value, isDynamic } = unquoteWord(raw, escapeChar);
  return { start: head.map.toSource(start), end: head.map.toSourceEnd(end), raw, value, isDynamic, offset: start };
}

/** @param spans offsets into the joined text */
export function flagAt(head: MappedText, spans: FlagSpans, escapeChar: string): Flag {
  const { text, map } = head;
  const { start, end, name, value } = spans;
  return {
    name: text.slice(name.start, name.end),
    nameSpan: { start: map.toSource(name.start), end: map.toSourceEnd(name.end) },
    value: value && wordAt(head, value.start, value.end, escapeChar),
    start: map.toSource(start),
    end: map.toSourceEnd(end),
  };
}

/**
 * The pairs of `ENV` and `LABEL`; a first word without `=` makes the whole rest one legacy pair.
 * @param words offsets into the joined text
 */
export function pairsOf(head: MappedText, words: readonly Span[], escapeChar: string): Pair[] {
  const first = words[0];
  if (!first) return [];
  if (head.text.slice(first.start, first.end).includes('=')) return words.map((word) => pairAt(head, word, escapeChar));
  // The builder splits the legacy form at the first blank, quoted or not.
  const key = wordAt(head, first.start, wordEnd(head.text, first.start), escapeChar);
  const valueStart = skipBlanks(head.text, key.offset + key.raw.length);
  const end = trimmedEnd(head.text);
  const value = valueStart < end ? wordAt(head, valueStart, end, escapeChar) : undefined;
  return [
    { key: key.value, keySpan: { start: key.start, end: key.end }, value, isLegacy: true, start: key.start, end: value?.end ?? key.end },
  ];
}

/** A name with or without a value; the first `=` separates them, also inside quotes. */
export function pairAt(head: MappedText, word: Span, escapeChar: string): Pair {
  const equals = head.text.slice(word.start, word.end).indexOf('=');
  const keyEnd = equals < 0 ? word.end : word.start + equals;
  const key = wordAt(head, word.start, keyEnd, escapeChar);
  const value = equals < 0 ? undefined : wordAt(head, keyEnd + 1, word.end, escapeChar);
  return {
    key: key.value,
    keySpan: { start: key.start, end: key.end },
    value,
    isLegacy: false,
    start: key.start,
    end: value?.end ?? key.end,
  };
}

/** The quote that is still open at the end of a word, if there is one. */
export function openQuote(raw: string, escapeChar: string): '"' | "'" | undefined {
  let quote: '"' | "'" | undefined;
  for (let at = 0; at < raw.length; at++) {
    const char = raw[at];
    if (char === escapeChar && quote !== "'") at++;
    else if (char === quote) quote = undefined;
    else if (quote === undefined && (char === '"' || char === "'")) quote = char;
  }
  return quote;
}

/** Takes quotes and escapes off the way the builder's word processor does, but leaves variables as written. */
export function unquoteWord(raw: string, escapeChar: string): { value: string; isDynamic: boolean } {
  if (!/["'$\\`]/.test(raw)) return { value: raw, isDynamic: false };
  let value = '';
  let isDynamic = false;
  let quote = '';
  for (let at = 0; at < raw.length; at++) {
    const char = raw[at] ?? '';
    const next = raw[at + 1] ?? '';
    if (quote === "'") {
      if (char === "'") quote = '';
      else value += char;
    } else if (char === escapeChar) {
      // Inside double quotes only the quote, the dollar and the escape character itself can be escaped.
      const escapes = quote === '' || next === '"' || next === '$' || next === escapeChar;
      value += escapes ? next : char;
      if (escapes) at++;
    } else if (char === quote) {
      quote = '';
    } else if (quote === '' && (char === '"' || char === "'")) {
      quote = char;
    } else {
      if (char === '$' && /[A-Za-z0-9_{@*#?\-$!]/.test(next)) isDynamic = true;
      value += char;
    }
  }
  return { value, isDynamic };
}
