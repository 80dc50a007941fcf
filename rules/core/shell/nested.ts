import { type HereDoc, parse, type WordPart } from 'unbash';
import { composeMaps, type MappedText, MappedTextBuilder } from '../text/source-map.ts';
import type { Layer, NestedLayer } from './layer.ts';
import type { NestedScript, ShellWord } from './model.ts';
import { originOf } from './word.ts';
import { basename } from './wrappers.ts';

const shells: ReadonlySet<string> = new Set(['sh', 'bash', 'dash', 'ash', 'zsh', 'ksh', 'mksh', 'rbash']);
const optionsWithValue: ReadonlySet<string> = new Set(['--rcfile', '--init-file', '--emulate']);

export interface ScriptArgument {
  readonly nested: NestedScript;
  /** The words that make up the script; more than one only for `eval`. */
  readonly words: readonly ShellWord[];
}

/** The words of a command that a shell reads as a script: behind `sh -c`, `su -c`, `eval`. */
export function scriptArgument(name: string | undefined, words: readonly ShellWord[]): ScriptArgument | undefined {
  const program = basename(name);
  if (program === undefined) return undefined;
  if (program === 'eval') return evalArgument(words);
  if (program === 'su' || program === 'runuser') return suArgument(words);
  if (!shells.has(program)) return undefined;
  const start = readShellOptions(words);
  const script = start?.readsArgument ? words[start.next] : undefined;
  return start && script && { nested: { via: 'argument', shell: program, options: start.options }, words: [script] };
}

/** A shell that reads its script from standard input: `bash`, `sh -s -- arguments`, `bash -eu`. */
export function readsScriptFromInput(name: string | undefined, words: readonly ShellWord[]): NestedScript | undefined {
  const program = basename(name);
  if (program === undefined || !shells.has(program)) return undefined;
  const start = readShellOptions(words);
  if (!start || start.readsArgument) return undefined;
  const readsInput = start.next >= words.length || start.options.includes('s') || words[start.next]?.text === '-';
  return readsInput ? { via: 'here-document', shell: program, options: start.options } : undefined;
}

interface ShellOptions {
  readonly options: readonly string[];
  readonly readsArgument: boolean;
  /** Index of the first word behind the options. */
  readonly next: number;
}

/** Undefined when an option is computed. In `-euo pipefail` the `o` takes the next word, wherever it stands in the cluster. */
function readShellOptions(words: readonly ShellWord[]): ShellOptions | undefined {
  const options: string[] = [];
  let next = 0;
  for (; next < words.length; next++) {
    const text = words[next]?.text;
    if (text === undefined) {
      if (!options.includes('c')) return undefined;
      break;
    }
    if (text === '--') {
      next++;
      break;
    }
    if (!/^[-+]./.test(text)) break;
    if (text.startsWith('--')) {
      options.push(text.slice(2));
      if (optionsWithValue.has(text)) next++;
      continue;
    }
    next += readCluster(text, words, next, options);
  }
  return { options, readsArgument: options.includes('c'), next };
}

/** Adds the letters of `-euo` and the names its `o` letters take; returns how many further words were taken. */
function readCluster(text: string, words: readonly ShellWord[], index: number, options: string[]): number {
  let taken = 0;
  for (const letter of text.slice(1)) {
    const takesName = letter === 'o' || letter === 'O';
    if (takesName) taken++;
    const option = takesName ? words[index + taken]?.text : letter;
    if (option !== undefined && text.startsWith('-')) options.push(option);
  }
  return taken;
}

function evalArgument(words: readonly ShellWord[]): ScriptArgument | undefined {
  const start = words[0]?.text === '--' ? 1 : 0;
  if (words.length <= start) return undefined;
  return { nested: { via: 'eval', shell: 'eval', options: [] }, words: words.slice(start) };
}

function suArgument(words: readonly ShellWord[]): ScriptArgument | undefined {
  for (let i = 0; i < words.length - 1; i++) {
    const text = words[i]?.text ?? '';
    const script = words[i + 1];
    if (script && (text === '--command' || /^-[a-zA-Z]*c$/.test(text))) {
      return { nested: { via: 'argument', shell: 'sh', options: ['c'] }, words: [script] };
    }
  }
  return undefined;
}

/**
 * The script that the words stand for once quotes are removed. Undefined when nothing static is in them, or when an
 * expansion outside quotes could change their structure. Variables inside double quotes stay in the script as they are.
 */
export function nestedLayer(words: readonly ShellWord[]): NestedLayer | undefined {
  const layer = words[0] && originOf(words[0])?.layer;
  if (!layer) return undefined;
  const builder = new MappedTextBuilder(layer.text);
  let isExpandedFirst = false;
  let hasStaticText = false;
  let end: number | undefined;
  for (const word of words) {
    const origin = originOf(word);
    if (origin?.layer !== layer) return undefined;
    if (end !== undefined) builder.replace(' ', end, origin.pos);
    end = origin.end;
    const parts = origin.parts ?? [{ type: 'Literal', pos: origin.pos, end: origin.end, text: origin.text, value: origin.value } as const];
    if (!parts.every((part) => appendPart(builder, layer, part))) return undefined;
    isExpandedFirst ||= word.isDynamic;
    hasStaticText ||= parts.some(holdsText);
  }
  return hasStaticText ? parseNested(layer, builder.build(), isExpandedFirst) : undefined;
}

function parseNested(layer: Layer, { text, map }: MappedText, isExpandedFirst: boolean): NestedLayer | undefined {
  const tree = parse(text);
  // Where an expansion stands in for syntax (`$(`, a keyword), the text is not what the inner shell reads.
  if (isExpandedFirst && (tree.errors?.length ?? 0) > 0) return undefined;
  return { layer: { text, map: composeMaps(layer.map, map) }, tree, isExpandedFirst };
}

/** The body of a here-document as a script, once the outer shell has expanded it unless its end word is quoted. */
export function nestedHereDocument(layer: Layer, { body, delimiter }: HereDoc): NestedLayer | undefined {
  const builder = new MappedTextBuilder(layer.text);
  if (delimiter?.quoted || !body.parts) {
    builder.copy(body.pos, body.end);
    return parseNested(layer, builder.build(), false);
  }
  for (const part of body.parts) {
    if (part.type === 'Literal') appendUnescaped(builder, layer, part.pos, part.end, '\\$`');
    else appendQuotedPart(builder, layer, part);
  }
  return parseNested(
    layer,
    builder.build(),
    body.parts.some((part) => part.type !== 'Literal'),
  );
}

function holdsText(part: WordPart): boolean {
  if (part.type === 'DoubleQuoted') return part.parts.some(holdsText);
  return (part.type === 'Literal' || part.type === 'SingleQuoted' || part.type === 'AnsiCQuoted') && part.value.trim() !== '';
}

function appendPart(builder: MappedTextBuilder, layer: Layer, part: WordPart): boolean {
  switch (part.type) {
    case 'Literal':
      appendUnescaped(builder, layer, part.pos, part.end, undefined);
      return true;
    case 'Glob':
    case 'BraceExpansion':
      builder.copy(part.pos, part.end);
      return true;
    case 'SingleQuoted':
      builder.copy(part.pos + 1, part.pos + 1 + part.value.length);
      return true;
    case 'AnsiCQuoted':
      builder.replace(part.value, part.pos, part.end);
      return true;
    case 'DoubleQuoted':
      for (const child of part.parts) appendQuotedPart(builder, layer, child);
      return true;
    default:
      return false;
  }
}

function appendQuotedPart(builder: MappedTextBuilder, layer: Layer, part: WordPart): void {
  if (part.type === 'Literal') appendUnescaped(builder, layer, part.pos, part.end, '"\\$`');
  else if (part.type === 'SimpleExpansion' || part.type === 'ParameterExpansion') builder.copy(part.pos, part.end);
  else builder.replace('$_', part.pos, part.end);
}

/** Drops the backslashes that the outer shell drops: all of them outside quotes, inside double quotes those before `escapable`. */
function appendUnescaped(builder: MappedTextBuilder, layer: Layer, start: number, end: number, escapable: string | undefined): void {
  const { text } = layer;
  let from = start;
  for (let i = start; i < end; i++) {
    if (text[i] !== '\\' || i + 1 >= end) continue;
    const next = text.charAt(i + 1);
    if (escapable === undefined || next === '\n' || escapable.includes(next)) {
      builder.copy(from, i);
      if (next !== '\n') builder.replace(next, i, i + 2);
      from = i + 2;
    }
    i++;
  }
  builder.copy(from, end);
}
