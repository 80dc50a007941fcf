import type { FileEdit } from '../fix.ts';
import { lineBreakOf } from '../text/lines.ts';
import { columnOf, dashColumn, isAliased, isEditable, isShared, keyColumn, lastLineOf, leadOf, styleIn, styleOf } from './layout.ts';
import { asMap, type YamlFile, type YamlItem, type YamlMap, type YamlNode, YamlPair, type YamlScalar, type YamlSeq } from './nodes.ts';
import {
  escapeDouble,
  flow,
  isPlainSafe,
  isRaw,
  type NewMap,
  type NewValue,
  quoteWith,
  raw,
  renderFlow,
  renderItems,
  renderPairs,
  renderScalar,
  type WriteStyle,
} from './render.ts';

export { flow, type NewMap, type NewValue, raw };

/** Edits of one file, or undefined where an edit would be a guess. */
export type YamlEdit = readonly FileEdit[] | undefined;

function replace(file: YamlFile, start: number, end: number, newText: string): FileEdit[] {
  return [{ file: file.source.path, start, end, newText }];
}

function isOneLine(file: YamlFile, node: YamlNode): boolean {
  const { lines } = file.source;
  return lines.lineAt(node.span.start) === lines.lineAt(node.span.end);
}

/** New lines behind the line of `line`, whatever stands at its end. */
function insertLinesAfter(file: YamlFile, line: number, added: readonly string[]): FileEdit[] {
  const at = file.source.lines.endOf(line);
  const eol = lineBreakOf(file.source.text);
  return replace(file, at, at, added.map((text) => eol + text).join(''));
}

/**
 * Sets the value at a path below a mapping; missing parents are created, and what is there keeps its place.
 * Refuses where the path leads through an alias, a merged or an anchored mapping that others use, a flow
 * collection of several lines, or a value that is no mapping.
 */
export function setIn(file: YamlFile, map: YamlMap, path: readonly string[], value: NewValue): YamlEdit {
  if (!isEditable(file) || isShared(map)) return undefined;
  let current = map;
  for (const [depth, key] of path.entries()) {
    if (current.aliased) return undefined;
    const pair = current.pair(key);
    const rest = path.slice(depth + 1);
    if (!pair) return addPairs(file, current, { [key]: nest(rest, value) });
    if (pair.merged || pair.alias) return undefined;
    if (rest.length === 0) return replaceValue(file, pair, value);
    if (pair.value === undefined) return fillEmpty(file, pair, nest(rest, value));
    const next = asMap(pair.value);
    if (!next) return undefined;
    current = next;
  }
  return undefined;
}

function nest(path: readonly string[], value: NewValue): NewValue {
  return path.reduceRight<NewValue>((inner, key) => ({ [key]: inner }), value);
}

/** Adds pairs behind the last one of a mapping. The keys must not be there yet. */
export function addPairs(file: YamlFile, map: YamlMap, pairs: NewMap): YamlEdit {
  if (!isEditable(file) || isShared(map)) return undefined;
  if (map.flow) return addToFlow(file, map, pairs);
  const column = keyColumn(map);
  const last = map.own.at(-1);
  const line = last && lastLineOf(file, last);
  if (column === undefined || line === undefined) return undefined;
  const lines = renderPairs(pairs, column, styleIn(map));
  return insertLinesAfter(file, line, spacedAtTop(file, map) ? ['', ...lines] : lines);
}

/** Top-level keys are often set apart by an empty line. */
function spacedAtTop(file: YamlFile, map: YamlMap): boolean {
  const last = map.own.at(-1);
  if (map.owner || !last || map.own.length < 2) return false;
  let line = file.source.lines.lineAt(last.key.span.start) - 1;
  while (line > 0 && /^\s*#/.test(file.source.lines.textOf(line))) line--;
  return line > 0 && file.source.lines.textOf(line).trim() === '';
}

function addToFlow(file: YamlFile, collection: YamlMap | YamlSeq, added: NewMap | readonly NewValue[]): YamlEdit {
  if (!isOneLine(file, collection)) return undefined;
  const { start, end } = collection.span;
  const style = styleOf(file);
  const inner = renderFlow(added as NewValue, style)
    .slice(1, -1)
    .trim();
  const last = collection.kind === 'map' ? collection.own.at(-1) : collection.items.at(-1);
  if (last) return replace(file, last.span.end, last.span.end, `, ${inner}`);
  if (file.source.text.slice(start + 1, end - 1).trim() !== '') return undefined;
  return replace(file, start + 1, end - 1, collection.kind === 'map' ? ` ${inner} ` : inner);
}

/** Gives a value to `key:`. */
function fillEmpty(file: YamlFile, pair: YamlPair, value: NewValue): YamlEdit {
  if (pair.colon === undefined || !isEditable(file)) return undefined;
  const style = styleIn(pair.parent);
  const inline =
    pair.parent.flow || value === null || typeof value !== 'object' || isRaw(value) || 'flow' in value || Object.keys(value).length === 0;
  if (inline) {
    const text = pair.parent.flow ? renderFlow(value, style) : (renderPairs({ k: value }, 0, style)[0] ?? '').slice(2).trim();
    return text === '' ? [] : replace(file, pair.colon + 1, pair.colon + 1, ` ${text}`);
  }
  const column = keyColumn(pair.parent);
  if (column === undefined) return undefined;
  const lines = Array.isArray(value)
    ? renderItems(value, column + style.dashStep, style)
    : renderPairs(value as NewMap, column + style.step, style);
  return insertLinesAfter(file, file.source.lines.lineAt(pair.colon), lines);
}

/**
 * Replaces a value. A scalar keeps its quotes; a list or mapping is replaced only when it stands on one line.
 * Refuses aliases, merged pairs and block scalars.
 */
export function replaceValue(file: YamlFile, target: YamlPair | YamlItem | YamlScalar, value: NewValue): YamlEdit {
  if (!isEditable(file)) return undefined;
  if ('kind' in target) return replaceNode(file, target, value);
  if (target.alias || (target instanceof YamlPair && target.merged)) return undefined;
  if (target.value) return replaceNode(file, target.value, value);
  return target instanceof YamlPair ? fillEmpty(file, target, value) : undefined;
}

function replaceNode(file: YamlFile, node: YamlNode, value: NewValue): YamlEdit {
  if (node.aliased || !isOneLine(file, node) || isAliased(node)) return undefined;
  if (node.kind !== 'scalar' && !node.flow) return undefined;
  // An empty value behind an anchor or a tag: what is written would run into it.
  if (node.span.start === node.span.end) return undefined;
  const style = styleOf(file);
  const { start, end } = node.span;
  const inFlow = isInFlow(node);
  if (node.kind === 'scalar' && typeof value === 'string') {
    if (node.block) return undefined;
    return replace(file, start, end, inStyleOf(node, value, inFlow, style));
  }
  if (node.kind === 'scalar' && node.block) return undefined;
  if (value !== null && typeof value === 'object' && !isRaw(value)) return replace(file, start, end, renderFlow(value, style));
  return replace(file, start, end, isRaw(value) ? value.raw : renderScalar(value, style, inFlow));
}

/**
 * Replaces the whole list or mapping of a pair by one of another shape, for example a short form by the long one.
 * Refuses values that hold comments, since those could not be kept.
 */
export function replaceCollection(file: YamlFile, pair: YamlPair, value: NewMap | readonly NewValue[]): YamlEdit {
  const node = pair.alias || pair.merged ? undefined : pair.value;
  if (!isEditable(file) || pair.colon === undefined || !node || node.kind === 'scalar' || isShared(node) || isAliased(node))
    return undefined;
  if (node.anchor || node.tag || pair.parent.flow) return undefined;
  const column = keyColumn(pair.parent);
  const last = lastLineOf(file, pair);
  const from = pair.colon + 1;
  if (
    column === undefined ||
    last === undefined ||
    file.comments.some((comment) => comment.span.start > from && comment.span.start < node.span.end)
  )
    return undefined;
  const style = styleIn(pair.parent);
  const lines = Array.isArray(value)
    ? renderItems(value, column + style.dashStep, style)
    : renderPairs(value as NewMap, column + style.step, style);
  const eol = lineBreakOf(file.source.text);
  const tail = file.source.text.slice(node.span.end, file.source.lines.endOf(last)).trim();
  return tail === '' ? replace(file, from, node.span.end, lines.map((line) => eol + line).join('')) : undefined;
}

function isInFlow(node: YamlNode): boolean {
  return node.parent?.flow === true;
}

function inStyleOf(node: YamlScalar, text: string, inFlow: boolean, style: WriteStyle): string {
  if (node.style === 'single') return quoteWith(text, "'");
  if (node.style === 'double') return quoteWith(text, '"');
  return renderScalar(text, style, inFlow);
}

/** Renames a key and keeps its quotes. Refuses merged pairs and names that are taken. */
export function renameKey(file: YamlFile, pair: YamlPair, name: string): YamlEdit {
  if (!isEditable(file) || pair.merged || pair.key.aliased || pair.parent.has(name) || pair.key.block) return undefined;
  return replace(file, pair.key.span.start, pair.key.span.end, inStyleOf(pair.key, name, pair.parent.flow, styleOf(file)));
}

/**
 * Removes a key with its value and the comment on its line; comments above stay. Refuses the only key of a
 * mapping, and values that hold an anchor which is used elsewhere.
 */
export function removeKey(file: YamlFile, pair: YamlPair): YamlEdit {
  if (!isEditable(file) || pair.merged || pair.parent.own.length < 2 || isShared(pair.parent)) return undefined;
  if (!pair.alias && isAliased(pair.value)) return undefined;
  return removeEntry(file, pair, pair.parent, pair.parent.own);
}

/** Removes an item of a list. Refuses the only one. */
export function removeItem(file: YamlFile, item: YamlItem): YamlEdit {
  if (!isEditable(file) || item.parent.items.length < 2 || isShared(item.parent)) return undefined;
  if (!item.alias && isAliased(item.value)) return undefined;
  return removeEntry(file, item, item.parent, item.parent.items);
}

function removeEntry(
  file: YamlFile,
  entry: YamlPair | YamlItem,
  parent: YamlMap | YamlSeq,
  entries: readonly (YamlPair | YamlItem)[],
): YamlEdit {
  const index = entries.indexOf(entry);
  const next = entries[index + 1];
  if (parent.flow) return removeFromFlow(file, entry, parent, entries[index - 1], next);
  if ((parent.kind === 'map' ? keyColumn(parent) : dashColumn(parent)) === undefined) return undefined;
  const last = lastLineOf(file, entry);
  if (last === undefined) return undefined;
  const { lines, text } = file.source;
  const begin = 'dash' in entry && entry.dash ? entry.dash.start : entry.span.start;
  const first = lines.lineAt(begin);
  if (leadOf(file, begin).trim() !== '' && !(first === 0 && leadOf(file, begin) === '\uFEFF')) {
    // The first key of a list item shares its line with the dash: the next key moves up.
    if (!next || file.comments.some((comment) => comment.span.start > begin && comment.span.start < next.span.start)) return undefined;
    return replace(file, begin, next.span.start, '');
  }
  if (last + 1 >= lines.count) return replace(file, first === 0 ? begin : lines.endOf(first - 1), text.length, '');
  const blankBefore = (index === 0 && !parent.owner) || lines.textOf(first - 1).trim() === '';
  const blankBehind = last + 2 < lines.count && lines.textOf(last + 1).trim() === '';
  return replace(file, first === 0 ? begin : lines.startOf(first), lines.startOf(last + (blankBefore && blankBehind ? 2 : 1)), '');
}

function removeFromFlow(
  file: YamlFile,
  entry: YamlPair | YamlItem,
  parent: YamlMap | YamlSeq,
  previous: YamlPair | YamlItem | undefined,
  next: YamlPair | YamlItem | undefined,
): YamlEdit {
  if (!isOneLine(file, parent)) return undefined;
  const text = file.source.text;
  const [start, end] = next ? [entry.span.start, next.span.start] : previous ? [previous.span.end, entry.span.end] : [0, 0];
  // Anchors and tags stand outside the spans of their nodes.
  const gap = next ? text.slice(entry.span.end, end) : text.slice(start, entry.span.start);
  return start < end && /^\s*,\s*$/.test(gap) ? replace(file, start, end, '') : undefined;
}

/** Adds an item behind the last one, quoted as its neighbours are. Refuses empty block lists and flow lists of several lines. */
export function appendItem(file: YamlFile, seq: YamlSeq, value: NewValue): YamlEdit {
  if (!isEditable(file) || isShared(seq)) return undefined;
  const styled = typeof value === 'string' ? raw(quotedAsItems(file, seq, value)) : value;
  if (seq.flow) return addToFlow(file, seq, [styled]);
  const column = dashColumn(seq);
  const last = seq.items.at(-1);
  const line = last && lastLineOf(file, last);
  if (column === undefined || line === undefined) return undefined;
  return insertLinesAfter(file, line, renderItems([styled], column, styleOf(file)));
}

function quotedAsItems(file: YamlFile, seq: YamlSeq, text: string): string {
  const scalars = seq.items.flatMap((item) => (item.value?.kind === 'scalar' && !item.alias ? [item.value] : []));
  const style = scalars.at(-1)?.style;
  if (style === 'single' || style === 'double') return quoteWith(text, style === 'single' ? "'" : '"');
  return renderScalar(text, styleOf(file), seq.flow);
}

/** Adds pairs in front of one, above the comment lines that stand directly over it. */
export function insertBefore(file: YamlFile, pair: YamlPair, pairs: NewMap): YamlEdit {
  const column = pair.merged || !isEditable(file) || isShared(pair.parent) ? undefined : keyColumn(pair.parent);
  if (column === undefined) return undefined;
  const eol = lineBreakOf(file.source.text);
  const added = renderPairs(pairs, column, styleIn(pair.parent));
  const { lines } = file.source;
  const line = lines.lineAt(pair.span.start);
  const lead = leadOf(file, pair.span.start).replace('\uFEFF', '');
  if (lead.trim() !== '' || line === 0) {
    const text = added.map((part) => part.slice(column)).join(eol + ' '.repeat(column));
    return replace(file, pair.span.start, pair.span.start, text + eol + ' '.repeat(column));
  }
  let first = line;
  while (first > 0 && new RegExp(`^ {${column}}#`).test(lines.textOf(first - 1))) first--;
  if (first === 0) return undefined;
  const at = lines.startOf(first);
  return replace(file, at, at, added.map((part) => part + eol).join(''));
}

/** Adds pairs behind one, below everything that belongs to it. */
export function insertAfter(file: YamlFile, pair: YamlPair, pairs: NewMap): YamlEdit {
  const usable = !pair.merged && isEditable(file) && !isShared(pair.parent);
  const column = usable ? keyColumn(pair.parent) : undefined;
  const line = usable ? lastLineOf(file, pair) : undefined;
  if (column === undefined || line === undefined) return undefined;
  return insertLinesAfter(file, line, renderPairs(pairs, column, styleIn(pair.parent)));
}

/**
 * Replaces a stretch of a scalar's decoded text. `text` is decoded text too: it is escaped as the scalar's style
 * needs; an unquoted scalar that could no longer stand so is quoted. Refuses stretches that run over folded lines.
 */
export function rewriteInside(file: YamlFile, scalar: YamlScalar, start: number, end: number, text: string): YamlEdit {
  if (scalar.aliased || scalar.span.start === scalar.span.end || start < 0 || end > scalar.text.length || start > end) return undefined;
  const at = scalar.spanOf(start, end);
  const { lines } = file.source;
  const oneLine = lines.lineAt(at.start) === lines.lineAt(at.end);
  if (scalar.block) return rewriteBlock(file, scalar, start, end, text);
  if (!oneLine) return undefined;
  switch (scalar.style) {
    case 'double':
      return replace(file, at.start, at.end, escapeDouble(text));
    case 'single':
      return /[\n\r]/.test(text) ? undefined : replace(file, at.start, at.end, text.replaceAll("'", "''"));
    default:
      return rewritePlain(file, scalar, start, end, text);
  }
}

function rewritePlain(file: YamlFile, scalar: YamlScalar, start: number, end: number, text: string): YamlEdit {
  const after = scalar.text.slice(0, start) + text + scalar.text.slice(end);
  const inFlow = isInFlow(scalar);
  const at = scalar.spanOf(start, end);
  const staysTyped = typeof scalar.value !== 'string';
  const { quote, json } = styleOf(file);
  if (!json && (isPlainSafe(after, inFlow) || (staysTyped && /^[\w.+-]+$/.test(after)))) return replace(file, at.start, at.end, text);
  if (!isOneLine(file, scalar)) return undefined;
  return replace(file, scalar.span.start, scalar.span.end, quoteWith(after, quote));
}

function rewriteBlock(file: YamlFile, scalar: YamlScalar, start: number, end: number, text: string): YamlEdit {
  // The line breaks at the end are made by the header's chomping, the indentation by the first line: neither may change.
  const contentEnd = scalar.text.trimEnd().length;
  const body = scalar.text.slice(0, start) + text + scalar.text.slice(end, contentEnd);
  if (end > contentEnd || body === '' || body !== body.trimEnd()) return undefined;
  if (/^[ \t\n]/.test(body) && !/^[ \t\n]/.test(scalar.text)) return undefined;
  const at = scalar.spanOf(start, end);
  if (scalar.style === 'folded') {
    const oneLine = file.source.lines.lineAt(at.start) === file.source.lines.lineAt(at.end);
    return oneLine && !/[\n\r]/.test(text) && text !== '' && text === text.trim() ? replace(file, at.start, at.end, text) : undefined;
  }
  const { lines } = file.source;
  // A line break that is replaced takes the indentation of the next line with it.
  const joins = end > start && scalar.text[end - 1] === '\n' && !text.endsWith('\n');
  const to = joins ? scalar.map.toSource(end) : at.end;
  const atLineStart = to === lines.startOf(lines.lineAt(to));
  const indent = ' '.repeat(columnOf(file, scalar.spanOf(0, 1).start));
  const parts = text.split('\n');
  const written = parts.map((line, index) =>
    index > 0 && (line !== '' || (index === parts.length - 1 && !atLineStart)) ? indent + line : line,
  );
  // An empty line has no indentation to write behind.
  const lead = leadOf(file, at.start).length;
  const hasContent = parts[0] !== '' || (parts.length === 1 && to !== lines.endOf(lines.lineAt(to)));
  const missing = lead < indent.length && hasContent ? indent.slice(lead) : '';
  return replace(file, at.start, to, missing + written.join(lineBreakOf(file.source.text)));
}

/**
 * Replaces a stretch of a scalar (or key) that holds no escape by a word; for names that stand inside a longer value.
 * Quotes around the whole stretch stay. Refuses words that would need quotes.
 */
export function replaceScalarPart(file: YamlFile, at: { readonly start: number; readonly end: number }, word: string): YamlEdit {
  if (!isEditable(file) || !/^[A-Za-z0-9_.-]+$/.test(word) || !isPlainSafe(word)) return undefined;
  const { text } = file.source;
  const first = text[at.start];
  const isQuoted = (first === '"' || first === "'") && at.end - at.start > 1 && text[at.end - 1] === first;
  return isQuoted ? replace(file, at.start + 1, at.end - 1, word) : replace(file, at.start, at.end, word);
}

/** Puts `# text` at the end of a value's line, in place of a comment that stands there. */
export function setTrailingComment(file: YamlFile, node: YamlNode, text: string): YamlEdit {
  if (!isEditable(file) || !isOneLine(file, node) || (node.kind === 'scalar' && node.block)) return undefined;
  const { lines } = file.source;
  const line = lines.lineAt(node.span.end);
  const known = file.comments.find((comment) => comment.line === line);
  if (known) return replace(file, known.span.start, known.span.end, `# ${text}`);
  const content = lines.textOf(line).trimEnd();
  const at = lines.startOf(line) + content.length;
  return at < node.span.end ? undefined : replace(file, at, lines.endOf(line), ` # ${text}`);
}
