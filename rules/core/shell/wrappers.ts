import type { ShellWord } from './model.ts';

interface WrapperSyntax {
  /** Options that take the next word: single letters, or long names. */
  readonly valueFlags: readonly string[];
  /** Operands in front of the command: the duration of `timeout`. */
  readonly operands?: number;
  /** `NAME=value` words may precede the command. */
  readonly assignments?: boolean;
  /** Options that make it something else than a wrapper: `command -v`, `sudo -l`. */
  readonly notWith?: readonly string[];
}

/** From the manual pages of coreutils 9, util-linux 2.40, sudo 1.9, findutils 4.10, bash 5.2 and of the projects gosu, su-exec, doas. */
const wrappers: ReadonlyMap<string, WrapperSyntax> = new Map<string, WrapperSyntax>([
  ['env', { valueFlags: ['u', 'unset', 'C', 'chdir', 'a', 'argv0'], assignments: true, notWith: ['S', 'split-string'] }],
  [
    'sudo',
    {
      valueFlags: [
        'u',
        'user',
        'g',
        'group',
        'h',
        'host',
        'p',
        'prompt',
        'C',
        'close-from',
        'D',
        'chdir',
        'R',
        'chroot',
        'r',
        'role',
        't',
        'type',
        'T',
        'U',
      ],
      assignments: true,
      notWith: ['l', 'list', 'v', 'validate', 'e', 'edit', 'k', 'K'],
    },
  ],
  ['doas', { valueFlags: ['u', 'C'], notWith: ['L'] }],
  ['exec', { valueFlags: ['a'] }],
  ['command', { valueFlags: [], notWith: ['v', 'V'] }],
  ['builtin', { valueFlags: [] }],
  ['time', { valueFlags: ['f', 'format', 'o', 'output'] }],
  ['nohup', { valueFlags: [] }],
  ['nice', { valueFlags: ['n', 'adjustment'] }],
  ['ionice', { valueFlags: ['c', 'class', 'n', 'classdata'], notWith: ['p', 'pid'] }],
  ['timeout', { valueFlags: ['k', 'kill-after', 's', 'signal'], operands: 1 }],
  ['stdbuf', { valueFlags: ['i', 'input', 'o', 'output', 'e', 'error'] }],
  ['setsid', { valueFlags: [] }],
  [
    'xargs',
    { valueFlags: ['a', 'arg-file', 'd', 'delimiter', 'E', 'I', 'L', 'max-lines', 'n', 'max-args', 'P', 'max-procs', 's', 'max-chars'] },
  ],
  ['gosu', { valueFlags: [], operands: 1 }],
  ['su-exec', { valueFlags: [], operands: 1 }],
  ['tini', { valueFlags: ['p', 'e'] }],
  ['dumb-init', { valueFlags: ['r', 'rewrite'] }],
  ['busybox', { valueFlags: [] }],
]);

export interface WrapperMatch {
  readonly name: string;
  /** Index of the word behind the wrapper and its arguments. */
  readonly next: number;
  /** Indices of `NAME=value` words among the wrapper's arguments. */
  readonly assignments: readonly number[];
}

/**
 * Whether the command that starts at `words[start]` runs the command behind it. Undefined when it is no wrapper, when nothing
 * follows it (`exec > log`), or when a computed word hides where its own arguments end.
 */
export function matchWrapper(words: readonly ShellWord[], start: number): WrapperMatch | undefined {
  const name = basename(words[start]?.text);
  const syntax = name === undefined ? undefined : wrappers.get(name);
  if (name === undefined || !syntax) return undefined;
  const afterFlags = skipFlags(words, start + 1, syntax);
  if (afterFlags === undefined) return undefined;
  let next = afterFlags + (syntax.operands ?? 0);
  const assignments: number[] = [];
  while (syntax.assignments && isAssignmentWord(words[next])) assignments.push(next++);
  return next < words.length ? { name, next, assignments } : undefined;
}

export function basename(path: string | undefined): string | undefined {
  return path?.slice(path.lastIndexOf('/') + 1);
}

export function isAssignmentWord(word: ShellWord | undefined): boolean {
  return word !== undefined && /^[A-Za-z_][A-Za-z0-9_]*\+?=/.test(word.raw);
}

function skipFlags(words: readonly ShellWord[], start: number, syntax: WrapperSyntax): number | undefined {
  let index = start;
  for (; index < words.length; index++) {
    const word = words[index];
    if (!word?.prefix.startsWith('-') || word.text === '-') break;
    const { text } = word;
    if (text === '--') return index + 1;
    if (text === undefined) {
      if (word.maySplit) return undefined;
      continue;
    }
    if (isExcluded(text, syntax)) return undefined;
    if (takesNextWord(text, syntax.valueFlags)) index++;
  }
  return words[index]?.maySplit && words[index]?.prefix === '' ? undefined : index;
}

function isExcluded(text: string, syntax: WrapperSyntax): boolean {
  const notWith = syntax.notWith ?? [];
  if (text.startsWith('--')) return notWith.includes(text.slice(2).split('=', 1)[0] ?? '');
  return notWith.some((flag) => flag.length === 1 && text.slice(1, firstValueFlag(text, syntax.valueFlags)).includes(flag));
}

/** Index behind the first letter of a cluster that takes a value: what follows is that value. */
function firstValueFlag(text: string, valueFlags: readonly string[]): number {
  for (let i = 1; i < text.length; i++) if (valueFlags.includes(text.charAt(i))) return i + 1;
  return text.length;
}

function takesNextWord(text: string, valueFlags: readonly string[]): boolean {
  if (text.startsWith('--')) return !text.includes('=') && valueFlags.includes(text.slice(2));
  return valueFlags.includes(text.charAt(text.length - 1)) && firstValueFlag(text, valueFlags) === text.length;
}
