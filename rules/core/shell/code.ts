import type { Command, Word } from 'unbash';
import { operands } from './arguments.ts';
import { markCode } from './internal.ts';
import type { ShellCommand, ShellWord } from './model.ts';
import { readsScriptFromInput } from './nested.ts';
import { originOf } from './word.ts';
import { basename } from './wrappers.ts';

export interface SimpleCommand {
  readonly node: Command;
  readonly command: ShellCommand;
}

const shellName = /^(?:ba|da|a|z|k|mk|rba)?sh$/;
const scriptFile = /\.(?:sh|bash|zsh|py|js|mjs|cjs|ts|rb|pl|php|ps1|psm1|bat|cmd)$/i;

/** Which options of other interpreters take a program as their value. */
const programFlags: Readonly<Record<string, RegExp>> = {
  python: /^-[a-zA-Z]*c$/,
  node: /^(?:-[a-z]*[ep]|--eval|--print)$/,
  deno: /^eval$/,
  bun: /^(?:-e|--eval|-p|--print)$/,
  perl: /^-[a-zA-Z0-9]*[eE]$/,
  ruby: /^-[a-zA-Z]*e$/,
  php: /^-[a-zA-Z]*r$/,
  pwsh: /^-(?:c|command)$/i,
  powershell: /^-(?:c|command)$/i,
  osascript: /^-e$/,
  lua: /^-e$/,
  Rscript: /^-e$/,
};

/**
 * Marks the words and here-documents of one pipeline that an interpreter will read as a program. A variable put there would be
 * expanded into the program's text, so it would protect nobody.
 *
 * @param elements of a pipeline in order; undefined for groups and loops
 */
export function markCodeHosts(elements: readonly (SimpleCommand | undefined)[]): void {
  elements.forEach((element, index) => {
    if (!element) return;
    markWords(element.command);
    if (!readsProgramFromInput(element.command)) return;
    markInput(element);
    const source = elements[index - 1];
    if (source) markOutput(source);
  });
  for (const element of elements) if (element && writesScriptFile(element, elements)) markOutput(element);
}

function markWords(command: ShellCommand): void {
  const { program, words } = command;
  if (program === undefined) return;
  if (program === 'let' || program === 'watch' || program === 'alias') mark(words);
  if (program === 'trap') mark(words.slice(0, 1));
  if (program === 'ssh') mark(operands(command).slice(1));
  const flags = programFlags[interpreterOf(program)];
  words.forEach((word, index) => {
    const previous = words[index - 1]?.text;
    if (previous === undefined) return;
    if (flags?.test(previous) || isBehindShell(words, index)) mark([word]);
  });
}

function interpreterOf(program: string): string {
  return program.replace(/(?<=[a-z])\d+(?:\.\d+)*$/, '').replace(/^nodejs$/, 'node');
}

/** `docker exec web bash -c "…"`, `find -exec sh -c '…'`: a shell among the words of another command. */
function isBehindShell(words: readonly ShellWord[], index: number): boolean {
  if (!/^-[a-z]*c$/.test(words[index - 1]?.text ?? '')) return false;
  for (let i = index - 2; i >= 0 && i >= index - 6; i--) {
    if (shellName.test(basename(words[i]?.text) ?? '')) return true;
  }
  return false;
}

function readsProgramFromInput(command: ShellCommand): boolean {
  const { name, program, words } = command;
  if (program === undefined) return false;
  if (readsScriptFromInput(name, words)) return true;
  if (program === 'ssh' || program === 'source' || program === '.') return true;
  if (!Object.hasOwn(programFlags, interpreterOf(program))) {
    return words.some((word, index) => shellName.test(basename(word.text) ?? '') && index > 0);
  }
  const first = words.find((word) => !word.prefix.startsWith('-') || word.text === '-');
  return first === undefined || first.text === '-';
}

function markInput({ node }: SimpleCommand): void {
  for (const redirect of node.redirects) {
    if (redirect.type === 'HereDoc') markCode(redirect.body);
    else if (redirect.type === 'HereString' && redirect.target) markCode(redirect.target);
  }
}

/** The text that a command like `echo` or `cat <<EOF` writes. */
function markOutput(element: SimpleCommand): void {
  const { program, words } = element.command;
  if (program === 'echo' || program === 'printf') mark(words);
  if (program === 'cat' || program === 'tee') markInput(element);
}

function writesScriptFile({ command }: SimpleCommand, elements: readonly (SimpleCommand | undefined)[]): boolean {
  if (command.redirects.some(({ operator, target }) => operator.includes('>') && scriptFile.test(target?.template ?? ''))) return true;
  const last = elements.at(-1)?.command;
  return (last?.program === 'tee' && last.words.some((word) => scriptFile.test(word.template))) ?? false;
}

function mark(words: readonly ShellWord[]): void {
  for (const word of words) {
    const host: Word | undefined = originOf(word)?.node;
    if (host) markCode(host);
  }
}
