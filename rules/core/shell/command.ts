import type { Assignment, Command, HereDoc, Redirection } from 'unbash';
import type { Span } from '../text/span.ts';
import { markCode } from './internal.ts';
import { type Layer, type NestedLayer, rawIn, spanIn } from './layer.ts';
import type { NestedScript, ShellAssignment, ShellCommand, ShellRedirect, ShellWord, ShellWrapper } from './model.ts';
import { nestedHereDocument, nestedLayer, readsScriptFromInput, scriptArgument } from './nested.ts';
import { createAssignmentWord, createPart, createWord, originOf, wordBehind } from './word.ts';
import { basename, isAssignmentWord, matchWrapper } from './wrappers.ts';

export interface Offsets {
  readonly pos: number;
  readonly end: number;
}

/** What a command is by itself, without its place among others. */
export type CommandParts = Pick<
  ShellCommand,
  'span' | 'name' | 'program' | 'nameWord' | 'words' | 'wrappers' | 'assignments' | 'redirects'
>;

export interface InnerScript {
  readonly description: NestedScript;
  readonly nested: NestedLayer;
  readonly span: Span;
}

export interface ResolvedCommand {
  readonly command: CommandParts;
  /** Scripts that the command hands to a shell. Reads them, so ask once. */
  readonly scripts: () => readonly InnerScript[];
}

/** @param time the keyword `time` in front of the command's pipeline */
export function resolveCommand(layer: Layer, node: Command, time: Offsets | undefined): ResolvedCommand {
  const words = wordsOf(layer, node);
  const assignments = node.prefix.filter((item) => item.type === 'Assignment').map((item) => createAssignment(layer, item));
  const wrappers: ShellWrapper[] = time ? [{ name: 'time', words: [], span: spanIn(layer, time.pos, time.end) }] : [];
  let start = 0;
  for (let match = matchWrapper(words, start); match; match = matchWrapper(words, start)) {
    const own = words.slice(start, match.next);
    wrappers.push({ name: match.name, words: own, span: coveredBy(own) });
    for (const index of match.assignments) {
      const assignment = assignmentOf(words[index]);
      if (assignment) assignments.push(assignment);
    }
    start = match.next;
  }
  const nameWord = words[start];
  const name = nameWord?.text;
  const command: CommandParts = {
    span: spanIn(layer, time?.pos ?? node.pos, node.end),
    name,
    program: basename(name),
    nameWord,
    words: words.slice(start + 1),
    wrappers,
    assignments,
    redirects: node.redirects.map((redirect) => createRedirect(layer, redirect)),
  };
  // A `${{ … }}` that is the whole command word stands for a command line, not for a name.
  const nameNode = nameWord && originOf(nameWord)?.node;
  if (nameNode && /^_+$/.test(nameNode.text)) markCode(nameNode);
  return { command, scripts: () => innerScripts(layer, node, command) };
}

function wordsOf(layer: Layer, node: Command): readonly ShellWord[] {
  const words = node.name ? [createWord(layer, node.name)] : [];
  for (const item of node.suffix) {
    if (item.type === 'Word') words.push(createWord(layer, item));
    else if (item.type === 'Assignment') words.push(createAssignmentWord(layer, item));
  }
  return words;
}

function coveredBy(words: readonly ShellWord[]): Span {
  return { start: words[0]?.span.start ?? 0, end: words.at(-1)?.span.end ?? 0 };
}

function createAssignment(layer: Layer, node: Assignment): ShellAssignment {
  const isArray = node.value.type === 'ArrayValue';
  return {
    name: node.name,
    append: node.append ?? false,
    value: node.value.type === 'Word' ? createWord(layer, node.value) : undefined,
    elements: node.value.type === 'ArrayValue' && isArray ? node.value.elements.map((element) => createWord(layer, element)) : [],
    span: spanIn(layer, node.pos, node.end),
  };
}

function assignmentOf(word: ShellWord | undefined): ShellAssignment | undefined {
  if (!word || !isAssignmentWord(word)) return undefined;
  const equals = word.raw.indexOf('=');
  const append = word.raw[equals - 1] === '+';
  const value = wordBehind(word, equals + 1);
  return { name: word.raw.slice(0, append ? equals - 1 : equals), append, value, elements: [], span: word.span };
}

function createRedirect(layer: Layer, node: Redirection): ShellRedirect {
  return {
    operator: node.operator,
    descriptor: node.descriptor?.type === 'FileDescriptor' ? node.descriptor.value : undefined,
    target: node.type !== 'HereDoc' && node.target ? createWord(layer, node.target) : undefined,
    hereDocument: node.type === 'HereDoc' ? createHereDocument(layer, node) : undefined,
    span: spanIn(layer, node.pos, node.end),
  };
}

function createHereDocument(layer: Layer, { delimiter, body, closing }: HereDoc): ShellRedirect['hereDocument'] {
  const isQuoted = delimiter?.quoted ?? false;
  return {
    delimiter: delimiter?.value ?? '',
    isQuoted,
    text: rawIn(layer, body),
    bodySpan: spanIn(layer, body.pos, body.end),
    get parts() {
      return isQuoted ? [] : (body.parts ?? []).map((part) => createPart(layer, part));
    },
    isClosed: closing !== undefined,
  };
}

/** Wrappers and programs that start the inner shell without the variables of the outer one. */
function keepsEnvironment({ program, wrappers }: CommandParts): boolean {
  if (program === 'su' || program === 'runuser') return false;
  return wrappers.every(({ name }) => name !== 'sudo' && name !== 'doas' && name !== 'env');
}

function innerScripts(layer: Layer, node: Command, command: CommandParts): readonly InnerScript[] {
  const { name, words } = command;
  const argument = scriptArgument(name, words);
  if (argument) {
    const nested = nestedLayer(argument.words);
    const isVisible = argument.words.length === 1 && keepsEnvironment(command);
    for (const word of argument.words) {
      const host = originOf(word)?.node;
      if (host) markCode(host, isVisible ? nested : undefined);
    }
    return nested ? [{ description: argument.nested, nested, span: coveredBy(argument.words) }] : [];
  }
  const description = readsScriptFromInput(name, words);
  const hereDoc = description && node.redirects.findLast((redirect) => redirect.type === 'HereDoc');
  if (!description || !hereDoc) return [];
  const nested = nestedHereDocument(layer, hereDoc);
  markCode(hereDoc.body, keepsEnvironment(command) ? nested : undefined);
  return nested ? [{ description, nested, span: spanIn(layer, hereDoc.body.pos, hereDoc.body.end) }] : [];
}
