import type { MappedText } from '../text/source-map.ts';
import type { Span } from '../text/span.ts';
import type { InstructionSyntax } from './ast.ts';
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

/**
 * The here-documents that an instruction opens, in order.
 * @param syntax of the `RUN`, `COPY` or `ADD`
 * @param from its offset in `head`: not 0 behind `ONBUILD`
 */
export function heredocStarts(head: MappedText, syntax: InstructionSyntax, from: number): HeredocStart[] {
  const { text, map } = head;
  if (jsonArray(text, from + syntax.operandsStart)?.items) return [];
  return syntax.heredocs.flatMap((span) => {
    const [start, end] = [from + span.start, from + span.end];
    const operator = text.slice(start, end);
    const word = operator.replace(/^\d*<<-?/, '');
    const name = unquote(word);
    if (name === '') return [];
    return {
      name,
      operator: { start: map.toSource(start), end: map.toSourceEnd(end) },
      stripsTabs: /^\d*<<-/.test(operator),
      expands: name === word,
    };
  });
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

function unquote(text: string): string {
  return text.replace(/\\(.)|["']/g, '$1');
}
