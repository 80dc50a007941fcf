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

const origins = new WeakMap<ShellWord, WordOrigin>();

export function originOf(word: ShellWord): WordOrigin | undefined {
  return origins.get(word);
}

export function createWord(layer: Layer, node: Word): ShellWord {
  return buildWord(layer, node, { layer, node, pos: node.pos, end: node.end, text: node.text, value: node.value, parts: node.parts });
}

/** `A=b` as an argument (`export A=b`): one word, as the shell sees it. */
export function createAssignmentWord(layer: Layer, node: Assignment): ShellWord {
  const value = node.value;
  const valuePos = value.pos;
  const head = literal(layer, node.pos, valuePos);
  if (value.type === 'ArrayValue') {
    const array: WordPart = { type: 'BraceExpansion', pos: valuePos, end: node.end, text: rawIn(layer, value), parts: undefined };
    return buildWord(layer, node, {
      layer,
      node: undefined,
      pos: node.pos,
      end: node.end,
      text: node.text,
      value: node.text,
      parts: [head, array],
    });
  }
  const tail = value.parts ?? (value.end > value.pos ? [{ ...literal(layer, value.pos, value.end), value: value.value }] : []);
  return buildWord(layer, node, {
    layer,
    node: undefined,
    pos: node.pos,
    end: node.end,
    text: node.text,
    value: head.value + value.value,
    parts: [head, ...tail],
  });
}

/** The part of a word behind `length` plain characters: `b"c"` of `A=b"c"`. Undefined when these are not plain. */
export function wordBehind(word: ShellWord, length: number): ShellWord | undefined {
  const origin = origins.get(word);
  if (!origin) return undefined;
  const { layer, pos, end } = origin;
  const first = origin.parts?.[0];
  if (!origin.parts) return buildWord(layer, { pos: pos + length, end }, sliced(origin, length, undefined));
  if (first?.type !== 'Literal' || first.end - first.pos < length || first.value.length !== first.end - first.pos) return undefined;
  const rest = first.end - first.pos > length ? [literal(layer, first.pos + length, first.end)] : [];
  return buildWord(layer, { pos: pos + length, end }, sliced(origin, length, [...rest, ...origin.parts.slice(1)]));
}

function sliced(origin: WordOrigin, length: number, parts: readonly WordPart[] | undefined): WordOrigin {
  return { ...origin, pos: origin.pos + length, text: origin.text.slice(length), value: origin.value.slice(length), parts };
}

function literal(layer: Layer, pos: number, end: number): WordPart & { readonly type: 'Literal' } {
  const text = layer.text.slice(pos, end);
  return { type: 'Literal', pos, end, text, value: text };
}

function buildWord(layer: Layer, node: { readonly pos: number; readonly end: number }, origin: WordOrigin): ShellWord {
  const { parts } = origin;
  const isDynamic = parts?.some(isComputed) ?? false;
  let shellParts: readonly ShellPart[] | undefined;
  let span: Span | undefined;
  const word: ShellWord = {
    get span() {
      span ??= spanIn(layer, node.pos, node.end);
      return span;
    },
    get raw() {
      return rawIn(layer, node);
    },
    text: isDynamic ? undefined : origin.value,
    get prefix() {
      return isDynamic ? prefixOf(parts ?? []) : origin.value;
    },
    template: origin.value,
    isDynamic,
    maySplit: isDynamic && (parts?.some(splits) ?? false),
    hasPattern: parts?.some((part) => part.type === 'Glob' || part.type === 'ExtendedGlob' || part.type === 'BraceExpansion') ?? false,
    isQuoted: (parts?.length ?? 0) > 0 && (parts?.every(isQuotedPart) ?? false),
    get parts() {
      shellParts ??= partsOf(layer, origin);
      return shellParts;
    },
  };
  origins.set(word, origin);
  return word;
}

function partsOf(layer: Layer, origin: WordOrigin): readonly ShellPart[] {
  if (origin.parts) return origin.parts.map((part) => createPart(layer, part));
  if (origin.end === origin.pos) return [];
  return [createPart(layer, { ...literal(layer, origin.pos, origin.end), value: origin.value })];
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
