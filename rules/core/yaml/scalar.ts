import { type MappedText, MappedTextBuilder, SourceMap } from '../text/source-map.ts';

/** The parts of a block scalar; offsets into the file. */
export interface BlockHeader {
  /** Characters of the header itself: `|`, `>-`, `|2+`. */
  readonly length: number;
  readonly folded: boolean;
  readonly chomp: 'clip' | 'strip' | 'keep';
  /** The number in the header, 0 when the first line decides. */
  readonly explicitIndent: number;
  /** Indentation of the collection around the scalar. */
  readonly parentIndent: number;
  readonly contentStart: number;
  readonly contentEnd: number;
}

const LF = 10;
const CR = 13;
const TAB = 9;
const SPACE = 32;
const BACKSLASH = 92;

function isBlank(code: number): boolean {
  return code === SPACE || code === TAB;
}

/** Only LF and CRLF break a line: a lone CR is content for the lexer below us. */
function breakLength(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (code === LF) return 1;
  return code === CR && text.charCodeAt(at + 1) === LF ? 2 : 0;
}

export function decodePlain(text: string, start: number, end: number): MappedText {
  return fold(text, start, end, false);
}

export function decodeSingle(text: string, start: number, end: number): MappedText {
  const closed = end - start > 1 && text[end - 1] === "'";
  return fold(text, start + 1, closed ? end - 1 : end, true);
}

/** Plain and single-quoted text: line breaks fold to a blank, empty lines to line breaks. */
function fold(text: string, start: number, end: number, quotes: boolean): MappedText {
  const simple = text.slice(start, end);
  if (!simple.includes('\n') && !(quotes && simple.includes("''"))) {
    return { text: simple, map: new SourceMap([{ text: 0, source: start }]) };
  }
  const out = new MappedTextBuilder(text);
  let at = start;
  while (at < end) {
    let lineEnd = at;
    while (lineEnd < end && breakLength(text, lineEnd) === 0) lineEnd++;
    let contentEnd = lineEnd;
    if (lineEnd < end) while (contentEnd > at && isBlank(text.charCodeAt(contentEnd - 1))) contentEnd--;
    addQuoted(out, text, at, contentEnd, quotes);
    if (lineEnd >= end) break;
    at = foldBreaks(out, text, contentEnd, lineEnd, end);
  }
  return out.build();
}

function addQuoted(out: MappedTextBuilder, text: string, start: number, end: number, quotes: boolean): void {
  if (!quotes) {
    out.copy(start, end);
    return;
  }
  let from = start;
  for (let i = start; i < end; i++) {
    if (text[i] !== "'" || text[i + 1] !== "'" || i + 1 >= end) continue;
    out.copy(from, i);
    out.replace("'", i, i + 2);
    from = i + 2;
    i++;
  }
  out.copy(from, end);
}

/** Adds what the line breaks from `lineEnd` on mean; gives the offset of the next content. */
function foldBreaks(out: MappedTextBuilder, text: string, contentEnd: number, lineEnd: number, end: number): number {
  let at = lineEnd + breakLength(text, lineEnd);
  let empty = 0;
  for (;;) {
    let i = at;
    while (i < end && isBlank(text.charCodeAt(i))) i++;
    const length = i < end ? breakLength(text, i) : 0;
    if (length === 0) {
      at = i;
      break;
    }
    out.replace('\n', at, i + length);
    empty++;
    at = i + length;
  }
  if (empty === 0) out.replace(' ', contentEnd, at);
  return at;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  t: '\t',
  '\t': '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
  e: '\x1b',
  ' ': ' ',
  '"': '"',
  '/': '/',
  '\\': '\\',
  N: '\u0085',
  _: '\u00a0',
  L: '\u2028',
  P: '\u2029',
};
const HEX: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

/** One escape sequence at a backslash: its meaning (undefined when it is none) and its length. */
export function readEscape(text: string, at: number, end: number): { value: string | undefined; length: number } {
  const letter = text[at + 1] ?? '';
  const simple = ESCAPES[letter];
  if (simple !== undefined && at + 1 < end) return { value: simple, length: 2 };
  const digits = HEX[letter];
  if (digits === undefined) return { value: undefined, length: 2 };
  const hex = text.slice(at + 2, Math.min(at + 2 + digits, end));
  if (hex.length < digits || !/^[0-9a-fA-F]+$/.test(hex)) return { value: undefined, length: 2 };
  const code = Number.parseInt(hex, 16);
  return { value: code <= 0x10ffff ? String.fromCodePoint(code) : undefined, length: 2 + digits };
}

export function decodeDouble(text: string, start: number, end: number): MappedText {
  const closed = end - start > 1 && text[end - 1] === '"';
  const stop = closed ? end - 1 : end;
  const simple = text.slice(start + 1, stop);
  if (!simple.includes('\\') && !simple.includes('\n')) return { text: simple, map: new SourceMap([{ text: 0, source: start + 1 }]) };
  const out = new MappedTextBuilder(text);
  let at = start + 1;
  let from = at;
  /** Blanks before a line break are dropped, but not those that an escape wrote. */
  let floor = at;
  while (at < stop) {
    if (text.charCodeAt(at) === BACKSLASH) {
      out.copy(from, at);
      const newline = breakLength(text, at + 1);
      if (newline > 0) {
        at += 1 + newline;
        while (at < stop && isBlank(text.charCodeAt(at))) at++;
      } else {
        const sequence = readEscape(text, at, stop);
        out.replace(sequence.value ?? text.slice(at, at + sequence.length), at, at + sequence.length);
        at += sequence.length;
      }
      from = at;
      floor = at;
      continue;
    }
    if (breakLength(text, at) > 0) {
      let contentEnd = at;
      while (contentEnd > floor && isBlank(text.charCodeAt(contentEnd - 1))) contentEnd--;
      out.copy(from, contentEnd);
      at = foldBreaks(out, text, contentEnd, at, stop);
      from = at;
      floor = at;
      continue;
    }
    at++;
  }
  out.copy(from, stop);
  return out.build();
}

interface BlockLine {
  readonly start: number;
  /** Behind the last character, line break not included. */
  readonly end: number;
  /** Leading spaces. */
  readonly indent: number;
  readonly empty: boolean;
}

function blockLines(text: string, header: BlockHeader): BlockLine[] {
  const lines: BlockLine[] = [];
  let at = header.contentStart;
  while (at < header.contentEnd) {
    let end = text.indexOf('\n', at);
    if (end < 0 || end > header.contentEnd) end = header.contentEnd;
    const next = end + 1;
    if (end > at && text.charCodeAt(end - 1) === CR && end < header.contentEnd) end--;
    let indent = 0;
    while (at + indent < end && text.charCodeAt(at + indent) === SPACE) indent++;
    lines.push({ start: at, end, indent, empty: at + indent === end });
    at = next;
  }
  return lines;
}

/** Columns that every line of a block scalar loses. */
export function blockIndent(text: string, header: BlockHeader): number {
  if (header.explicitIndent > 0) return header.parentIndent + header.explicitIndent;
  const first = blockLines(text, header).find((line) => !line.empty);
  return first?.indent ?? 0;
}

export function decodeBlock(text: string, header: BlockHeader): MappedText {
  const lines = blockLines(text, header);
  const explicit = header.explicitIndent > 0 ? header.parentIndent + header.explicitIndent : undefined;
  const trim = explicit ?? lines.find((line) => !line.empty)?.indent ?? Math.max(0, ...lines.map((line) => line.indent));
  let count = lines.length;
  while (count > 0 && isEmptyIn(lines[count - 1], trim)) count--;
  const out = new MappedTextBuilder(text);
  if (header.folded) addFolded(out, text, lines, count, trim);
  else addLiteral(out, text, lines, count, trim);
  addChomped(out, text, header, lines, count);
  return out.build();
}

function isEmptyIn(line: BlockLine | undefined, trim: number): boolean {
  return line?.empty === true && line.indent <= trim;
}

function contentOf(text: string, line: BlockLine, trim: number): { text: string; source: number } {
  const source = Math.min(line.start + Math.min(trim, line.indent), line.end);
  return { text: text.slice(source, line.end), source };
}

/** The line break at `at` (none at the end of a file), as it counts in the value. */
function addBreak(out: MappedTextBuilder, text: string, at: number, meaning = '\n'): void {
  const length = breakLength(text, at);
  if (length === 1 && meaning === '\n') out.copy(at, at + 1);
  else out.replace(meaning, at, at + length);
}

function addLiteral(out: MappedTextBuilder, text: string, lines: readonly BlockLine[], count: number, trim: number): void {
  for (const [index, line] of lines.slice(0, count).entries()) {
    const content = contentOf(text, line, trim);
    out.copy(content.source, line.end);
    if (index < count - 1) addBreak(out, text, line.end);
  }
}

function addFolded(out: MappedTextBuilder, text: string, lines: readonly BlockLine[], count: number, trim: number): void {
  let previous: { line: BlockLine; spaced: boolean } | undefined;
  let empty: BlockLine[] = [];
  for (const line of lines.slice(0, count)) {
    if (isEmptyIn(line, trim)) {
      empty.push(line);
      continue;
    }
    const content = contentOf(text, line, trim);
    const spaced = content.text[0] === ' ' || content.text[0] === '\t';
    const kept = previous !== undefined && (previous.spaced || spaced);
    if (previous && (kept || empty.length === 0)) addBreak(out, text, previous.line.end, kept ? '\n' : ' ');
    for (const blank of empty) addBreak(out, text, blank.end);
    out.copy(content.source, line.end);
    previous = { line, spaced };
    empty = [];
  }
}

function addChomped(out: MappedTextBuilder, text: string, header: BlockHeader, lines: readonly BlockLine[], count: number): void {
  const last = lines[count - 1];
  if (header.chomp === 'strip') return;
  if (last) addBreak(out, text, last.end);
  if (header.chomp === 'keep') for (const line of lines.slice(count)) addBreak(out, text, line.end);
}

/** Value of a scalar in the core schema of YAML 1.2 (section 10.3.2). */
export function typedValue(text: string, style: string, tag: string | undefined): string | number | boolean | null {
  if (style !== 'plain' || (tag !== undefined && tag !== '!!int' && tag !== '!!float' && tag !== '!!bool' && tag !== '!!null')) return text;
  if (/^(?:~|null|Null|NULL)?$/.test(text)) return null;
  if (/^(?:true|True|TRUE)$/.test(text)) return true;
  if (/^(?:false|False|FALSE)$/.test(text)) return false;
  if (!/^[-+.0-9]/.test(text)) return text;
  if (/^[-+]?[0-9]+$/.test(text)) return Number.parseInt(text, 10);
  if (/^0o[0-7]+$/.test(text)) return Number.parseInt(text.slice(2), 8);
  if (/^0x[0-9a-fA-F]+$/.test(text)) return Number.parseInt(text.slice(2), 16);
  if (/^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/.test(text)) return Number(text);
  if (/^[-+]?\.(?:inf|Inf|INF)$/.test(text)) return text[0] === '-' ? -Infinity : Infinity;
  if (/^\.(?:nan|NaN|NAN)$/.test(text)) return Number.NaN;
  return text;
}
