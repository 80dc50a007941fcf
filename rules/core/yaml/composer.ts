import type { CST } from 'yaml';
import type { Span } from '../text/span.ts';
import {
  type YamlDocument,
  type YamlFile,
  YamlItem,
  YamlMap,
  type YamlMark,
  type YamlMarks,
  type YamlNode,
  YamlPair,
  YamlScalar,
  YamlSeq,
  type YamlStyle,
} from './nodes.ts';
import type { Problems } from './problems.ts';
import { type Props, readProps, tokenEnd } from './props.ts';
import { type BlockHeader, blockIndent } from './scalar.ts';
import { at, checkEnd, checkPlain, checkQuoted, describeError, hasNewline, shown } from './tokens.ts';

/** Levels of nesting that are composed; real files stay below 20. */
const MAX_DEPTH = 200;
/** Pairs that merge keys may bring in one file, as compose-go caps the expansion of aliases. */
const MAX_MERGED_PAIRS = 100_000;

const CORE_TAGS: ReadonlySet<string> = new Set([
  '!',
  '!!str',
  '!!int',
  '!!float',
  '!!bool',
  '!!null',
  '!!map',
  '!!seq',
  '!!binary',
  '!!timestamp',
  '!!omap',
  '!!pairs',
  '!!set',
  '!!merge',
]);

/** A composed value: its node, or where the alias stands that leads to it. */
interface Composed {
  readonly node: YamlNode | undefined;
  readonly alias?: Span;
  /** Where the text of the value ends. */
  readonly end: number;
}

/** Of nearly every node. */
const NO_MARKS: YamlMarks = { anchor: undefined, tag: undefined };

/** Turns the tokens of `yaml`'s parser into our nodes and finds what YAML forbids. */
export class Composer {
  readonly #file: YamlFile;
  readonly #problems: Problems;
  readonly #tags: ReadonlySet<string>;
  #anchors = new Map<string, YamlNode>();
  #mergedPairs = 0;
  #tooDeep = false;

  constructor(file: YamlFile, problems: Problems, customTags: ReadonlySet<string>) {
    this.#file = file;
    this.#problems = problems;
    this.#tags = customTags;
  }

  documents(tokens: readonly CST.Token[]): YamlDocument[] {
    const documents: YamlDocument[] = [];
    for (const [index, token] of tokens.entries()) {
      if (token.type === 'document') documents.push(this.#document(token, tokens[index + 1]));
      else if (token.type === 'error') this.#problems.add('syntax', at(token), describeError(token));
      else if (token.type === 'doc-end' && documents.length === 0) {
        this.#problems.add('syntax', at(token), '`...` ends a document, but none has begun.');
      } else if (token.type === 'doc-end') checkEnd(token.end, this.#problems);
    }
    return documents;
  }

  #document(token: CST.Document, next: CST.Token | undefined): YamlDocument {
    this.#anchors = new Map();
    const follower = token.value ?? token.end?.[0];
    const props = readProps(
      token.start,
      { indicator: 'doc-start', next: follower, offset: token.offset, parentIndent: 0, newLine: true, flow: false },
      this.#problems,
    );
    if (token.value?.type === 'block-map' || token.value?.type === 'block-seq') {
      this.#problems.addRegions(
        token.value.items.map((item) => ('key' in item && item.key ? item.key.offset : (item.start[0]?.offset ?? token.offset))),
      );
      if (props.found && !props.newline) {
        this.#problems.add('syntax', at(props.found), 'A mapping cannot begin on the line of `---`.');
      }
    }
    const composed = token.value ? this.#value(token.value, props, 0, true) : this.#empty(props);
    checkEnd(token.end, this.#problems);
    const end = next && 'offset' in next ? next.offset : this.#file.source.text.length;
    return { root: composed.node, span: { start: token.offset, end }, explicitStart: props.found !== undefined };
  }

  #empty(props: Props): Composed {
    const end = props.tag ? tokenEnd(props.tag) : props.anchor ? tokenEnd(props.anchor) : props.indicatorEnd;
    if (!props.tag && !props.anchor) return { node: undefined, end };
    const last = Math.max(props.tag ? tokenEnd(props.tag) : 0, props.anchor ? tokenEnd(props.anchor) : 0);
    return { node: this.#anchored(new YamlScalar(this.#file, { start: last, end: last }, this.#marks(props), 'plain')), end: last };
  }

  #marks({ anchor, tag }: Props): YamlMarks {
    if (!anchor && !tag) return NO_MARKS;
    return { anchor: anchor && { name: anchor.source.slice(1), span: at(anchor) }, tag: this.#tag(tag) };
  }

  #tag(token: CST.SourceToken | undefined): YamlMark | undefined {
    if (!token) return undefined;
    const name = token.source.startsWith('!<tag:yaml.org,2002:') ? `!!${token.source.slice(20, -1)}` : token.source;
    if (!CORE_TAGS.has(name) && !this.#tags.has(name)) {
      this.#problems.add('unknown-tag', at(token), `\`${shown(name)}\` is not a tag that is known here.`, 'warning');
    }
    return { name, span: at(token) };
  }

  /** Anchors count from the end of their node on: an alias inside its own anchor has no value. */
  #anchored<Node extends YamlNode>(node: Node): Node {
    if (node.anchor) this.#anchors.set(node.anchor.name, node);
    return node;
  }

  #value(token: CST.Token, props: Props, depth: number, atRoot = false): Composed {
    switch (token.type) {
      case 'alias':
        return this.#alias(token, props);
      case 'scalar':
      case 'single-quoted-scalar':
      case 'double-quoted-scalar':
        return this.#flowScalar(token, props);
      case 'block-scalar':
        return this.#blockScalar(token, props, atRoot);
      case 'block-map':
      case 'block-seq':
      case 'flow-collection':
        return this.#collection(token, props, depth, atRoot);
      case 'error':
        this.#problems.add('syntax', at(token), describeError(token));
        return { node: undefined, end: token.offset };
      default:
        this.#problems.add('syntax', { start: token.offset, end: token.offset + 1 }, 'This cannot stand here.');
        return { node: undefined, end: token.offset };
    }
  }

  #alias(token: CST.FlowScalar, props: Props): Composed {
    const alias = at(token);
    const name = token.source.slice(1);
    checkEnd(token.end, this.#problems);
    if (props.anchor ?? props.tag) this.#problems.add('syntax', alias, 'An alias cannot have an anchor or a tag of its own.');
    if (!this.#anchors.has(name)) {
      this.#problems.add('unresolved-alias', alias, `No anchor \`&${shown(name)}\` stands before this alias.`);
    }
    const node = this.#anchors.get(name);
    if (node) node.aliased = true;
    return { node, alias, end: alias.end };
  }

  #flowScalar(token: CST.FlowScalar, props: Props): Composed {
    const style: YamlStyle = token.type === 'scalar' ? 'plain' : token.type === 'single-quoted-scalar' ? 'single' : 'double';
    const span = at(token);
    if (style === 'plain') checkPlain(token, this.#problems);
    else checkQuoted(token, style, this.#file.source.text, this.#problems);
    checkEnd(token.end, this.#problems);
    if (style === 'plain' && token.source === '')
      return this.#empty({ ...props, indicatorEnd: Math.min(props.indicatorEnd, token.offset) });
    return { node: this.#anchored(new YamlScalar(this.#file, span, this.#marks(props), style)), end: span.end };
  }

  #blockScalar(token: CST.BlockScalar, props: Props, atRoot: boolean): Composed {
    let contentStart = token.offset;
    let header = '';
    for (const part of token.props) {
      if ('source' in part && typeof part.source === 'string') contentStart += part.source.length;
      if (part.type === 'block-scalar-header') header = part.source;
      if (part.type === 'error') this.#problems.add('syntax', at(part), describeError(part));
    }
    if (!/^[|>](?:[-+]?[1-9]?|[1-9][-+])$/.test(header)) {
      this.#problems.add(
        'syntax',
        { start: token.offset, end: token.offset + header.length },
        `\`${shown(header)}\` is not a block scalar header.`,
      );
    }
    const text = this.#file.source.text;
    const contentEnd = contentStart + token.source.length;
    const block: BlockHeader = {
      length: header.length,
      folded: header[0] === '>',
      chomp: header.includes('-') ? 'strip' : header.includes('+') ? 'keep' : 'clip',
      explicitIndent: Number(/[1-9]/.exec(header)?.[0] ?? 0),
      parentIndent: Math.max(0, token.indent),
      contentStart,
      contentEnd,
    };
    if (token.source !== '' && !atRoot && /\S/.test(token.source) && blockIndent(text, block) === 0) {
      this.#problems.add('indent', { start: contentStart, end: contentStart + 1 }, 'The text of a block scalar has to be indented.');
    }
    let end = contentEnd;
    while (end > contentStart && /[\s]/.test(text[end - 1] ?? '')) end--;
    const headerEnd = token.offset + header.length;
    if (end <= contentStart) end = headerEnd;
    const node = new YamlScalar(this.#file, { start: token.offset, end }, this.#marks(props), block.folded ? 'folded' : 'literal', block);
    return { node: this.#anchored(node), end };
  }

  #collection(token: CST.BlockMap | CST.BlockSequence | CST.FlowCollection, props: Props, depth: number, atRoot: boolean): Composed {
    if (depth > MAX_DEPTH) {
      if (!this.#tooDeep)
        this.#problems.add('too-deep', { start: token.offset, end: token.offset + 1 }, `Nested deeper than ${MAX_DEPTH} levels.`);
      this.#tooDeep = true;
      return { node: undefined, end: token.offset };
    }
    const marks = this.#marks(props);
    const node =
      token.type === 'block-map'
        ? this.#blockMap(token, marks, depth)
        : token.type === 'block-seq'
          ? this.#blockSeq(token, marks, depth)
          : this.#flow(token, marks, depth, atRoot);
    return { node: this.#anchored(node), end: node.span.end };
  }

  #blockMap(token: CST.BlockMap, marks: YamlMarks, depth: number): YamlMap {
    const own: YamlPair[] = [];
    const node = new YamlMap(this.#file, { start: token.offset, end: token.offset }, marks, false, own);
    for (const item of token.items) {
      const offset = item.start[0]?.offset ?? item.key?.offset ?? token.offset;
      const start = readProps(
        item.start,
        { indicator: 'explicit-key-ind', next: item.key ?? item.sep?.[0], offset, parentIndent: token.indent, newLine: true, flow: false },
        this.#problems,
      );
      const explicit = start.found !== undefined;
      if (!explicit && !start.anchor && !start.tag && !item.sep && !item.key) continue;
      this.#checkBlockKey(token, item, start);
      const pair = this.#pair(node, item, start, token.indent, depth, false);
      if (pair.colon === undefined && !explicit) {
        this.#problems.add('syntax', pair.key.span, `\`${shown(pair.key.raw)}\` needs a \`:\` behind it, or belongs to something else.`);
      } else if (
        item.value?.type === 'block-map' &&
        !explicit &&
        pair.colon !== undefined &&
        this.#sameLine(pair.colon, item.value.offset)
      ) {
        this.#problems.add('syntax', this.#secondColon(item.value), 'A second `:` on this line; quote the value.');
      }
      own.push(pair);
    }
    return this.#finished(node, own);
  }

  #sameLine(a: number, b: number): boolean {
    return !this.#file.source.text.slice(a, b).includes('\n');
  }

  #secondColon(map: CST.BlockMap): Span {
    const colon = map.items[0]?.sep?.find((part) => part.type === 'map-value-ind');
    return colon ? at(colon) : { start: map.offset, end: map.offset + 1 };
  }

  #checkBlockKey(map: CST.BlockMap, item: CST.BlockMap['items'][number], start: Props): void {
    const key = item.key;
    if (start.found) {
      if (start.found.indent !== map.indent) this.#problems.add('indent', at(start.found), 'This key is not indented like its neighbours.');
      return;
    }
    if (!key) return;
    const place = { start: key.offset, end: key.offset + 1 };
    if (key.type === 'block-seq') this.#problems.add('indent', place, 'This list item is not indented like its neighbours.');
    else if ('indent' in key && key.indent !== map.indent)
      this.#problems.add('indent', this.#scalarSpan(key), 'This key is not indented like its neighbours.');
    if (start.newlineAfterMark || hasNewline(key)) {
      const colon = item.sep?.find((part) => part.type === 'map-value-ind');
      this.#problems.add('syntax', colon ? at(colon) : place, 'This text belongs to the line above; a key has to stand on one line.');
    }
  }

  #scalarSpan(token: CST.Token): Span {
    return 'source' in token && typeof token.source === 'string' ? at(token) : { start: token.offset, end: token.offset + 1 };
  }

  /** A pair of any mapping; the key stays a scalar whatever is written. */
  #pair(parent: YamlMap, item: CST.CollectionItem, start: Props, parentIndent: number, depth: number, flow: boolean): YamlPair {
    const key = this.#key(item.key, start, depth);
    const sep = readProps(
      item.sep ?? [],
      {
        indicator: 'map-value-ind',
        next: item.value,
        offset: key.span.end,
        parentIndent,
        newLine: !item.key || item.key.type === 'block-scalar',
        flow,
      },
      this.#problems,
    );
    const colon = sep.found?.offset;
    const value = item.value
      ? this.#value(item.value, sep, depth + 1)
      : this.#empty({ ...sep, indicatorEnd: colon === undefined ? key.span.end : colon + 1 });
    const pair = new YamlPair({
      parent,
      key,
      value: value.node,
      alias: value.alias,
      colon,
      span: { start: key.span.start, end: Math.max(key.span.end, value.end) },
    });
    if (value.node && !value.alias) value.node.owner = pair;
    return pair;
  }

  #key(token: CST.Token | null | undefined, props: Props, depth: number): YamlScalar {
    if (!token) return new YamlScalar(this.#file, { start: props.end, end: props.end }, this.#marks(props), 'plain');
    const composed = this.#value(token, props, depth + 1);
    if (composed.node?.kind === 'scalar' && !composed.alias) return composed.node;
    const span = composed.alias ?? { start: token.offset, end: Math.max(token.offset, composed.end) };
    if (!composed.alias && composed.node) {
      this.#problems.add('complex-key', span, 'A key has to be a single value, not a list or a mapping.');
    }
    return new YamlScalar(this.#file, span, NO_MARKS, 'plain');
  }

  #blockSeq(token: CST.BlockSequence, marks: YamlMarks, depth: number): YamlSeq {
    const items: YamlItem[] = [];
    const node = new YamlSeq(this.#file, { start: token.offset, end: token.offset }, marks, false, items);
    for (const item of token.items) {
      const offset = item.start[0]?.offset ?? token.offset;
      const props = readProps(
        item.start,
        { indicator: 'seq-item-ind', next: item.value, offset, parentIndent: token.indent, newLine: true, flow: false },
        this.#problems,
      );
      if (!props.found) {
        if (!props.anchor && !props.tag && !item.value) continue;
        const place = item.value?.offset ?? props.start;
        this.#problems.add('indent', { start: place, end: place + 1 }, 'This is not indented like the list above, and is no item of it.');
      }
      const value = item.value ? this.#value(item.value, props, depth + 1) : this.#empty(props);
      const dash = props.found && at(props.found);
      const begin = dash?.start ?? item.value?.offset ?? offset;
      const entry = new YamlItem({
        parent: node,
        value: value.node,
        alias: value.alias,
        dash,
        span: { start: begin, end: Math.max(value.end, dash?.end ?? begin) },
      });
      if (value.node && !value.alias) value.node.owner = entry;
      items.push(entry);
    }
    node.span = { start: items[0]?.span.start ?? token.offset, end: items.at(-1)?.span.end ?? token.offset };
    return node;
  }

  #flow(token: CST.FlowCollection, marks: YamlMarks, depth: number, atRoot: boolean): YamlMap | YamlSeq {
    const isMap = token.start.source === '{';
    const own: YamlPair[] = [];
    const items: YamlItem[] = [];
    const start = token.offset;
    const close = token.end[0]?.source === (isMap ? '}' : ']') ? token.end[0] : undefined;
    const span = { start, end: start + 1 };
    const node = isMap ? new YamlMap(this.#file, span, marks, true, own) : new YamlSeq(this.#file, span, marks, true, items);
    let end = start + 1;
    for (const [index, item] of token.items.entries()) {
      const offset = item.start[0]?.offset ?? end;
      const props = readProps(
        item.start,
        {
          indicator: 'explicit-key-ind',
          next: item.key ?? item.sep?.[0] ?? item.value,
          offset,
          parentIndent: token.indent,
          newLine: false,
          flow: true,
        },
        this.#problems,
      );
      const nothing = !props.found && !props.anchor && !props.tag && !item.sep && !item.value && !item.key;
      this.#checkComma(token, index, props, item, nothing);
      if (nothing) continue;
      if (node.kind === 'seq' && !item.sep && !props.found) {
        const value = item.value ? this.#value(item.value, props, depth + 1) : this.#empty(props);
        const begin = value.alias?.start ?? value.node?.span.start ?? item.value?.offset ?? offset;
        const entry = new YamlItem({
          parent: node,
          value: value.node,
          alias: value.alias,
          dash: undefined,
          span: { start: begin, end: Math.max(begin, value.end) },
        });
        if (value.node && !value.alias) value.node.owner = entry;
        items.push(entry);
        end = entry.span.end;
      } else if (node.kind === 'seq') {
        end = this.#singlePair(node, items, item, props, token.indent, depth);
      } else {
        const pair = this.#pair(node, item, props, token.indent, depth, true);
        this.#checkFlowPair(item, pair);
        own.push(pair);
        end = pair.span.end;
      }
      this.#checkNoBlock(item);
    }
    if (!close)
      this.#problems.add(
        'unclosed',
        { start, end: start + 1 },
        `\`${token.start.source}\` is never closed${atRoot ? '' : ', or its closing bracket is not indented far enough'}.`,
      );
    node.span = { start, end: close ? tokenEnd(close) : Math.max(end, start + 1) };
    checkEnd(close ? token.end.slice(1) : undefined, this.#problems);
    if (node.kind === 'seq') return node;
    return this.#finished(node, own, node.span);
  }

  /** `[a: b]` is a list of one mapping. */
  #singlePair(parent: YamlSeq, items: YamlItem[], item: CST.CollectionItem, props: Props, indent: number, depth: number): number {
    const own: YamlPair[] = [];
    const map = new YamlMap(this.#file, { start: props.end, end: props.end }, NO_MARKS, true, own);
    const pair = this.#pair(map, item, props, indent, depth + 1, true);
    own.push(pair);
    map.span = pair.span;
    const entry = new YamlItem({ parent, value: map, alias: undefined, dash: undefined, span: pair.span });
    map.owner = entry;
    items.push(entry);
    if (!props.found && pair.colon !== undefined && !this.#sameLine(pair.key.span.start, pair.colon)) {
      this.#problems.add('syntax', pair.key.span, 'A key in a list has to stand on the line of its `:`.');
    }
    return pair.span.end;
  }

  #checkComma(token: CST.FlowCollection, index: number, props: Props, item: CST.CollectionItem, nothing: boolean): void {
    if (index === 0) {
      if (props.comma) this.#problems.add('syntax', at(props.comma), 'Nothing stands before this comma.');
    } else if (nothing) {
      if (index < token.items.length - 1)
        this.#problems.add(
          'syntax',
          props.comma ? at(props.comma) : { start: props.start, end: props.start + 1 },
          'Nothing stands behind this comma.',
        );
    } else if (!props.comma) {
      const place = item.key?.offset ?? item.value?.offset ?? props.start;
      this.#problems.add('syntax', { start: place, end: place + 1 }, 'A comma is missing before this.');
    }
  }

  #checkFlowPair(item: CST.CollectionItem, pair: YamlPair): void {
    if (pair.colon !== undefined || !item.value) return;
    this.#problems.add(
      'syntax',
      { start: item.value.offset, end: item.value.offset + 1 },
      'A comma or a `:` with a blank is missing before this.',
    );
  }

  #checkNoBlock(item: CST.CollectionItem): void {
    for (const part of [item.key, item.value]) {
      if (part?.type === 'block-map' || part?.type === 'block-seq') {
        this.#problems.add('syntax', { start: part.offset, end: part.offset + 1 }, 'Between brackets only `[…]` and `{…}` can be nested.');
      }
    }
  }

  #finished(node: YamlMap, own: readonly YamlPair[], span?: Span): YamlMap {
    node.span = span ?? { start: own[0]?.span.start ?? node.span.start, end: own.at(-1)?.span.end ?? node.span.end };
    this.#checkDuplicates(own);
    if (own.some(isMerge)) node.pairs = this.#merge(node, own);
    return node;
  }

  /** `<<` may stand twice for YAML libraries, but Compose 2.17 and later refuses that as well. */
  #checkDuplicates(own: readonly YamlPair[]): void {
    if (own.length < 2) return;
    const seen = new Set<string>();
    for (const pair of own) {
      if (pair.key.text === '' && pair.key.span.start === pair.key.span.end) continue;
      if (seen.has(pair.key.text))
        this.#problems.add('duplicate-key', pair.key.span, `\`${shown(pair.key.text)}\` stands twice in this mapping.`);
      seen.add(pair.key.text);
    }
  }

  #merge(node: YamlMap, own: readonly YamlPair[]): YamlPair[] {
    const result = own.filter((pair) => !isMerge(pair));
    const known = new Set(result.map((pair) => pair.key.text));
    for (const { map, site } of own.filter(isMerge).flatMap(mergedMaps)) {
      for (const pair of map.pairs) {
        if (known.has(pair.key.text) || this.#mergedPairs >= MAX_MERGED_PAIRS) continue;
        this.#mergedPairs++;
        known.add(pair.key.text);
        result.push(
          new YamlPair({
            parent: node,
            key: pair.key,
            value: pair.value,
            alias: pair.alias,
            colon: pair.colon,
            span: pair.span,
            mergedAt: site,
          }),
        );
      }
    }
    return result;
  }
}

function isMerge(pair: YamlPair): boolean {
  return pair.key.style === 'plain' && pair.key.text === '<<';
}

function mergedMaps(pair: YamlPair): { map: YamlMap; site: Span }[] {
  const value = pair.value;
  if (value?.kind === 'map') return [{ map: value, site: pair.alias ?? pair.key.span }];
  if (value?.kind !== 'seq') return [];
  return value.items.flatMap((item) => (item.value?.kind === 'map' ? [{ map: item.value, site: item.alias ?? pair.key.span }] : []));
}
