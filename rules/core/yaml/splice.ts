import type { CST } from 'yaml';
import type { YamlComment } from './nodes.ts';

/** What was read of a text. The tokens may be changed when the next version is read: nobody keeps them. */
export interface Reading {
  readonly text: string;
  /** Of the file's top level. */
  readonly tokens: readonly CST.Token[];
  readonly comments: readonly YamlComment[];
}

/** A comment and where it stands in the text that was read. */
export type CommentToken = readonly [offset: number, text: string];

export interface ReadTokens {
  readonly tokens: readonly CST.Token[];
  readonly comments: readonly CommentToken[];
  /** False where the text is nested too deeply. */
  readonly isWhole: boolean;
}

type Item = CST.BlockMap['items'][number];

/** Stands for the parent where the part begins with a later entry. */
const HEAD = 'x:\n';

/**
 * Reads a new version of a text with what was read of the one before, where a change lies inside of one entry of the second level (a
 * service, a job) of a document of two mappings: the entry is read anew between its neighbours, and everything behind it is moved. That
 * both neighbours come out as they were shows that the reader is in the same state before and behind the entry as it was.
 * @param makeComment of a comment of the part, by its place in the new text
 * @returns undefined where the whole text has to be read; `before` is of no use any more, either way
 */
export function readAgain(
  before: Reading,
  text: string,
  read: (text: string) => ReadTokens,
  makeComment: (comment: CommentToken) => YamlComment,
): Reading | undefined {
  try {
    return splice(before, text, read, makeComment);
  } catch {
    // What is nested very deeply is walked through by none of the functions below.
    return undefined;
  }
}

function splice(
  before: Reading,
  text: string,
  read: (text: string) => ReadTokens,
  makeComment: (comment: CommentToken) => YamlComment,
): Reading | undefined {
  const top = soleMapping(before.tokens);
  if (!top) return undefined;
  const change = differenceOf(before.text, text);
  if (!change) return { ...before, text };
  const { start, end, delta } = change;
  const outer = itemAround(top, start, end, before.text.length);
  const inner = outer?.item.value?.type === 'block-map' ? outer.item.value : undefined;
  if (!outer || !inner) return undefined;
  const next = top.items[outer.index + 1];
  const innerEnd = next ? startOf(next) : before.text.length;
  const found = itemAround(inner, start, end, innerEnd);
  if (!found) return undefined;

  // From the line of the entry before (of the parent's key, for the first entry) to the end of the one behind.
  const left = inner.items[found.index - 1];
  const right = inner.items[found.index + 1];
  const from = lineOf(before.text, left ? keyOffset(left) : keyOffset(outer.item));
  const until = right
    ? endOf(inner, found.index + 1, innerEnd)
    : next
      ? endOf(top, outer.index + 1, before.text.length)
      : before.text.length;
  if (from === undefined || from > start || until < end) return undefined;
  const head = left ? HEAD : '';
  if (!isClean(before)) return undefined;
  const part = read(head + text.slice(from, until + delta));
  const readTop = part.isWhole && !part.tokens.some(hasError) ? soleMapping(part.tokens) : undefined;
  if (!readTop) return undefined;
  const readInner = readTop.items[0]?.value;
  const readItems = readInner?.type === 'block-map' && readInner.indent === inner.indent ? readInner.items : undefined;
  const isOneEntry = readTop.items.length === (right || !next ? 1 : 2);
  if (!readItems || !isOneEntry) return undefined;

  const toNew = from - head.length;
  const middle = readItems.slice(left ? 1 : 0, right ? -1 : undefined);
  const leftIsSame = left ? isSameEntry(left, readItems[0], -toNew) : isSameKey(outer.item, readTop.items[0], -toNew);
  const rightIsSame = right ? isSame(right, readItems.at(-1), delta - toNew) : !next || isSame(next, readTop.items[1], delta - toNew);
  if (!leftIsSame || !rightIsSame || middle.length === 0 || (!left && middle[0]?.start.length !== 0)) return undefined;

  for (const item of middle) moveItem(item, toNew);
  for (const item of inner.items.slice(found.index + 1)) moveItem(item, delta);
  for (const item of top.items.slice(outer.index + 1)) moveItem(item, delta);
  const document = before.tokens.at(-1);
  const readDocument = part.tokens.at(-1);
  if (document?.type !== 'document' || readDocument?.type !== 'document') return undefined;
  if (right || next) moveAll(document.end, delta);
  else {
    // The last entry of all: what stands behind it was read with it.
    moveAll(readDocument.end, toNew);
    if (readDocument.end) document.end = readDocument.end;
    else delete document.end;
  }
  inner.items.splice(found.index, 1, ...middle);
  return {
    text,
    tokens: before.tokens,
    comments: commentsOf(before, part.comments, { from, until, delta, toNew, head: head.length }, text, makeComment),
  };
}

interface Stretch {
  /** In the old text; `until` plus `delta` is the end in the new one. */
  readonly from: number;
  readonly until: number;
  readonly delta: number;
  /** What an offset of the part becomes in the new text by, and where the part's own text begins in it. */
  readonly toNew: number;
  readonly head: number;
}

function commentsOf(
  before: Reading,
  comments: readonly CommentToken[],
  { from, until, delta, toNew, head }: Stretch,
  text: string,
  makeComment: (comment: CommentToken) => YamlComment,
): YamlComment[] {
  const moved = ({ span }: YamlComment): YamlComment => makeComment([span.start + delta, text.slice(span.start + delta, span.end + delta)]);
  return [
    ...before.comments.filter(({ span }) => span.start < from),
    ...comments.filter(([offset]) => offset >= head).map(([offset, comment]) => makeComment([offset + toNew, comment])),
    ...before.comments.filter(({ span }) => span.start >= until).map(moved),
  ];
}

/** The mapping of a file that is one document and nothing else. */
function soleMapping(tokens: readonly CST.Token[]): CST.BlockMap | undefined {
  const [document, ...others] = tokens.filter((token) => token.type !== 'comment' && token.type !== 'newline' && token.type !== 'space');
  if (document?.type !== 'document' || others.length > 0 || tokens.at(-1) !== document) return undefined;
  return document.value?.type === 'block-map' && document.value.indent === 0 ? document.value : undefined;
}

/** The stretch of the old text that is another one in the new text; undefined where they are equal. */
function differenceOf(before: string, after: string): { start: number; end: number; delta: number } | undefined {
  const delta = after.length - before.length;
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  if (start === shorter && delta === 0) return undefined;
  let same = 0;
  while (same < shorter - start && before.charCodeAt(before.length - 1 - same) === after.charCodeAt(after.length - 1 - same)) same++;
  return { start, end: before.length - same, delta };
}

/** The item that a stretch lies in, from its first token to the first token of the next one. */
function itemAround(map: CST.BlockMap, start: number, end: number, mapEnd: number): { item: Item; index: number } | undefined {
  let low = 0;
  let high = map.items.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    const candidate = map.items[middle];
    if (candidate && startOf(candidate) <= start) low = middle;
    else high = middle - 1;
  }
  const item = map.items[low];
  return item?.key && startOf(item) <= start && end <= endOf(map, low, mapEnd) ? { item, index: low } : undefined;
}

function startOf(item: Item): number {
  return item.start[0]?.offset ?? item.key?.offset ?? Number.POSITIVE_INFINITY;
}

function endOf(map: CST.BlockMap, index: number, mapEnd: number): number {
  const next = map.items[index + 1];
  return next ? startOf(next) : mapEnd;
}

function keyOffset(item: Item): number | undefined {
  return item.key?.offset;
}

/** Offset of the beginning of a line. */
function lineOf(text: string, offset: number | undefined): number | undefined {
  return offset === undefined ? undefined : text.lastIndexOf('\n', offset - 1) + 1;
}

const clean = new WeakSet<readonly CST.Token[]>();

/** Nothing in it was an error; what is spliced in is none either. */
function isClean({ tokens }: Reading): boolean {
  if (!clean.has(tokens) && !tokens.some(hasError)) clean.add(tokens);
  return clean.has(tokens);
}

/** A token, or something that holds tokens: an item, a list. */
type Part = { readonly [key: string]: unknown } | readonly unknown[];

function isPart(value: unknown): value is Part {
  return typeof value === 'object' && value !== null;
}

function hasError(value: unknown): boolean {
  if (!isPart(value)) return false;
  if ('type' in value && value.type === 'error') return true;
  return Object.values(value).some(hasError);
}

/** Whether two tokens are the same but for their offsets, which differ by so much. */
function isSame(a: unknown, b: unknown, delta: number): boolean {
  if (!isPart(a) || !isPart(b)) return a === b;
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every((key) => {
    const one = (a as { readonly [key: string]: unknown })[key];
    const other = (b as { readonly [key: string]: unknown })[key];
    return key === 'offset' && typeof one === 'number' ? one + delta === other : isSame(one, other, delta);
  });
}

/** As `isSame`, without what stands before the key. */
function isSameEntry(a: Item, b: Item | undefined, delta: number): boolean {
  return b !== undefined && isSame({ ...a, start: [] }, { ...b, start: [] }, delta);
}

/** As `isSameEntry`, without the value. */
function isSameKey(a: Item, b: Item | undefined, delta: number): boolean {
  return b !== undefined && isSame(a.key, b.key, delta) && isSame(a.sep, b.sep, delta);
}

function moveItem(item: Item, delta: number): void {
  if (delta === 0) return;
  moveAll(item.start, delta);
  if (item.key) moveToken(item.key, delta);
  moveAll(item.sep, delta);
  if (item.value) moveToken(item.value, delta);
}

function moveAll(tokens: readonly CST.Token[] | undefined, delta: number): void {
  for (const token of tokens ?? []) moveToken(token, delta);
}

function moveToken(token: CST.Token, delta: number): void {
  token.offset += delta;
  if ('props' in token) moveAll(token.props, delta);
  if ('items' in token) {
    if (token.type === 'flow-collection') moveToken(token.start, delta);
    for (const item of token.items) moveItem(item as Item, delta);
  }
  if ('end' in token) moveAll(token.end, delta);
}
