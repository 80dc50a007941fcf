import { plainText } from '../fix.ts';

/** Text to be put into the file as it is: `"1.0"`, `*defaults`. One line. */
export interface RawText {
  readonly raw: string;
}

/** A list or mapping to be written in one line: `["CMD", "true"]`. */
export interface FlowValue {
  readonly flow: NewValue;
}

/** A value to write. Strings are quoted where YAML 1.1 or 1.2 would read something else. */
export type NewValue = string | number | boolean | null | RawText | FlowValue | readonly NewValue[] | NewMap;
export interface NewMap {
  readonly [key: string]: NewValue;
}

export function raw(text: string): RawText {
  return { raw: text };
}

export function flow(value: NewValue): FlowValue {
  return { flow: value };
}

export function isRaw(value: NewValue): value is RawText {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.keys(value).length === 1 &&
    typeof (value as RawText).raw === 'string'
  );
}

function isFlow(value: NewValue): value is FlowValue {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length === 1 && 'flow' in value;
}

/** How this file writes things. */
export interface WriteStyle {
  /** Spaces that a nested mapping is indented by. */
  readonly step: number;
  /** Spaces that a list is indented by below its key: 0 or `step`. */
  readonly dashStep: number;
  readonly quote: "'" | '"';
  /** The file is JSON: keys and texts are always quoted. */
  readonly json: boolean;
}

const RESERVED = /^(?:~|null|true|false|yes|no|on|off|y|n|<<|=|\.nan|[-+]?\.inf)$/i;
/** Anything that YAML 1.1 or 1.2 may read as a number, a time or a date. */
const NUMERIC =
  /^[-+]?(?:\.?[0-9][0-9_]*|0[box][0-9a-fA-F_]+|[0-9_]+(?::[0-5]?[0-9])+)(?:\.[0-9_]*)?(?:[eE][-+]?[0-9]+)?$|^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}/;
/** Characters that only a double-quoted scalar can hold, line breaks among them. */
const CONTROL = /[\p{Cc}\ufeff\u2028\u2029]/u;

/** The text may stand without quotes and will be read back as this very string. */
export function isPlainSafe(text: string, inFlow = false): boolean {
  if (text === '' || text !== text.trim() || CONTROL.test(text)) return false;
  if (RESERVED.test(text) || NUMERIC.test(text)) return false;
  if (/^(?:---|\.\.\.)(?:\s|$)/.test(text)) return false;
  if (/^[,[\]{}#&*!|>'"%@`:?]/.test(text) || /^-(?:\s|$)/.test(text)) return false;
  if (/:(?:\s|$)/.test(text) || / #/.test(text)) return false;
  return !(inFlow && /[,[\]{}]|:["'[{]/.test(text));
}

export function quoteWith(text: string, quote: "'" | '"'): string {
  if (quote === "'" && !CONTROL.test(plainText(text))) return `'${text.replaceAll("'", "''")}'`;
  return `"${escapeDouble(text)}"`;
}

/** Content of a double-quoted scalar. */
export function escapeDouble(text: string): string {
  return text
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    .replaceAll('\n', '\\n')
    .replaceAll('\t', '\\t')
    .replaceAll('\r', '\\r')
    .replace(/[\p{Cc}\ufeff\u2028\u2029]/gu, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

export function renderScalar(value: string | number | boolean | null, style: WriteStyle, inFlow = false): string {
  if (typeof value !== 'string') return String(value);
  if (style.json) return quoteWith(value, '"');
  return isPlainSafe(plainText(value), inFlow) ? value : quoteWith(value, style.quote);
}

export function renderKey(key: string, style: WriteStyle, inFlow = false): string {
  if (style.json) return quoteWith(key, '"');
  return isPlainSafe(plainText(key), inFlow) ? key : quoteWith(key, style.quote);
}

/** In one line. Strings of lists are always quoted, as exec forms are by custom. */
export function renderFlow(value: NewValue, style: WriteStyle, inList = false): string {
  if (isRaw(value)) return value.raw;
  if (isFlow(value)) return renderFlow(value.flow, style);
  if (isList(value)) return `[${value.map((item) => renderFlow(item, style, true)).join(', ')}]`;
  if (typeof value === 'string' && inList) return quoteWith(value, style.quote);
  if (typeof value !== 'object' || value === null) return renderScalar(value, style, true);
  const pairs = Object.entries(value).map(([key, item]) => `${renderKey(key, style, true)}: ${renderFlow(item, style)}`);
  return pairs.length ? `{ ${pairs.join(', ')} }` : '{}';
}

function isList(value: NewValue): value is readonly NewValue[] {
  return Array.isArray(value);
}

/** Lines of a block mapping, each with `column` blanks in front. A value of `null` is left empty. */
export function renderPairs(map: NewMap, column: number, style: WriteStyle): string[] {
  return Object.entries(map).flatMap(([key, value]) => renderEntry(renderKey(key, style), value, column, style));
}

function renderEntry(key: string, value: NewValue, column: number, style: WriteStyle): string[] {
  const lead = `${' '.repeat(column)}${key}:`;
  if (value === null) return [lead];
  const inline = renderInline(value, style);
  if (inline !== undefined) return [`${lead} ${inline}`];
  if (isList(value)) return [lead, ...renderItems(value, column + style.dashStep, style)];
  return [lead, ...renderPairs(value as NewMap, column + style.step, style)];
}

/** The value in one line, when that is how it is written; undefined for block lists and mappings. */
function renderInline(value: NewValue, style: WriteStyle): string | undefined {
  if (isRaw(value)) return value.raw;
  if (isFlow(value)) return renderFlow(value.flow, style);
  if (value === null || typeof value !== 'object') return renderScalar(value, style);
  const empty = isList(value) ? value.length === 0 : Object.keys(value).length === 0;
  return empty ? (isList(value) ? '[]' : '{}') : undefined;
}

export function renderItems(items: readonly NewValue[], column: number, style: WriteStyle): string[] {
  return items.flatMap((item) => {
    const dash = `${' '.repeat(column)}- `;
    const inline = item === null ? 'null' : renderInline(item, style);
    if (inline !== undefined) return [`${dash}${inline}`];
    const lines = isList(item) ? renderItems(item, column + 2, style) : renderPairs(item as NewMap, column + 2, style);
    return lines.map((line, index) => (index === 0 ? `${dash}${line.slice(column + 2)}` : line));
  });
}
