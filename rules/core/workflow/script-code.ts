import type { ShellCommand, ShellScript, ShellWord } from '../shell/model.ts';
import type { Span } from '../text/span.ts';

/** Options whose value is a program or a command line, whatever the program is called. */
const CODE_OPTION = /^(?:--(?:command|execute|eval|exec|run|call|code|script|expression)|-[a-z]*c|\/[ck])$/i;
const JOINED_CODE_OPTION = /^--(?:command|execute|eval|exec|run|call|code|script|expression)=/i;

/** Programs that take code behind `-e`. For others it is a variable or a pattern (`docker run -e A=b`, `grep -e x`). */
const TAKES_E = /^(?:g?sed|perl|ruby|node|bun|lua|julia|elixir|Rscript|mysql|mariadb|osascript|groovy|scala)$/;
/** Programs whose operands are code, or names of variables, which the shell evaluates. */
const TAKES_CODE =
  /^(?:\.|source|eval|parallel|wsl|sqlite3|let|alias|export|unset|read|mapfile|readarray|declare|typeset|local|readonly|adb)$/;
const TAKES_CODE_FIRST = /^(?:g?sed|[gmn]?awk)$/;
/** Options of these whose value is not the program. */
const OTHER_VALUE = /^-[vFfl]$/;
const READERS = /^(?:\.|source|(?:ba|da|a|z|k)?sh|python[\d.]*|node|perl|ruby|php)$/;

/**
 * Whether what stands at a place of a script is still read as code once the shell has put a variable's value there: a program's
 * name, a command line for another program, a `sed` or `awk` script, a variable's name.
 *
 * @param span in the file
 */
export function isReadAsCode(script: ShellScript, span: Span): boolean {
  const holds = (outer: Span): boolean => outer.start <= span.start && span.end <= outer.end;
  for (const command of script.commands) {
    // Text that is put together first and run later cannot be followed.
    if (command.program === 'eval') return true;
    if (!holds(command.span)) continue;
    if (command.nameWord && holds(command.nameWord.span)) return true;
    const index = command.words.findIndex((word) => holds(word.span));
    const word = command.words[index];
    // What stands inside `sh -c '…'` is judged as a script of its own.
    if (word && isInNestedScript(script, word, span)) continue;
    if (word && isCodeWord(command, word, index, span)) return true;
  }
  return false;
}

function isInNestedScript(script: ShellScript, word: ShellWord, span: Span): boolean {
  return script.commands.some(
    ({ context, span: inner }) =>
      context.nested?.via === 'argument' &&
      word.span.start <= inner.start &&
      inner.end <= word.span.end &&
      inner.start <= span.start &&
      span.end <= inner.end,
  );
}

function isCodeWord(command: ShellCommand, word: ShellWord, index: number, span: Span): boolean {
  const program = command.program ?? '';
  const before = command.words[index - 1]?.text ?? '';
  const reads = word.parts.some(
    (part) => part.kind === 'process-substitution' && part.span.start <= span.start && span.end <= part.span.end,
  );
  if (reads) return READERS.test(program);
  if (word.parts.some((part) => isSubstitutionAround(part, span))) return false;
  if (CODE_OPTION.test(before) || JOINED_CODE_OPTION.test(word.template)) return true;
  if (before === '-e' && TAKES_E.test(program)) return true;
  if ((program === '[' || program === 'test') && before === '-v') return true;
  if (TAKES_CODE.test(program)) return !isValueOfAssignment(word, span);
  return TAKES_CODE_FIRST.test(program) && index === firstOperand(command.words);
}

/** The word of the inner command is judged with that command. */
function isSubstitutionAround(part: ShellWord['parts'][number], span: Span): boolean {
  if (part.kind === 'command-substitution') return part.span.start <= span.start && span.end <= part.span.end;
  return part.parts.some((inner) => isSubstitutionAround(inner, span));
}

/** `export A=…`: the value is a value. */
function isValueOfAssignment(word: ShellWord, span: Span): boolean {
  const equals = /^[A-Za-z_]\w*\+?=/.exec(word.raw)?.[0].length;
  return equals !== undefined && span.start >= word.span.start + equals;
}

function firstOperand(words: readonly ShellWord[]): number {
  return words.findIndex((word, index) => !word.prefix.startsWith('-') && !OTHER_VALUE.test(words[index - 1]?.text ?? ''));
}
