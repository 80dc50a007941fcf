import type { ShellCommand, ShellWord } from './model.ts';
import { flagSyntaxOf } from './value-flags.ts';

export interface FlagOptions {
  /** Options that take a value, without dashes, in addition to those known for the program. */
  readonly valueFlags?: readonly string[];
}

export interface Flag {
  /** Without dashes: `y` for each letter of `-qqy`, `assume-yes` for `--assume-yes`. */
  readonly name: string;
  /** The static value (`2` in `-q=2` and `--quiet=2`, `rel` in `-t rel`); undefined when there is none or it is computed. */
  readonly value: string | undefined;
  /** The word of the value when it is a word of its own. */
  readonly valueWord: ShellWord | undefined;
  readonly word: ShellWord;
}

export interface Arguments {
  readonly flags: readonly Flag[];
  /** Words that are neither flags nor values of flags. */
  readonly operands: readonly ShellWord[];
  /** 0-based index into `operands` of the first one behind `--`; `operands.length` without. */
  readonly operandsBehindDashes: number;
}

/**
 * Sorts the words behind the name into flags and operands: flags may stand anywhere, letters may be combined (`-qqy`), values may be
 * attached (`-tstable`, `-q=2`, `--flag=value`) or follow, and `--` ends the flags.
 */
export function readArguments(command: ShellCommand, options: FlagOptions = {}): Arguments {
  // Many rules ask the same of each command.
  const key = options.valueFlags?.join(' ') ?? '';
  let known = lately.get(command);
  if (!known) {
    known = new Map();
    lately.set(command, known);
  }
  let sorted = known.get(key);
  if (!sorted) {
    sorted = sortWords(command, options);
    known.set(key, sorted);
  }
  return sorted;
}

const lately = new WeakMap<ShellCommand, Map<string, Arguments>>();

function sortWords(command: ShellCommand, options: FlagOptions): Arguments {
  const known = flagSyntaxOf(command.program);
  const takesValue = (name: string) => known.valueFlags.has(name) || (options.valueFlags?.includes(name) ?? false);
  const flags: Flag[] = [];
  const operands: ShellWord[] = [];
  const { words } = command;
  for (let i = 0; i < words.length; i++) {
    const word = words[i];
    if (!word) break;
    if (word.text === '--') {
      return { flags, operands: [...operands, ...words.slice(i + 1)], operandsBehindDashes: operands.length };
    }
    if (!word.prefix.startsWith('-') || word.text === '-') {
      operands.push(word);
      continue;
    }
    const isLong = word.prefix.startsWith('--') || known.hasLongSingleDash;
    const waiting = isLong ? readLong(word, takesValue, flags) : readCluster(word, takesValue, flags);
    if (!waiting) continue;
    const next = words[++i];
    flags.push({ name: waiting, value: next?.text, valueWord: next, word });
  }
  return { flags, operands, operandsBehindDashes: operands.length };
}

/** Returns the name of a flag whose value is the next word; any other flag is added to `flags`. */
function readLong(word: ShellWord, takesValue: (name: string) => boolean, flags: Flag[]): string | undefined {
  const text = word.prefix.replace(/^--?/, '');
  const equals = text.indexOf('=');
  if (equals >= 0) {
    flags.push({ name: text.slice(0, equals), value: word.isDynamic ? undefined : text.slice(equals + 1), valueWord: undefined, word });
    return undefined;
  }
  if (!word.isDynamic && takesValue(text)) return text;
  flags.push({ name: text, value: undefined, valueWord: undefined, word });
  return undefined;
}

function readCluster(word: ShellWord, takesValue: (name: string) => boolean, flags: Flag[]): string | undefined {
  const text = word.prefix;
  for (let i = 1; i < text.length; i++) {
    const name = text.charAt(i);
    // Behind a character that is no option letter, the rest is the value of an option that nobody declared.
    if (!/[A-Za-z0-9?#@]/.test(name)) return undefined;
    const rest = text.slice(i + 1);
    if (takesValue(name) && rest === '' && !word.isDynamic) return name;
    if (takesValue(name) || rest.startsWith('=')) {
      const value = rest.startsWith('=') ? rest.slice(1) : rest;
      flags.push({ name, value: word.isDynamic ? undefined : value, valueWord: undefined, word });
      return undefined;
    }
    flags.push({ name, value: undefined, valueWord: undefined, word });
  }
  return undefined;
}

/** The words that are neither flags nor values of flags, the sub-command included. */
export function operands(command: ShellCommand, options: FlagOptions = {}): readonly ShellWord[] {
  return readArguments(command, options).operands;
}

/** The first operand when it is static: `install` in `apt-get -y -t stable install x`. */
export function subcommand(command: ShellCommand, options: FlagOptions = {}): string | undefined {
  return operands(command, options)[0]?.text;
}

/** Whether one of the flags is given. Names without dashes: one letter is short, more are long. */
export function hasFlag(command: ShellCommand, ...names: readonly string[]): boolean {
  return readArguments(command).flags.some((flag) => names.includes(flag.name));
}

/** How often the flags are given: 2 for `-qq` and for `-q --quiet`. A number as value counts as so many: `-q=2`. */
export function countFlag(command: ShellCommand, ...names: readonly string[]): number {
  let count = 0;
  for (const flag of readArguments(command).flags) {
    if (names.includes(flag.name)) count += flag.value !== undefined && /^\d{1,3}$/.test(flag.value) ? Number(flag.value) : 1;
  }
  return count;
}

/**
 * The value of the last of the flags. Undefined when it is not given, has no value, or a computed one. The names count as taking a
 * value even when the program is unknown.
 */
export function flagValue(command: ShellCommand, ...names: readonly string[]): string | undefined {
  return readArguments(command, { valueFlags: names }).flags.findLast((flag) => names.includes(flag.name))?.value;
}

/** Whether an expansion could bring flags or operands that cannot be seen: `$OPTIONS`, `"$@"`, or input of `xargs`. */
export function mayHaveMoreArguments(command: ShellCommand): boolean {
  return command.words.some((word) => word.maySplit && word.prefix === '') || command.wrappers.some(({ name }) => name === 'xargs');
}
