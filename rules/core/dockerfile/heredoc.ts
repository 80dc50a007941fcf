import type { MappedText } from '../text/sourceMap.ts';
import type { Span } from '../text/span.ts';
import { jsonArray } from './json.ts';

/** A here-document of `RUN`, `COPY` or `ADD`. */
export interface Heredoc {
  readonly name: string;
  /** `<<EOF` in the head of the instruction, with a file descriptor and quotes where they are written. */
  readonly operator: Span;
  /** `<<-`: tabs at the beginning of each line do not count. */
  readonly stripsTabs: boolean;
  /** False where part of the end word is quoted: then nothing is expanded inside. */
  readonly expands: boolean;
  /** The lines between, their last line break included; the terminator's line is not part of it. */
  readonly body: Span;
  /** End of the terminator's line; end of the file when there is none. */
  readonly end: number;
  readonly lastLine: number;
  readonly terminated: boolean;
}

type HeredocStart = Pick<Heredoc, 'name' | 'operator' | 'stripsTabs' | 'expands'>;

/** What {@link readHeredocs} needs of the walk over lines. */
interface Lines {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly done: boolean;
  next(): void;
}

const OPERATOR = /^(\d*)<<(-?)([^<]+)$/;

/**
 * The here-documents that the head of an instruction opens, in order. BuildKit looks at blank-separated words of the
 * joined head (quotes keep blanks together), so `echo "<<EOF"` opens none and neither does `<<<`.
 */
export function heredocStarts(head: MappedText): HeredocStart[] {
  const { text, map } = head;
  if (isJsonForm(text)) return [];
  const words = shellWords(text);
  const starts: HeredocStart[] = [];
  for (const word of words ?? []) {
    const match = OPERATOR.exec(text.slice(word.start, word.end));
    const rest = match?.[3];
    if (rest === undefined) continue;
    const name = unquote(rest);
    if (name === '') continue;
    starts.push({
      name,
      operator: { start: map.toSource(word.start), end: map.toSourceEnd(word.end) },
      stripsTabs: match?.[2] === '-',
      expands: name === rest,
    });
  }
  return starts;
}

/** Reads the bodies from the current line on; leaves the cursor behind the last terminator. */
export function readHeredocs(lines: Lines, starts: readonly HeredocStart[]): Heredoc[] {
  return starts.map((start) => {
    const bodyStart = lines.start;
    while (!lines.done) {
      let from = lines.start;
      if (start.stripsTabs) while (lines.text.charCodeAt(from) === 9) from++;
      const isEnd = lines.end - from === start.name.length && lines.text.startsWith(start.name, from);
      const { start: lineStart, end, line } = lines;
      lines.next();
      if (isEnd) return { ...start, body: { start: bodyStart, end: lineStart }, end, lastLine: line, terminated: true };
    }
    return {
      ...start,
      body: { start: bodyStart, end: lines.text.length },
      end: lines.text.length,
      lastLine: lines.line,
      terminated: false,
    };
  });
}

/** The body as the program reads it: tabs taken off for `<<-`. */
export function heredocText(text: string, heredoc: Heredoc): string {
  const body = text.slice(heredoc.body.start, heredoc.body.end);
  return heredoc.stripsTabs ? body.replace(/^\t+/gm, '') : body;
}

function isJsonForm(head: string): boolean {
  const bracket = head.indexOf('[');
  if (bracket < 0 || head.indexOf('<<') < bracket) return false;
  return /^\S+(?:[ \t]+--\S+)*[ \t]+$/.test(head.slice(0, bracket)) && jsonArray(head, bracket)?.items !== undefined;
}

/** Blank-separated words of a text in which quotes keep blanks together; undefined when a quote stays open. */
export function shellWords(text: string): Span[] | undefined {
  const words: Span[] = [];
  let start = -1;
  for (let i = 0; i < text.length; i++) {
    const char = text[i];
    if (char === ' ' || char === '\t' || char === '\r' || char === '\n') {
      if (start >= 0) words.push({ start, end: i });
      start = -1;
      continue;
    }
    if (start < 0) start = i;
    if (char === '\\') i++;
    else if (char === "'" || char === '"') {
      const close = closingQuote(text, i);
      if (close < 0) return undefined;
      i = close;
    }
  }
  if (start >= 0) words.push({ start, end: text.length });
  return words;
}

function closingQuote(text: string, open: number): number {
  const quote = text[open];
  for (let i = open + 1; i < text.length; i++) {
    if (text[i] === quote) return i;
    if (quote === '"' && text[i] === '\\') i++;
  }
  return -1;
}

function unquote(text: string): string {
  return text.replace(/\\(.)|["']/g, '$1');
}
