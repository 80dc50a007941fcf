import {
  type Instruction as AstInstruction,
  Copy,
  DockerfileParser,
  JSONInstruction,
  ModifiableInstruction,
  PropertyInstruction,
  Run,
} from 'dockerfile-ast';
import { Recent } from '../text/recent.ts';
import type { Span } from '../text/span.ts';
import { type FlagSpans, scanFlags, scanHeredocs, scanQuotedWords, scanWords, skipBlanks, wordEnd } from './scan.ts';
import { openQuote } from './words.ts';

type AstRange = ReturnType<AstInstruction['getRange']>;

/**
 * Longer instructions are read by scan.ts: the package reads their arguments again for every flag, so that one with many
 * flags takes seconds from 300 kB on.
 */
const MAX_LENGTH = 16_384;
const MAX_CACHED = 2000;

/**
 * The parts of one instruction, read by dockerfile-ast when first asked for. All spans are offsets into the instruction's
 * text. Where the package is known to misread a text, scan.ts answers instead; test/core/dockerfile/ast.test.ts has each case.
 */
export class InstructionSyntax {
  readonly #text: string;
  readonly #escape: string;
  readonly #plain: string;
  readonly #ast: AstInstruction | undefined;
  #flags: { readonly flags: readonly FlagSpans[]; readonly end: number } | undefined;
  #words: readonly Span[] | undefined;
  #properties: readonly Span[] | undefined;

  constructor(text: string, escapeChar: string) {
    this.#text = text;
    this.#escape = escapeChar;
    this.#plain = text.replace(/[\t\v\f\r]/g, ' ');
    this.#ast = parseInstruction(this.#plain, escapeChar);
  }

  /** The first word, as written. */
  get keyword(): string {
    return this.#text.slice(0, this.#ast?.getInstructionRange().end.character ?? wordEnd(this.#text, 0));
  }

  get flags(): readonly FlagSpans[] {
    return this.#leading().flags;
  }

  /** Offset of the first operand; end of the text when there is none. */
  get operandsStart(): number {
    return this.#leading().end;
  }

  /** Operands between blanks. */
  get words(): readonly Span[] {
    this.#words ??= this.#readWords() ?? scanWords(this.#text, this.operandsStart);
    return this.#words;
  }

  /**
   * Operands of `ENV`, `LABEL` and `ARG`: quotes and escapes keep blanks together. The package's properties are not used: it takes
   * `ARG a b=c` for one pair of the form without `=`, and in `"a=b"=c` it finds no value.
   */
  get properties(): readonly Span[] {
    this.#properties ??= this.#readProperties() ?? scanQuotedWords(this.#text, this.operandsStart, this.#escape);
    return this.#properties;
  }

  /** Operators of here-documents, such as `<<EOF`, of a `RUN`, `COPY` or `ADD`. */
  get heredocs(): readonly Span[] {
    if (!this.#text.includes('<<')) return [];
    const ast = this.#ast;
    // It tells of none for `ADD`, and loses words to what it takes for flags.
    if (!(ast instanceof Run || ast instanceof Copy) || this.#text.includes('--', this.operandsStart)) return scanHeredocs(this.#text);
    // Quotes: `"a <<B"` has one for it and `<<"A B"` has none. A file descriptor in front: none.
    if (/["'\\`]|\d<</.test(this.#text.replace(/<<-?(["'])\w+\1(?=\s|$)/g, '<<a'))) return scanHeredocs(this.#text);
    const spans = ast.getHeredocs().map((heredoc) => spanOf(heredoc.getStartRange()));
    // `<<`, `<<-` and `<<a<b` open none.
    return spans.filter((span) => /^<<-?(?:[^<-]|-[^<])[^<]*$/.test(this.#text.slice(span.start, span.end)));
  }

  /** The strings of a JSON array with their quotes; meaningful only when the array is valid. */
  get jsonStrings(): readonly Span[] {
    return this.#ast instanceof JSONInstruction ? this.#ast.getJSONStrings().map((string) => spanOf(string.getRange())) : [];
  }

  #leading(): { readonly flags: readonly FlagSpans[]; readonly end: number } {
    this.#flags ??= this.#readFlags();
    return this.#flags;
  }

  #readFlags(): { readonly flags: readonly FlagSpans[]; readonly end: number } {
    const start = skipBlanks(this.#text, this.keyword.length);
    if (!this.#text.startsWith('--', start)) return { flags: [], end: start };
    return this.#flagsByPackage(start) ?? scanFlags(this.#text, start, this.#escape);
  }

  #flagsByPackage(start: number): { readonly flags: readonly FlagSpans[]; readonly end: number } | undefined {
    if (!(this.#ast instanceof ModifiableInstruction)) return undefined;
    const flags: FlagSpans[] = [];
    let end = start;
    for (const flag of this.#ast.getFlags()) {
      const span = spanOf(flag.getRange());
      // It goes on behind an operand with dashes inside: `COPY a--b --c d` has no flag.
      if (span.start !== end) break;
      const raw = this.#text.slice(span.start, span.end);
      // Neither quotes nor escapes keep blanks together for it, and a lone `--` is a flag.
      if (raw === '--' || /["'\\`]/.test(raw) || this.#text[span.end] === this.#escape) return undefined;
      const value = flag.getValueRange();
      flags.push({ ...span, name: spanOf(flag.getNameRange()), value: value ? spanOf(value) : undefined });
      end = skipBlanks(this.#text, span.end);
    }
    // It looks for none in `CMD` and others.
    return this.#text.startsWith('--', end) ? undefined : { flags, end };
  }

  #readWords(): readonly Span[] | undefined {
    // Escapes mean nothing between words: `a\ b` are two, and the package loses the backslash.
    if (!this.#ast || this.#plain.includes(`${this.#escape} `) || this.#plain.endsWith(this.#escape)) return undefined;
    const words = this.#ast.getArguments().map((argument) => spanOf(argument.getRange()));
    return this.#beginsWithOperands(words) ? words : undefined;
  }

  #readProperties(): readonly Span[] | undefined {
    // An open quote takes in the blanks at the end; the package drops them.
    const isOpen = openQuote(this.#plain.slice(this.operandsStart), this.#escape) !== undefined;
    if (!(this.#ast instanceof PropertyInstruction) || isOpen || this.#misreadsEscapes()) return undefined;
    const words = this.#ast.getPropertyArguments().map((argument) => spanOf(argument.getRange()));
    return this.#beginsWithOperands(words) ? words : undefined;
  }

  /** Whether an escape character begins or ends a word or escapes a quote, or may stand in single quotes, where it is text. */
  #misreadsEscapes(): boolean {
    const text = this.#plain;
    if (text.includes("'") && text.includes(this.#escape)) return true;
    for (let at = text.indexOf(this.#escape); at >= 0; at = text.indexOf(this.#escape, at + 1)) {
      if (text[at - 1] === ' ' || [' ', '"', undefined].includes(text[at + 1])) return true;
    }
    return false;
  }

  /** False where the package lost operands together with what it took for flags. */
  #beginsWithOperands(words: readonly Span[]): boolean {
    return (words[0]?.start ?? this.#text.length) === this.operandsStart;
  }
}

/** By escape character and text. */
const LATELY: Readonly<Record<'\\' | '`', Recent<InstructionSyntax>>> = { '\\': new Recent(MAX_CACHED), '`': new Recent(MAX_CACHED) };

/**
 * The parts of an instruction. Kept by its text, because nothing in it depends on where the instruction stands: while somebody types,
 * only the instruction under the cursor is read again.
 * @param text lines joined, comments dropped, no blank in front
 */
export function instructionSyntax(text: string, escapeChar: '\\' | '`'): InstructionSyntax {
  const read = (own: string) => new InstructionSyntax(own, escapeChar);
  return text.length > MAX_LENGTH ? read(text) : LATELY[escapeChar].get(text, read);
}

/** Undefined for a text that is too long, or that the package does not take for one instruction. */
function parseInstruction(text: string, escapeChar: string): AstInstruction | undefined {
  if (text.length > MAX_LENGTH || text === '') return undefined;
  try {
    // The directive is a line of its own, so that `character` counts from the instruction's beginning either way.
    const file = withBuffer(() => DockerfileParser.parse(escapeChar === '\\' ? text : `#escape=${escapeChar}\n${text}`));
    const [instruction, ...others] = file.getInstructions();
    return others.length === 0 && instruction?.getRange().start.character === 0 ? instruction : undefined;
  } catch {
    return undefined;
  }
}

interface Globals {
  Buffer?: unknown;
}

/** The package asks Node's `Buffer` whether a text begins with a byte order mark. In a web worker there is none: it gets one that can do that. */
function withBuffer<Result>(run: () => Result): Result {
  const globals: Globals = globalThis;
  if (globals.Buffer !== undefined) return run();
  globals.Buffer = { from: (text: string) => (text === '\uFEFF' ? [0xef, 0xbb, 0xbf] : []) };
  try {
    return run();
  } finally {
    delete globals.Buffer;
  }
}

function spanOf(range: AstRange): Span {
  return { start: range.start.character, end: range.end.character };
}
