import type { Assignment, DoubleQuotedChild, Word, WordPart } from 'unbash';
import type { Span } from '../text/span.ts';
import { type Layer, rawIn, spanIn } from './layer.ts';
import type { ShellPart, ShellPartKind, ShellWord } from './model.ts';

/** The parser's word behind one of ours; only this folder sees it. */
interface WordOrigin {
  readonly layer: Layer;
  /** The whole word in the parser's tree; undefined for an assignment as an argument. */
  readonly node: Word | undefined;
  readonly pos: number;
  readonly end: number;
  readonly text: string;
  readonly value: string;
  readonly parts?: readonly WordPart[] | undefined;
}

/** A class, because a script has many words and few of them are ever asked for more than their text. */
class SourceWord implements ShellWord {
  readonly origin: WordOrigin;
  #isDynamic: boolean | undefined;
  #parts: readonly ShellPart[] | undefined;

  constructor(origin: WordOrigin) {
    this.origin = origin;
  }

  get span(): Span {
    return spanIn(this.origin.layer, this.origin.pos, this.origin.end);
  }

  get raw(): string {
    return rawIn(this.origin.layer, this.origin);
  }

  get isDynamic(): boolean {
    this.#isDynamic ??= this.origin.parts?.some(isComputed) ?? false;
    return this.#isDynamic;
  }

  get text(): string | undefined {
    return this.isDynamic ? undefined : this.origin.value;
  }

  get prefix(): string {
    return this.isDynamic ? prefixOf(this.origin.parts ?? []) : this.origin.value;
  }

  get template(): string {
    return this.origin.value;
  }

  get maySplit(): boolean {
    return this.isDynamic && (this.origin.parts?.some(splits) ?? false);
  }

  get hasPattern(): boolean {
    return this.origin.parts?.some(isPattern) ?? false;
  }

  get isQuoted(): boolean {
    const { parts } = this.origin;
    return parts !== undefined && parts.length > 0 && parts.every(isQuotedPart);
  }

  get parts(): readonly ShellPart[] {
    this.#parts ??= partsOf(this.origin);
    return this.#parts;
  }
}

export function originOf(word: ShellWord): WordOrigin | undefined {
  return word instanceof SourceWord ? word.origin : undefined;
}

export function createWord(layer: Layer, node: Word): ShellWord {
  const { pos, end, text, value, parts } = node;
  return new SourceWord({ layer, node, pos, end, text, value, parts });
}

/** `A=b` as an argument (`export A=b`): one word, as the shell sees it. */
export function createAssignmentWord(layer: Layer, node: Assignment): ShellWord {
  const { pos, end, text, value } = node;
  const head = literal(layer, pos, value.pos);
  if (value.type === 'ArrayValue') {
    const array: WordPart = { type: 'BraceExpansion', pos: value.pos, end, text: rawIn(layer, value), parts: undefined };
    return new SourceWord({ layer, node: undefined, pos, end, text, value: text, parts: [head, array] });
  }
  const tail = value.parts ?? (value.end > value.pos ? [{ ...literal(layer, value.pos, value.end), value: value.value }] : []);
  return new SourceWord({ layer, node: undefined, pos, end, text, value: head.value + value.value, parts: [head, ...tail] });
}

/** The part of a word behind `length` plain characters: `b"c"` of `A=b"c"`. Undefined when these are not plain. */
export function wordBehind(word: ShellWord, length: number): ShellWord | undefined {
  const origin = originOf(word);
  if (!origin) return undefined;
  const first = origin.parts?.[0];
  if (!origin.parts) return new SourceWord(sliced(origin, length, undefined));
  if (first?.type !== 'Literal' || first.end - first.pos < length || first.value.length !== first.end - first.pos) return undefined;
  const rest = first.end - first.pos > length ? [literal(origin.layer, first.pos + length, first.end)] : [];
  return new SourceWord(sliced(origin, length, [...rest, ...origin.parts.slice(1)]));
}

function sliced(origin: WordOrigin, length: number, parts: readonly WordPart[] | undefined): WordOrigin {
  return {
    ...origin,
    node: undefined,
    pos: origin.pos + length,
    text: origin.text.slice(length),
    value: origin.value.slice(length),
    parts,
  };
}

function literal(layer: Layer, pos: number, end: number): WordPart & { readonly type: 'Literal' } {
  const text = layer.text.slice(pos, end);
  return { type: 'Literal', pos, end, text, value: text };
}

function partsOf(origin: WordOrigin): readonly ShellPart[] {
  const { layer, parts, pos, end, value } = origin;
  if (parts) return parts.map((part) => createPart(layer, part));
  return end > pos ? [createPart(layer, { ...literal(layer, pos, end), value })] : [];
}

export function createPart(layer: Layer, part: WordPart): ShellPart {
  const children = childrenOf(part);
  const isParameter = part.type === 'ParameterExpansion';
  const parameter = isParameter ? part.parameter : part.type === 'SimpleExpansion' ? part.text.slice(1) : undefined;
  return {
    kind: kindOf(part),
    span: spanIn(layer, part.pos, part.end),
    raw: rawIn(layer, part),
    text: isComputed(part) ? undefined : staticTextOf(part),
    parts: children.map((child) => createPart(layer, child)),
    parameter,
    parameterOperator: isParameter ? part.operation?.operator : undefined,
  };
}

function kindOf(part: WordPart): ShellPartKind {
  switch (part.type) {
    case 'Literal':
      return 'literal';
    case 'SingleQuoted':
      return 'single-quoted';
    case 'AnsiCQuoted':
      return 'ansi-c-quoted';
    case 'DoubleQuoted':
    case 'LocaleString':
      return 'double-quoted';
    case 'SimpleExpansion':
    case 'ParameterExpansion':
      return 'parameter';
    case 'CommandExpansion':
      return 'command-substitution';
    case 'ProcessSubstitution':
      return 'process-substitution';
    case 'ArithmeticExpansion':
      return 'arithmetic';
    case 'Glob':
    case 'ExtendedGlob':
      return 'glob';
    case 'BraceExpansion':
      return 'brace-expansion';
  }
}

function childrenOf(part: WordPart): readonly WordPart[] {
  switch (part.type) {
    case 'DoubleQuoted':
    case 'LocaleString':
      return part.parts;
    case 'Glob':
    case 'ExtendedGlob':
    case 'BraceExpansion':
      return part.parts ?? [];
    default:
      return [];
  }
}

/** Whether the shell computes the part's text when it runs. */
function isComputed(part: WordPart): boolean {
  switch (part.type) {
    case 'Literal':
    case 'SingleQuoted':
    case 'AnsiCQuoted':
      return false;
    case 'SimpleExpansion':
    case 'ParameterExpansion':
    case 'CommandExpansion':
    case 'ProcessSubstitution':
    case 'ArithmeticExpansion':
      return true;
    default:
      return childrenOf(part).some(isComputed);
  }
}

function splits(part: WordPart): boolean {
  switch (part.type) {
    case 'SimpleExpansion':
    case 'ParameterExpansion':
    case 'CommandExpansion':
      return true;
    case 'DoubleQuoted':
      return part.parts.some(isListExpansion);
    default:
      return false;
  }
}

/** `"$@"` and `"${list[@]}"` become several words inside double quotes, too. */
function isListExpansion(part: DoubleQuotedChild): boolean {
  if (part.type === 'SimpleExpansion') return part.text === '$@';
  return part.type === 'ParameterExpansion' && (part.parameter === '@' || part.index?.text === '@');
}

function isPattern({ type }: WordPart): boolean {
  return type === 'Glob' || type === 'ExtendedGlob' || type === 'BraceExpansion';
}

function isQuotedPart(part: WordPart): boolean {
  return part.type === 'SingleQuoted' || part.type === 'DoubleQuoted' || part.type === 'AnsiCQuoted' || part.type === 'LocaleString';
}

/** The text of a part without computed children. */
function staticTextOf(part: WordPart): string {
  switch (part.type) {
    case 'Literal':
    case 'SingleQuoted':
    case 'AnsiCQuoted':
    case 'Glob':
      return part.value;
    case 'DoubleQuoted':
    case 'LocaleString':
      return part.parts.map(staticTextOf).join('');
    default:
      return part.text;
  }
}

function prefixOf(parts: readonly WordPart[]): string {
  let prefix = '';
  for (const part of parts) {
    if (!isComputed(part)) {
      prefix += staticTextOf(part);
      continue;
    }
    const isQuoted = part.type === 'DoubleQuoted' || part.type === 'LocaleString';
    return isQuoted ? prefix + prefixOf(part.parts) : prefix;
  }
  return prefix;
}
