import type { Comment } from '../rule.ts';
import { LineIndex } from '../text/lines.ts';
import { type MappedText, MappedTextBuilder } from '../text/source-map.ts';
import type { Span } from '../text/span.ts';
import { instructionSyntax } from './ast.ts';
import { type Heredoc, heredocStarts, readHeredocs } from './heredoc.ts';

/** A line such as `# syntax=docker/dockerfile:1` before everything else. */
export interface Directive extends Span {
  /** Lower case: `syntax`, `escape` or `check`. */
  readonly name: string;
  readonly nameSpan: Span;
  readonly value: string;
  readonly valueSpan: Span;
  readonly line: number;
  /** The same directive stood above already: the builder refuses the file. */
  readonly repeated: boolean;
}

/** One instruction as it lies in the file, before anything is known of its meaning. */
export interface InstructionLayout {
  /** From the keyword to the end of the last line that belongs to it, here-documents included. */
  readonly span: Span;
  /** The same without here-document bodies. */
  readonly headEnd: number;
  /** The stretches of the file that the builder joins. */
  readonly pieces: readonly Span[];
  readonly keyword: string;
  /** Lines (0-based) inside the instruction that hold nothing; the builder warns about them. */
  readonly blankLines: readonly number[];
  readonly heredocs: readonly Heredoc[];
  readonly firstLine: number;
  readonly lastLine: number;
  /** Last line before the bodies of here-documents. */
  readonly headLastLine: number;
}

export interface Layout {
  readonly directives: readonly Directive[];
  readonly comments: readonly Comment[];
  readonly instructions: readonly InstructionLayout[];
  /** The character that continues lines and escapes. */
  readonly escape: '\\' | '`';
  /** Offset behind a byte order mark and the leading directives, with their line break. */
  readonly headerEnd: number;
}

const NEWLINE = 10;
const RETURN = 13;
const HASH = 35;
const DIRECTIVE = /^[ \t]*#[ \t]*([A-Za-z][A-Za-z0-9]*)[ \t]*=[ \t]*(.+?)[ \t]*$/;
const DIRECTIVES: ReadonlySet<string> = new Set(['syntax', 'escape', 'check']);
const HEREDOC_KEYWORD = /^([ \t]*(?:onbuild[ \t]+)?)(?:run|copy|add)[ \t]/i;

/**
 * Splits a Dockerfile into directives, comments and instructions as BuildKit's parser does: one pass, linear.
 * Own code: dockerfile-ast grows faster than linearly (17 ms for 3,000 lines against 1 ms here), takes a doubled escape
 * character for a continuation and honours directives behind an unknown one. The tests compare both where they agree.
 */
export function layOut(text: string): Layout {
  const cursor = new Cursor(text);
  const directives = readDirectives(cursor);
  const headerEnd = cursor.start;
  const escapes = directives.filter((directive) => directive.name === 'escape');
  const escapeChar = escapes[0]?.value === '`' ? '`' : '\\';
  const comments: Comment[] = directives.map((directive) => commentAt(text, directive, directive.line));
  const instructions: InstructionLayout[] = [];
  while (!cursor.done) {
    const first = firstNonBlank(text, cursor.start, cursor.end);
    if (first === cursor.end) {
      cursor.next();
    } else if (text.charCodeAt(first) === HASH) {
      comments.push(commentAt(text, { start: first, end: cursor.end }, cursor.line));
      cursor.next();
    } else {
      instructions.push(readInstruction(cursor, first, escapeChar, comments));
    }
  }
  return { directives, comments, instructions, escape: escapeChar, headerEnd };
}

/** The head of an instruction as the builder sees it: continued lines joined, comments and blank lines inside dropped. */
export function joinPieces(text: string, pieces: readonly Span[]): MappedText {
  const builder = new MappedTextBuilder(text);
  for (const piece of pieces) builder.copy(piece.start, piece.end);
  return builder.build();
}

/** Walks over physical lines; only LF (with an optional CR before it) ends a line for the builder. */
class Cursor {
  readonly text: string;
  readonly #lines: LineIndex | undefined;
  #line = 0;
  start: number;
  /** End of the current line without its line break. */
  end = 0;
  done = false;
  #next = 0;

  constructor(text: string) {
    this.text = text;
    this.#lines = hasLoneReturn(text) ? new LineIndex(text) : undefined;
    this.start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
    this.#measure();
  }

  /** 0-based, in the editor's way of counting, for which a lone CR ends a line too. */
  get line(): number {
    return this.#lines?.lineAt(this.start) ?? this.#line;
  }

  next(): void {
    if (this.#next > this.text.length) {
      this.start = this.text.length;
      this.done = true;
      return;
    }
    this.#line++;
    this.start = this.#next;
    this.#measure();
  }

  #measure(): void {
    const lineFeed = this.text.indexOf('\n', this.start);
    this.end = lineFeed < 0 ? this.text.length : lineFeed;
    this.#next = this.end + 1;
    if (lineFeed > this.start && this.text.charCodeAt(lineFeed - 1) === RETURN) this.end--;
  }
}

/** A CR that no LF follows: text for the builder, a line break for editors. */
export function hasLoneReturn(text: string): boolean {
  return text.includes('\r') && /\r(?!\n)/.test(text);
}

function readDirectives(cursor: Cursor): Directive[] {
  const directives: Directive[] = [];
  const seen = new Set<string>();
  while (!cursor.done) {
    const line = cursor.text.slice(cursor.start, cursor.end);
    const match = line.length < 1000 ? DIRECTIVE.exec(line) : null;
    const name = match?.[1]?.toLowerCase() ?? '';
    if (!match || !DIRECTIVES.has(name)) break;
    const value = match[2] ?? '';
    const start = cursor.start + line.indexOf('#');
    const nameStart = cursor.start + line.indexOf(match[1] ?? '', line.indexOf('#'));
    const valueStart = cursor.start + line.trimEnd().length - value.length;
    directives.push({
      name,
      nameSpan: { start: nameStart, end: nameStart + name.length },
      value,
      valueSpan: { start: valueStart, end: valueStart + value.length },
      line: cursor.line,
      repeated: seen.has(name),
      start,
      end: cursor.end,
    });
    seen.add(name);
    cursor.next();
  }
  return directives;
}

function readInstruction(cursor: Cursor, start: number, escapeChar: '\\' | '`', comments: Comment[]): InstructionLayout {
  const { text } = cursor;
  const firstLine = cursor.line;
  const pieces: Span[] = [];
  const blankLines: number[] = [];
  let headEnd = cursor.end;
  let headLastLine = firstLine;
  let from = start;
  while (!cursor.done) {
    const first = pieces.length === 0 ? start : firstNonBlank(text, cursor.start, cursor.end);
    if (first === cursor.end) {
      blankLines.push(cursor.line);
    } else if (pieces.length > 0 && text.charCodeAt(first) === HASH) {
      comments.push(commentAt(text, { start: first, end: cursor.end }, cursor.line));
    } else {
      const continuation = continuationAt(text, from, cursor.end, escapeChar);
      pieces.push({ start: from, end: continuation ?? cursor.end });
      headEnd = cursor.end;
      headLastLine = cursor.line;
      if (continuation === undefined) {
        cursor.next();
        break;
      }
    }
    cursor.next();
    from = cursor.start;
  }
  const trailingBlanks = blankLines.filter((line) => line < headLastLine);
  const head = pieces.length === 1 ? text.slice(pieces[0]?.start, pieces[0]?.end) : '';
  const keyword = /^[^\s]*/.exec(pieces.length === 1 ? head : joinPieces(text, pieces).text.trimStart())?.[0] ?? '';
  const heredocs = readBodies(cursor, pieces, escapeChar);
  const last = heredocs.at(-1);
  return {
    span: { start, end: last ? last.end : trimEnd(text, start, headEnd) },
    headEnd,
    pieces,
    keyword,
    blankLines: trailingBlanks,
    heredocs,
    firstLine,
    lastLine: last ? last.lastLine : headLastLine,
    headLastLine,
  };
}

function readBodies(cursor: Cursor, pieces: readonly Span[], escapeChar: '\\' | '`'): readonly Heredoc[] {
  const { text } = cursor;
  if (!pieces.some((piece) => text.slice(piece.start, piece.end).includes('<<'))) return [];
  const head = joinPieces(text, pieces);
  const before = HEREDOC_KEYWORD.exec(head.text)?.[1];
  if (before === undefined) return [];
  const starts = heredocStarts(head, instructionSyntax(head.text.slice(before.length), escapeChar), before.length);
  return starts.length === 0 ? [] : readHeredocs(cursor, starts);
}

/** Offset of the character that continues the line, undefined when the line ends the instruction. */
function continuationAt(text: string, start: number, end: number, escapeChar: string): number | undefined {
  const last = trimEnd(text, start, end) - 1;
  if (last < start || text[last] !== escapeChar) return undefined;
  // `a \\` is an escaped escape character; a lone one at the start of a line does continue it.
  return last > start && text[last - 1] === escapeChar ? undefined : last;
}

function commentAt(text: string, span: Span, line: number): Comment {
  return { span: { start: span.start, end: span.end }, line, text: text.slice(span.start + 1, span.end).trim(), ownLine: true };
}

function firstNonBlank(text: string, start: number, end: number): number {
  let at = start;
  while (at < end && isBlank(text.charCodeAt(at))) at++;
  return at;
}

function trimEnd(text: string, start: number, end: number): number {
  let at = end;
  while (at > start && isBlank(text.charCodeAt(at - 1))) at--;
  return at;
}

export function isBlank(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13 && code !== NEWLINE) || code === 0xfeff || code === 0xa0;
}
