import { type ParsedScript, parse } from 'unbash';
import { Recent } from '../text/recent.ts';
import { composeMaps, identityMap, MappedTextBuilder, mapFrom, type OffsetMap } from '../text/source-map.ts';
import { rememberTree } from './internal.ts';
import type { Layer } from './layer.ts';
import type { ShellLimit, ShellScript } from './model.ts';
import { ScriptWalker } from './walk.ts';

/** Generous for a `RUN` or a step (the longest seen in real repositories have a few thousand characters). */
const MAX_LENGTH = 256 * 1024;
/** Substitutions are read once per level around them, so this product bounds the work. */
const MAX_LENGTH_TIMES_NESTING = 1_500_000;
/** The parser's time grows with the square of the here-documents that wait for one line end. */
const MAX_HERE_DOCUMENTS = 2000;

export interface ParseOptions {
  readonly maxLength?: number;
}

/**
 * Reads a script as bash, which covers sh, dash, ash and nearly all of ksh and zsh; callers keep PowerShell and cmd away.
 * Never throws.
 *
 * @param text the script once the Dockerfile or YAML layer has taken away continuations, quotes and indentation
 * @param source where the characters of `text` stand in the file; omitted when they are the file
 * @returns all spans in it are file offsets; empty, with `limit` set, for input beyond the limits
 */
export function parseShell(text: string, source?: OffsetMap | ((offset: number) => number), options: ParseOptions = {}): ShellScript {
  const map = source === undefined ? identityMap() : typeof source === 'function' ? mapFrom(source) : source;
  const limit = limitOf(text, options.maxLength ?? MAX_LENGTH);
  if (limit) return emptyScript(text, map, limit);
  const layer = withoutCarriageReturns(text, map);
  try {
    const tree = treeOf(layer.text);
    const script = new ScriptWalker(layer).walk(tree);
    rememberTree(script, layer, tree);
    return script;
  } catch {
    // Nesting that exhausts the stack, as `f()f()f()…` does; the parser has a limit for most other constructs.
    return emptyScript(text, map, 'nesting');
  }
}

const lately = new Recent<ParsedScript>(1000);
/** What is longer is parsed anew: keys are hashed as a whole. */
const MAX_REMEMBERED = 16_384;

/** Trees know nothing of files: the same script elsewhere, or moved by what was typed above it, has the same one. */
function treeOf(text: string): ParsedScript {
  return text.length > MAX_REMEMBERED ? parse(text) : lately.get(text, parse);
}

function limitOf(text: string, maxLength: number): ShellLimit | undefined {
  if (text.length > maxLength) return 'length';
  let depth = 0;
  let deepest = 0;
  let hereDocuments = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (c === '(' || c === '{') deepest = Math.max(deepest, ++depth);
    else if ((c === ')' || c === '}') && depth > 0) depth--;
    else if (c === '<' && text[i + 1] === '<') hereDocuments++;
  }
  if (Math.min(deepest, 256) * text.length > MAX_LENGTH_TIMES_NESTING) return 'nesting';
  return hereDocuments > MAX_HERE_DOCUMENTS ? 'here-documents' : undefined;
}

function withoutCarriageReturns(text: string, map: OffsetMap): Layer {
  if (!text.includes('\r\n')) return { text, map };
  const builder = new MappedTextBuilder(text);
  let from = 0;
  for (let at = text.indexOf('\r\n'); at >= 0; at = text.indexOf('\r\n', at + 2)) {
    builder.copy(from, at);
    from = at + 1;
  }
  const built = builder.copy(from, text.length).build();
  return { text: built.text, map: composeMaps(map, built.map) };
}

function emptyScript(text: string, map: OffsetMap, limit: ShellLimit): ShellScript {
  const start = map.toSource(0);
  const span = { start, end: Math.max(start, map.toSourceEnd(text.length)) };
  const message = limit === 'length' ? 'The script is too long to be read.' : 'The script is nested too deeply to be read.';
  return { text, span, commands: [], pipelines: [], errors: [{ message, span }], hasErrors: true, limit, shebang: undefined };
}
