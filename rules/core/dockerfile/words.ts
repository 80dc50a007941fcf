import type { MappedText } from '../text/sourceMap.ts';
import type { Span } from '../text/span.ts';

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

/** What separates words for the builder: `[\t\v\f\r ]`. */
export function isSeparator(char: string | undefined): boolean {
  return char === ' ' || char === '\t' || char === '\r' || char === '\v' || char === '\f';
}

export function skipBlanks(text: string, start: number): number {
  let at = start;
  while (at < text.length && isSeparator(text[at])) at++;
  return at;
}

export function wordAt(head: MappedText, start: number, end: number, escapeChar: string): Word {
  const raw = head.text.slice(start, end);
  const { value, isDynamic } = unquoteWord(raw, escapeChar);
  return { start: head.map.toSource(start), end: head.map.toSourceEnd(end), raw, value, isDynamic, offset: start };
}

/** Blank-separated words; quotes mean nothing here, as in `FROM`, `EXPOSE` and the operands of `COPY`. */
export function blankWords(head: MappedText, from: number, escapeChar: string): Word[] {
  const words: Word[] = [];
  const { text } = head;
  let at = skipBlanks(text, from);
  while (at < text.length) {
    const start = at;
    while (at < text.length && !isSeparator(text[at])) at++;
    words.push(wordAt(head, start, at, escapeChar));
    at = skipBlanks(text, at);
  }
  return words;
}

/** Words in which quotes and escapes keep blanks together, as in `ENV`, `LABEL` and `ARG`. */
export function quotedWords(head: MappedText, from: number, escapeChar: string): Word[] {
  const words: Word[] = [];
  const { text } = head;
  let at = skipBlanks(text, from);
  while (at < text.length) {
    const start = at;
    at = quotedWordEnd(text, start, escapeChar);
    words.push(wordAt(head, start, at, escapeChar));
    at = skipBlanks(text, at);
  }
  return words;
}

function quotedWordEnd(text: string, start: number, escapeChar: string): number {
  let quote = '';
  let at = start;
  for (; at < text.length; at++) {
    const char = text[at];
    if (quote === '' && isSeparator(char)) return at;
    if (char === escapeChar && quote !== "'") at++;
    else if (char === quote) quote = '';
    else if (quote === '' && (char === '"' || char === "'")) quote = char;
  }
  return Math.min(at, text.length);
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

/** Leading `--flag` words and the offset where the operands begin. A lone `--` ends the flags. */
export function readFlags(head: MappedText, from: number, escapeChar: string): { flags: Flag[]; end: number } {
  const flags: Flag[] = [];
  const { text, map } = head;
  let at = skipBlanks(text, from);
  while (text.startsWith('--', at)) {
    const end = quotedWordEnd(text, at, escapeChar);
    const next = skipBlanks(text, end);
    if (end === at + 2) return { flags, end: next };
    const equals = text.indexOf('=', at);
    const hasValue = equals >= 0 && equals < end;
    const nameEnd = hasValue ? equals : end;
    flags.push({
      name: text.slice(at + 2, nameEnd),
      nameSpan: { start: map.toSource(at + 2), end: map.toSourceEnd(nameEnd) },
      value: hasValue ? wordAt(head, equals + 1, end, escapeChar) : undefined,
      start: map.toSource(at),
      end: map.toSourceEnd(end),
    });
    at = next;
  }
  return { flags, end: at };
}

/** The pairs of `ENV` and `LABEL`; a first word without `=` makes the whole rest one legacy pair. */
export function readPairs(head: MappedText, from: number, escapeChar: string): Pair[] {
  const words = quotedWords(head, from, escapeChar);
  const first = words[0];
  if (!first) return [];
  if (first.raw.includes('=')) return words.map((word) => pairOf(head, word, escapeChar));
  // The builder splits the legacy form at the first blank, quoted or not.
  const key = blankWords(head, from, escapeChar)[0] ?? first;
  const valueStart = skipBlanks(head.text, key.offset + key.raw.length);
  const end = trimmedEnd(head.text);
  const value = valueStart < end ? wordAt(head, valueStart, end, escapeChar) : undefined;
  return [
    { key: key.value, keySpan: { start: key.start, end: key.end }, value, isLegacy: true, start: key.start, end: value?.end ?? key.end },
  ];
}

/** `ARG a b=c`: every word is a name with or without a default. */
export function readArguments(head: MappedText, from: number, escapeChar: string): Pair[] {
  return quotedWords(head, from, escapeChar).map((word) => pairOf(head, word, escapeChar));
}

function pairOf(head: MappedText, word: Word, escapeChar: string): Pair {
  const equals = word.raw.indexOf('=');
  const keyEnd = word.offset + (equals < 0 ? word.raw.length : equals);
  const key = wordAt(head, word.offset, keyEnd, escapeChar);
  const value = equals < 0 ? undefined : wordAt(head, keyEnd + 1, word.offset + word.raw.length, escapeChar);
  return { key: key.value, keySpan: { start: key.start, end: key.end }, value, isLegacy: false, start: word.start, end: word.end };
}

export function trimmedEnd(text: string): number {
  let end = text.length;
  while (end > 0 && isSeparator(text[end - 1])) end--;
  return end;
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
