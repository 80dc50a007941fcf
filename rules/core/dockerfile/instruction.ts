import { lookOutside, Silence } from '../silence.ts';
import { Recent } from '../text/recent.ts';
import type { MappedText } from '../text/source-map.ts';
import type { Span } from '../text/span.ts';
import { type InstructionSyntax, instructionSyntax } from './ast.ts';
import type { DockerfileFile } from './file.ts';
import type { Heredoc } from './heredoc.ts';
import type { OnbuildInstruction, ShellInstruction } from './instructions.ts';
import { type JsonItem, jsonArray } from './json.ts';
import { type Keyword, keywordOf } from './keywords.ts';
import { type InstructionLayout, joinPieces } from './layout.ts';
import { skipBlanks, trimmedEnd } from './scan.ts';
import type { Scope } from './scope.ts';
import type { Stage } from './stage.ts';
import { expandKnown, type VariableUse, variablesIn } from './variables.ts';
import { type Flag, flagAt, unquoteWord, type Word, wordAt } from './words.ts';

/** Where an instruction stands; filled in while the file is read from top to bottom. */
export interface Place {
  readonly file: DockerfileFile;
  /** Undefined before the first `FROM`. */
  readonly stage: Stage | undefined;
  /** Place in the file's instructions, 0-based; a wrapped instruction has that of its `ONBUILD`. */
  readonly index: number;
  /** The `SHELL` in force; undefined for the default shell. */
  readonly shell: ShellInstruction | undefined;
  /** The `ONBUILD` that holds the instruction back for other images. */
  readonly onbuild?: OnbuildInstruction;
}

export type EscapeChar = '\\' | '`';

/**
 * The text of an instruction, shared by an `ONBUILD` and what it wraps, and by all versions of a file in which it stands unchanged at the
 * same place: what is read of it is kept here.
 */
export class InstructionText {
  readonly layout: InstructionLayout;
  /** Continued lines joined, comment and blank lines inside dropped. Begins with the keyword. */
  readonly head: MappedText;
  /** The escape character of the file: it decides how words are read. */
  readonly escape: EscapeChar;
  /** Shared with the same text elsewhere. */
  readonly silence: Silence;
  readonly #read = new Map<string, unknown>();

  constructor(source: string, layout: InstructionLayout, escapeChar: EscapeChar, silence: Silence) {
    this.layout = layout;
    this.head = joinPieces(source, layout.pieces);
    this.escape = escapeChar;
    this.silence = silence;
  }

  /** Something that follows from the text and its place alone, worked out once. */
  once<Value>(what: string, make: () => Value): Value {
    if (!this.#read.has(what)) this.#read.set(what, make());
    return this.#read.get(what) as Value;
  }
}

/** Instructions of two hundred files, or of a few versions of a very long one. */
const lately = new Recent<InstructionText>(3000);
/** The same, wherever they stand. */
const silences = new Recent<Silence>(4000);
/** What is longer is made anew: keys are hashed as a whole. */
const MAX_LENGTH = 16_384;

/** @param escapeChar of the file, since it decides how words are read */
export function instructionText(source: string, layout: InstructionLayout, escapeChar: EscapeChar): InstructionText {
  const { start, end } = layout.span;
  if (end - start > MAX_LENGTH) return new InstructionText(source, layout, escapeChar, new Silence());
  const { firstLine, lastLine, headEnd, pieces } = layout;
  // What stands behind the text may be a part of its last piece: blanks, or a continuation at the end of the file.
  const last = pieces.at(-1)?.end ?? end;
  const text = source.slice(start, Math.max(end, last));
  const key = `${escapeChar}${start} ${firstLine} ${lastLine} ${headEnd} ${pieces.length} ${last} ${text}`;
  return lately.get(key, () => {
    const silence = silences.get(`${escapeChar}${headEnd - start} ${pieces.length} ${last - start} ${text}`, () => new Silence());
    return new InstructionText(source, layout, escapeChar, silence);
  });
}

/** One instruction. Everything beyond its place is worked out when first asked for, and once. */
export class Instruction {
  readonly #place: Place;
  readonly source: InstructionText;
  /** Undefined for a word that is no instruction. */
  readonly keyword: Keyword | undefined;
  /** As written. */
  readonly keywordText: string;
  readonly #keywordStart: number;
  #syntax: { readonly syntax: InstructionSyntax; readonly base: number } | undefined;
  #flags: readonly Flag[] | undefined;
  #words: readonly Word[] | undefined;
  #json: readonly Word[] | null | undefined;

  /** @param keywordStart offset of the keyword in the joined text */
  constructor(place: Place, source: InstructionText, keywordText: string, keywordStart: number) {
    this.#place = place;
    this.source = source;
    this.keywordText = keywordText;
    this.keyword = keywordOf(keywordText);
    this.#keywordStart = keywordStart;
  }

  get place(): Place {
    lookOutside();
    return this.#place;
  }

  get file(): DockerfileFile {
    return this.place.file;
  }

  get stage(): Stage | undefined {
    return this.place.stage;
  }

  /** Set for an instruction behind `ONBUILD`: it does not act on this image. */
  get onbuild(): OnbuildInstruction | undefined {
    // It is a part of the same text.
    return this.#place.onbuild;
  }

  /** From the keyword to the last character, here-documents included; trailing blanks are not. */
  get span(): Span {
    const { layout } = this.source;
    return this.#keywordStart === 0 ? layout.span : { start: this.keywordSpan.start, end: layout.span.end };
  }

  get keywordSpan(): Span {
    const { layout, head } = this.source;
    if (this.#keywordStart === 0 && layout.pieces.length === 1) {
      return { start: layout.span.start, end: layout.span.start + this.keywordText.length };
    }
    const start = this.#keywordStart + skipBlanks(head.text.slice(this.#keywordStart), 0);
    return { start: head.map.toSource(start), end: head.map.toSourceEnd(start + this.keywordText.length) };
  }

  /** 0-based. */
  get firstLine(): number {
    return this.source.layout.firstLine;
  }

  /** 0-based, here-documents included. */
  get lastLine(): number {
    return this.source.layout.lastLine;
  }

  get heredocs(): readonly Heredoc[] {
    return this.source.layout.heredocs;
  }

  /** The joined text of the instruction; offsets of words count in it. */
  get head(): MappedText {
    return this.source.head;
  }

  /** What follows from the text alone; see {@link InstructionText.once}. */
  once<Value>(what: string, make: () => Value): Value {
    return this.source.once(`${this.#keywordStart} ${what}`, make);
  }

  get flags(): readonly Flag[] {
    this.#flags ??= this.once('flags', () =>
      this.#parsed().syntax.flags.map((flag) =>
        flagAt(
          this.head,
          { ...this.inHead(flag), name: this.inHead(flag.name), value: flag.value && this.inHead(flag.value) },
          this.source.escape,
        ),
      ),
    );
    return this.#flags;
  }

  flag(name: string): Flag | undefined {
    return this.flags.find((flag) => flag.name === name);
  }

  /** Offset of the first operand in the joined text. */
  get operandsStart(): number {
    const { syntax, base } = this.#parsed();
    return base + syntax.operandsStart;
  }

  /** What follows keyword and flags, as written, without blanks around it. */
  get operandText(): string {
    return this.head.text.slice(this.operandsStart, trimmedEnd(this.head.text));
  }

  /** Span of {@link operandText}; undefined when there is none. */
  get operandSpan(): Span | undefined {
    const { text, map } = this.head;
    const end = trimmedEnd(text);
    return end > this.operandsStart ? { start: map.toSource(this.operandsStart), end: map.toSourceEnd(end) } : undefined;
  }

  /** Operands: the strings of the JSON form, else words between blanks. */
  get words(): readonly Word[] {
    this.#words ??= this.once('words', () => this.json ?? this.plainWords.filter((word) => word.offset >= this.operandsStart));
    return this.#words;
  }

  /** The operands of an instruction in JSON (exec) form; undefined where the builder takes the text as shell form. */
  get json(): readonly Word[] | undefined {
    if (this.#json === undefined) this.#json = this.once('json', () => this.#readJson() ?? null);
    return this.#json ?? undefined;
  }

  /** Starts with a bracket but is no JSON array, so that it silently becomes shell form. */
  get looksLikeJson(): boolean {
    return this.head.text[this.operandsStart] === '[' && this.json === undefined && !this.hasWrongJson;
  }

  /** Valid JSON, but not an array of strings: the builder refuses it. */
  get hasWrongJson(): boolean {
    const array = jsonArray(this.head.text, this.operandsStart);
    return array !== undefined && array.items === undefined;
  }

  /** ARG and ENV as they are before this instruction. */
  get scope(): Scope {
    return this.file.scopeAt(this);
  }

  /** A word with variables replaced by their values here, quotes taken off; undefined when something is unknown. */
  expand(word: Word): string | undefined {
    if (!word.isDynamic) return word.value;
    const { scope } = this;
    return expandKnown(word.raw, this.source.escape, (name) => scope.valueOf(name));
  }

  /** Variables that the builder expands in a word. */
  variables(word: Word): readonly VariableUse[] {
    return variablesIn(word.raw, this.source.escape);
  }

  /** Span in the file of a part of a word, given as offsets into its raw text. */
  spanInWord(word: Word, part: Span): Span {
    const { map } = this.head;
    return { start: map.toSource(word.offset + part.start), end: map.toSourceEnd(word.offset + part.end) };
  }

  /** Everything behind the flags as words between blanks, whatever the form. */
  protected get plainWords(): readonly Word[] {
    return this.#parsed().syntax.words.map((span) => this.wordAt(this.inHead(span)));
  }

  /** Words in which quotes and escapes keep blanks together; spans are offsets into the joined text. */
  protected get quotedSpans(): readonly Span[] {
    return this.#parsed().syntax.properties.map((span) => this.inHead(span));
  }

  /** A span of the instruction's own text as one of the joined text, which has an `ONBUILD` in front. */
  protected inHead(span: Span): Span {
    const { base } = this.#parsed();
    return { start: base + span.start, end: base + span.end };
  }

  protected wordAt(span: Span): Word {
    return wordAt(this.head, span.start, span.end, this.source.escape);
  }

  #parsed(): { readonly syntax: InstructionSyntax; readonly base: number } {
    this.#syntax ??= this.once('syntax', () => {
      const { text } = this.head;
      const base = skipBlanks(text, this.#keywordStart);
      return { syntax: instructionSyntax(text.slice(base), this.source.escape), base };
    });
    return this.#syntax;
  }

  #readJson(): readonly Word[] | undefined {
    const { head } = this;
    const items = jsonArray(head.text, this.operandsStart)?.items;
    const expands = this.keyword === 'COPY' || this.keyword === 'ADD' || this.keyword === 'VOLUME';
    return items?.map((item) => jsonWord(head, item, this.source.escape, expands));
  }
}

/** A JSON string as a word; its span takes in the quotes. */
function jsonWord(head: MappedText, item: JsonItem, escapeChar: string, expands: boolean): Word {
  const { value, isDynamic } = expands ? unquoteWord(item.value, escapeChar) : { value: item.value, isDynamic: false };
  const { start, end } = wordAt(head, item.start, item.end, escapeChar);
  return { start, end, raw: item.value, value, isDynamic, offset: item.start };
}
