import type { HereDocBody, ParsedScript, Script, Word } from 'unbash';
import { composeMaps, MappedTextBuilder, type OffsetMap } from '../text/source-map.ts';
import type { Span } from '../text/span.ts';

/**
 * One text that the parser's offsets refer to, and its map to the file. The script itself is a layer; so are a
 * backquoted command with backslashes in it, and the argument of `sh -c`.
 */
export interface Layer {
  readonly text: string;
  readonly map: OffsetMap;
}

/** A script inside a word or a here-document: its own layer and tree. */
export interface NestedLayer {
  readonly layer: Layer;
  readonly tree: ParsedScript;
  /** Whether the outer shell expands variables before the inner one reads the text. */
  readonly isExpandedFirst: boolean;
}

export type NestedHost = Word | HereDocBody;

export function spanIn(layer: Layer, start: number, end: number): Span {
  // The parser runs one past the end for a quote that is still open at a final backslash.
  const last = Math.min(end, layer.text.length);
  const from = layer.map.toSource(Math.min(start, last));
  return { start: from, end: last > start ? Math.max(from, layer.map.toSourceEnd(last)) : from };
}

export function rawIn(layer: Layer, node: { readonly pos: number; readonly end: number }): string {
  return layer.text.slice(node.pos, node.end);
}

/**
 * The layer of a substitution's script. The parser decodes a backquoted command that holds backslashes into a text of
 * its own (`Script.source`) and counts offsets there; every other script shares the text around it.
 */
export function layerOfSubstitution(layer: Layer, part: { readonly pos: number; readonly end: number }, script: Script): Layer {
  if (script.source === undefined) return layer;
  return { text: script.source, map: composeMaps(layer.map, decodedMap(layer.text, part, script.source)) };
}

/** Backquotes take the backslash from `\$`, `` \` `` and `\\`, and inside double quotes from `\"`. */
function decodedMap(text: string, part: { readonly pos: number; readonly end: number }, decoded: string): OffsetMap {
  const builder = new MappedTextBuilder(text);
  let from = part.pos + 1;
  let produced = 0;
  for (let i = from; i < part.end && produced < decoded.length; i++, produced++) {
    if (text[i] !== '\\') continue;
    const next = text[i + 1] ?? '';
    if (next === '$' || next === '`' || next === '\\' || (next === '"' && decoded[produced] === '"')) {
      builder.copy(from, i).replace(next, i, i + 2);
      from = i + 2;
    } else {
      produced++;
    }
    i++;
  }
  const { length } = builder;
  const built = builder.copy(from, from + decoded.length - length).build();
  if (built.text === decoded) return built.map;
  return new MappedTextBuilder(text).replace(decoded, part.pos, part.end).build().map;
}
