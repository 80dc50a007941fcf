import type { Comment, LineRange } from '../rule.ts';
import type { Source } from '../source.ts';
import { type MappedText, SourceMap } from '../text/source-map.ts';
import type { Span } from '../text/span.ts';
import { type BlockHeader, decodeBlock, decodeDouble, decodePlain, decodeSingle, typedValue } from './scalar.ts';

export type YamlNode = YamlMap | YamlSeq | YamlScalar;
export type YamlStyle = 'plain' | 'single' | 'double' | 'literal' | 'folded';
export type YamlComment = Comment;

/** Something that YAML readers reject (`error`) or accept with surprises (`warning`). The span lies on one line. */
export interface YamlProblem {
  readonly code: YamlProblemCode;
  readonly span: Span;
  readonly message: string;
  readonly level: 'error' | 'warning';
}

export type YamlProblemCode =
  | 'tab'
  | 'indent'
  | 'syntax'
  | 'unclosed'
  | 'escape'
  | 'duplicate-key'
  | 'unresolved-alias'
  | 'unknown-tag'
  | 'complex-key'
  | 'too-deep'
  | 'directive';

/** An anchor (`name` without `&`) or a tag (`name` with its `!`). */
export interface YamlMark {
  readonly name: string;
  readonly span: Span;
}

/** One version of a file. Total: any text has one, however broken. */
export interface YamlFile {
  readonly source: Source;
  readonly documents: readonly YamlDocument[];
  /** In the order of the text. */
  readonly problems: readonly YamlProblem[];
  /** In the order of the text. */
  readonly comments: readonly YamlComment[];
}

export interface YamlDocument {
  readonly root: YamlNode | undefined;
  /** From its `---` (or its first node) to the next document. */
  readonly span: Span;
  /** The document begins with `---`. */
  readonly explicitStart: boolean;
}

/** A stretch of lines, both ends included, 0-based. */
export type YamlLines = LineRange;

/** What may stand before a node. */
export interface YamlMarks {
  readonly anchor: YamlMark | undefined;
  readonly tag: YamlMark | undefined;
}

abstract class Base {
  readonly file: YamlFile;
  /** Of what is written, without anchor, tag, comment and the line break behind it. */
  span: Span;
  readonly anchor: YamlMark | undefined;
  readonly tag: YamlMark | undefined;
  /** The pair or item whose value is written here; undefined for keys and for the root. */
  owner: YamlPair | YamlItem | undefined = undefined;
  /** An alias elsewhere leads to this node: to change it is to change that place too. */
  aliased = false;

  constructor(file: YamlFile, span: Span, { anchor, tag }: YamlMarks) {
    this.file = file;
    this.span = span;
    this.anchor = anchor;
    this.tag = tag;
  }

  /** The collection in which this node is written. */
  get parent(): YamlMap | YamlSeq | undefined {
    return this.owner?.parent;
  }
}

/** `key: value` as it is written, or as it arrives through a merge key. */
export class YamlPair {
  readonly parent: YamlMap;
  readonly key: YamlScalar;
  /** Undefined when nothing is written. For an alias, the node of its anchor (undefined when there is none). */
  readonly value: YamlNode | undefined;
  /** Set when the value is an alias, `*name`: where it stands. */
  readonly alias: Span | undefined;
  /** Offset of the `:`; undefined while it is not typed yet. */
  readonly colon: number | undefined;
  /** From the key to the end of the value. */
  readonly span: Span;
  /** Set when the pair comes through `<<`: where the alias (or the map) of the merge stands. */
  readonly mergedAt: Span | undefined;

  constructor(fields: Pick<YamlPair, 'parent' | 'key' | 'value' | 'alias' | 'colon' | 'span'> & { mergedAt?: Span | undefined }) {
    this.parent = fields.parent;
    this.key = fields.key;
    this.value = fields.value;
    this.alias = fields.alias;
    this.colon = fields.colon;
    this.span = fields.span;
    this.mergedAt = fields.mergedAt;
  }

  get merged(): boolean {
    return this.mergedAt !== undefined;
  }

  get name(): string {
    return this.key.text;
  }

  /** Nothing, `~` or `null`. */
  get isNull(): boolean {
    return this.value === undefined || (this.value.kind === 'scalar' && this.value.value === null);
  }
}

/** One item of a list. */
export class YamlItem {
  readonly parent: YamlSeq;
  readonly value: YamlNode | undefined;
  readonly alias: Span | undefined;
  /** The `-`; undefined in a flow list. */
  readonly dash: Span | undefined;
  /** From the dash (in a flow list: from the value) to the end of the value. */
  readonly span: Span;

  constructor(fields: Pick<YamlItem, 'parent' | 'value' | 'alias' | 'dash' | 'span'>) {
    this.parent = fields.parent;
    this.value = fields.value;
    this.alias = fields.alias;
    this.dash = fields.dash;
    this.span = fields.span;
  }
}

export class YamlMap extends Base {
  readonly kind = 'map';
  readonly flow: boolean;
  /** Pairs written here, `<<` included, in the order of the text. */
  readonly own: readonly YamlPair[];
  /** Pairs that hold: those written here, then those that `<<` brings; explicit ones win, then earlier merges. */
  pairs: readonly YamlPair[];
  #index: Map<string, YamlPair> | undefined;

  constructor(file: YamlFile, span: Span, marks: YamlMarks, flow: boolean, own: readonly YamlPair[]) {
    super(file, span, marks);
    this.flow = flow;
    this.own = own;
    this.pairs = own;
  }

  pair(key: string): YamlPair | undefined {
    if (this.pairs.length < 6) {
      for (let i = this.pairs.length - 1; i >= 0; i--) if (this.pairs[i]?.key.text === key) return this.pairs[i];
      return undefined;
    }
    this.#index ??= new Map(this.pairs.map((pair) => [pair.key.text, pair]));
    return this.#index.get(key);
  }

  /** The value of a key; undefined when the key is absent or has no value. */
  get(key: string): YamlNode | undefined {
    return this.pair(key)?.value;
  }

  /** The node of a key, for a report on what is missing below it. */
  keyNode(key: string): YamlScalar | undefined {
    return this.pair(key)?.key;
  }

  /** The pair at a path of keys. */
  pairAt(...path: readonly string[]): YamlPair | undefined {
    let map: YamlMap | undefined = this;
    for (const [depth, key] of path.entries()) {
      const pair: YamlPair | undefined = map?.pair(key);
      if (depth === path.length - 1) return pair;
      map = asMap(pair?.value);
    }
    return undefined;
  }

  /** The value at a path of keys. */
  at(...path: readonly string[]): YamlNode | undefined {
    return path.length ? this.pairAt(...path)?.value : this;
  }

  /** The key is there, with or without a value. */
  has(...path: readonly string[]): boolean {
    return this.pairAt(...path) !== undefined;
  }

  /** MappedText text of a scalar value. */
  text(...path: readonly string[]): string | undefined {
    const node = this.at(...path);
    return node?.kind === 'scalar' ? node.text : undefined;
  }
}

export class YamlSeq extends Base {
  readonly kind = 'seq';
  readonly flow: boolean;
  readonly items: readonly YamlItem[];

  constructor(file: YamlFile, span: Span, marks: YamlMarks, flow: boolean, items: readonly YamlItem[]) {
    super(file, span, marks);
    this.flow = flow;
    this.items = items;
  }
}

export class YamlScalar extends Base {
  readonly kind = 'scalar';
  readonly style: YamlStyle;
  /** Of a block scalar only: `|`, `>-` and so on, and where its content begins. */
  readonly block: BlockHeader | undefined;
  #decoded: MappedText | undefined;

  constructor(file: YamlFile, span: Span, marks: YamlMarks, style: YamlStyle, block?: BlockHeader) {
    super(file, span, marks);
    this.style = style;
    this.block = block;
  }

  /** Always false: collections alone are written in flow style. */
  get flow(): boolean {
    return false;
  }

  /** Exactly as written, quotes included. */
  get raw(): string {
    return this.file.source.text.slice(this.span.start, this.span.end);
  }

  /** Where `|` or `>` stands; undefined for other styles. */
  get headerSpan(): Span | undefined {
    return this.block && { start: this.span.start, end: this.span.start + this.block.length };
  }

  get #content(): MappedText {
    this.#decoded ??= this.#decode();
    return this.#decoded;
  }

  #decode(): MappedText {
    const text = this.file.source.text;
    switch (this.style) {
      case 'plain':
        return decodePlain(text, this.span.start, this.span.end);
      case 'single':
        return decodeSingle(text, this.span.start, this.span.end);
      case 'double':
        return decodeDouble(text, this.span.start, this.span.end);
      case 'literal':
      case 'folded':
        return this.block ? decodeBlock(text, this.block) : { text: '', map: new SourceMap([{ text: 0, source: this.span.start }]) };
      default:
        return this.style satisfies never;
    }
  }

  /** MappedText text, before it becomes a number or a boolean: `0440`, `1.10`, `yes`. */
  get text(): string {
    return this.#content.text;
  }

  /** What YAML 1.2's core schema makes of it. */
  get value(): string | number | boolean | null {
    return typedValue(this.text, this.style, this.tag?.name);
  }

  /** From offsets in `text` to offsets in the file. */
  get map(): SourceMap {
    return this.#content.map;
  }

  /** Place in the file of a stretch of `text`. */
  spanOf(start: number, end: number): Span {
    const map = this.map;
    const from = map.toSource(start);
    return { start: from, end: end > start ? Math.max(from, map.toSourceEnd(end)) : from };
  }
}

export function asMap(node: YamlNode | undefined): YamlMap | undefined {
  return node?.kind === 'map' ? node : undefined;
}

export function asSeq(node: YamlNode | undefined): YamlSeq | undefined {
  return node?.kind === 'seq' ? node : undefined;
}

export function asScalar(node: YamlNode | undefined): YamlScalar | undefined {
  return node?.kind === 'scalar' ? node : undefined;
}
