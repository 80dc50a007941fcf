import type { Span } from '../text/span.ts';

/**
 * Reads the parts of an instruction where dockerfile-ast is not asked: in texts that are too long for it, and around the
 * escapes and quotes that it misreads (see ast.ts). All spans are offsets into the instruction's text.
 */

/** `--name` or `--name=value`. */
export interface FlagSpans extends Span {
  readonly name: Span;
  readonly value: Span | undefined;
}

/** What separates words for the builder: `[\t\v\f\r ]`. */
function isSeparator(char: string | undefined): boolean {
  return char === ' ' || char === '\t' || char === '\r' || char === '\v' || char === '\f';
}

export function skipBlanks(text: string, start: number): number {
  let at = start;
  while (at < text.length && isSeparator(text[at])) at++;
  return at;
}

export function trimmedEnd(text: string): number {
  let end = text.length;
  while (end > 0 && isSeparator(text[end - 1])) end--;
  return end;
}

/** Offset behind the word at an offset; quotes mean nothing. */
export function wordEnd(text: string, start: number): number {
  let at = start;
  while (at < text.length && !isSeparator(text[at])) at++;
  return at;
}

/** Words in which quotes mean nothing, as in `FROM`, `EXPOSE` and the operands of `COPY`. */
export function scanWords(text: string, from: number): Span[] {
  return split(text, from, wordEnd);
}

/** Words in which quotes and escapes keep blanks together, as in `ENV`, `LABEL` and `ARG`. */
export function scanQuotedWords(text: string, from: number, escapeChar: string): Span[] {
  return split(text, from, (_, start) => quotedWordEnd(text, start, escapeChar));
}

function split(text: string, from: number, endOf: (text: string, start: number) => number): Span[] {
  const words: Span[] = [];
  let start = skipBlanks(text, from);
  while (start < text.length) {
    const end = endOf(text, start);
    words.push({ start, end });
    start = skipBlanks(text, end);
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

/** Leading `--flag` words and the offset where the operands begin. A lone `--` ends the flags. */
export function scanFlags(text: string, from: number, escapeChar: string): { flags: FlagSpans[]; end: number } {
  const flags: FlagSpans[] = [];
  let start = skipBlanks(text, from);
  while (text.startsWith('--', start)) {
    const end = quotedWordEnd(text, start, escapeChar);
    const next = skipBlanks(text, end);
    if (end === start + 2) return { flags, end: next };
    const equals = text.slice(start, end).indexOf('=');
    const nameEnd = equals < 0 ? end : start + equals;
    flags.push({ start, end, name: { start: start + 2, end: nameEnd }, value: equals < 0 ? undefined : { start: nameEnd + 1, end } });
    start = next;
  }
  return { flags, end: start };
}

/**
 * Operators of here-documents. BuildKit looks at blank-separated words of the joined text in which quotes keep blanks
 * together, so `echo "<<EOF"` opens none and neither does `<<<`; with an open quote there is none at all.
 */
export function scanHeredocs(text: string): Span[] {
  const words: Span[] = [];
  let start = skipBlanks(text, 0);
  while (start < text.length) {
    const end = shellWordEnd(text, start);
    if (end === undefined) return [];
    if (/^\d*<<-?[^<]+$/.test(text.slice(start, end))) words.push({ start, end });
    start = skipBlanks(text, end);
  }
  return words;
}

/** Undefined when a quote stays open. */
function shellWordEnd(text: string, start: number): number | undefined {
  let at = start;
  while (at < text.length && !isSeparator(text[at])) {
    const char = text[at];
    if (char === "'" || char === '"') {
      const close = closingQuote(text, at);
      if (close < 0) return undefined;
      at = close + 1;
    } else {
      at += char === '\\' ? 2 : 1;
    }
  }
  return Math.min(at, text.length);
}

function closingQuote(text: string, open: number): number {
  const quote = text[open];
  for (let at = open + 1; at < text.length; at++) {
    if (text[at] === quote) return at;
    if (quote === '"' && text[at] === '\\') at++;
  }
  return -1;
}
