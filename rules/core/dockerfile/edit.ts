import type { FileEdit } from '../fix.ts';
import type { ShellScript, ShellWord } from '../shell/shell.ts';
import { lineBreakOf } from '../text/lines.ts';
import type { Span } from '../text/span.ts';
import type { DockerfileFile } from './file.ts';
import type { Instruction } from './instruction.ts';
import type { RunInstruction } from './instructions.ts';
import { hasLoneReturn } from './layout.ts';
import type { DockerCommand } from './script.ts';
import type { Stage } from './stage.ts';
import type { Flag, Word } from './words.ts';

/** Undefined: refused, because the result would be a guess. */
export type Edits = readonly FileEdit[] | undefined;

/** Replaces a stretch on one line. */
export function replaceOnLine(file: DockerfileFile, span: Span, newText: string): Edits {
  if (file.source.text.slice(span.start, span.end).includes('\n')) return undefined;
  return [{ file: file.source.path, start: span.start, end: span.end, newText }];
}

/** Replaces one word of an instruction, its quotes included. */
export function replaceArgument(instruction: Instruction, word: Word, newText: string): Edits {
  return replaceOnLine(instruction.file, word, newText);
}

/** Inserts text into a word without quotes. @param at offset into its raw text */
export function insertInWord(instruction: Instruction, word: Word, at: number, newText: string): Edits {
  return replaceInWord(instruction, word, { start: at, end: at }, newText);
}

/** Replaces a part of a word without quotes. @param part offsets into its raw text */
export function replaceInWord(instruction: Instruction, word: Word, part: Span, newText: string): Edits {
  if (word.raw !== word.value || word.end - word.start !== word.raw.length) return undefined;
  return replaceOnLine(instruction.file, { start: word.start + part.start, end: word.start + part.end }, newText);
}

/**
 * Puts whole lines before an instruction, above the comment lines that stand directly on it.
 * @param lines without indentation and line breaks
 */
export function insertLinesBefore(instruction: Instruction, lines: readonly string[]): Edits {
  if (instruction.onbuild || hasLoneReturn(instruction.file.source.text)) return undefined;
  const { file } = instruction;
  const start = file.source.lines.startOf(firstCommentLine(instruction));
  const eol = lineBreakOf(file.source.text);
  const newText = lines.map((line) => (line === '' ? eol : indentOf(instruction) + line + eol)).join('');
  return [{ file: file.source.path, start: Math.max(start, file.headerEnd), end: Math.max(start, file.headerEnd), newText }];
}

/** Puts whole lines behind an instruction and its here-documents. */
export function insertLinesAfter(instruction: Instruction, lines: readonly string[]): Edits {
  if (instruction.onbuild || !isComplete(instruction)) return undefined;
  const { source } = instruction.file;
  const eol = lineBreakOf(source.text);
  const at = source.lines.endOf(instruction.lastLine);
  const newText = lines.map((line) => eol + (line === '' ? '' : indentOf(instruction) + line)).join('');
  return [{ file: source.path, start: at, end: at, newText }];
}

/** Adds `--name=value` behind the flags that are there. */
export function addFlag(instruction: Instruction, flag: string): Edits {
  const last = instruction.flags.at(-1) ?? instruction.keywordSpan;
  return replaceOnLine(instruction.file, { start: last.end, end: last.end }, ` ${flag}`);
}

/** Removes a flag with the blanks behind it, or with those before it where the line ends. */
export function removeFlag(instruction: Instruction, flag: Flag): Edits {
  const { text } = instruction.file.source;
  let { start, end } = flag;
  while (text[end] === ' ' || text[end] === '\t') end++;
  if (text[end] === instruction.file.escape && isLineEnd(text, end + 1)) {
    end = flag.end;
    while (text[start - 1] === ' ' || text[start - 1] === '\t') start--;
  }
  return replaceOnLine(instruction.file, { start, end }, '');
}

/** Removes an instruction with its lines and the comment lines that stand directly on it. */
export function removeInstruction(instruction: Instruction): Edits {
  if (instruction.onbuild || instruction.heredocs.some((doc) => !doc.terminated)) return undefined;
  const { source, headerEnd } = instruction.file;
  const { lines, text } = source;
  let first = firstCommentLine(instruction);
  let last = instruction.lastLine;
  if (!isComplete(instruction)) return undefined;
  const isBlankLine = (line: number) => line >= 0 && line < lines.count && lines.textOf(line).trim() === '';
  if (isBlankLine(first - 1) && (isBlankLine(last + 1) || last + 1 >= lines.count) && last + 2 < lines.count) last++;
  if (last + 1 < lines.count) {
    const start = Math.max(lines.startOf(first), headerEnd);
    return [{ file: source.path, start, end: lines.startOf(last + 1), newText: '' }];
  }
  while (first > 0 && isBlankLine(first - 1)) first--;
  const start = Math.max(first > 0 ? lines.endOf(first - 1) : 0, headerEnd);
  return [{ file: source.path, start, end: text.length, newText: '' }];
}

/**
 * Removes one of the words or pairs of an instruction, with the blanks, the comma and the continuation that part it from its neighbour;
 * the whole instruction where it is the only one. Refused where a comment would go, too.
 * @param parts all of them, in the order of the text; those of the JSON form take in their quotes
 */
export function removePart(instruction: Instruction, parts: readonly Span[], part: Span): Edits {
  const index = parts.indexOf(part);
  const before = parts[index - 1];
  const after = parts[index + 1];
  if (instruction.onbuild || index < 0) return undefined;
  if (!before && !after) return removeInstruction(instruction);
  const start = before ? before.end : part.start;
  const end = before || !after ? part.end : after.start;
  const { file } = instruction;
  const { text } = file.source;
  const between = before ? text.slice(start, part.start) : text.slice(part.end, end);
  if (!/^[\s,\\`]*$/.test(between)) return undefined;
  return [{ file: file.source.path, start, end, newText: '' }];
}

/**
 * Inserts a word behind a word of a command: plain text in a script, a string in exec form.
 * @param text must not need quoting in a shell
 */
export function insertAfterWord(command: DockerCommand, word: ShellWord, text: string): Edits {
  const { file } = command.instruction;
  if (!command.isExec) return replaceOnLine(file, { start: word.span.end, end: word.span.end }, ` ${text}`);
  const item = command.instruction.json?.find((json) => json.start <= word.span.start && word.span.end <= json.end);
  return item && replaceOnLine(file, { start: item.end, end: item.end }, `, ${JSON.stringify(text)}`);
}

/** Removes a word of a command with the blanks before it. */
export function removeCommandWord(command: DockerCommand, word: ShellWord): Edits {
  if (command.isExec) return undefined;
  const { file } = command.instruction;
  const { text } = file.source;
  let { start } = word.span;
  while (text[start - 1] === ' ' || text[start - 1] === '\t') start--;
  const isWordAlone = text[start - 1] === '\n';
  return isWordAlone ? undefined : replaceOnLine(file, { start, end: word.span.end }, '');
}

/**
 * Appends a command to the script of a `RUN`, joined in the way the script joins its commands.
 * Refused for exec form, other shells, here-documents, and scripts behind whose end nothing would run.
 */
export function appendToRun(run: RunInstruction, command: string): Edits {
  const inBody = appendToHeredoc(run, command);
  if (inBody) return inBody;
  const script = plainScript(run);
  if (!script || !canGoOn(run, script)) return undefined;
  const { file, source } = run;
  const { pieces } = source.layout;
  const last = pieces.at(-1);
  if (!last) return undefined;
  const text = file.source.text;
  let at = last.end;
  while (at > last.start && /[ \t]/.test(text[at - 1] ?? '')) at--;
  const parts = pieces.map((piece) => text.slice(piece.start, piece.end).trim());
  if (pieces.length === 1) return replaceOnLine(file, { start: at, end: at }, ` && ${command}`);
  const indent = continuationIndent(run);
  const next = ` ${file.escape}${lineBreakOf(text)}${indent}`;
  const style = joinStyle(parts, script);
  const newText = style === 'leading' ? `${next}&& ${command}` : style === 'trailing' ? ` &&${next}${command}` : `;${next}${command}`;
  return replaceOnLine(file, { start: at, end: at }, newText);
}

/** A line at the end of `RUN <<EOF`; only under `set -e`, since the last line decides whether the `RUN` succeeds. */
function appendToHeredoc(run: RunInstruction, command: string): Edits {
  const [doc, ...others] = run.heredocs;
  const script = run.text.scripts[0];
  if (!doc?.terminated || others.length > 0 || run.onbuild || !script || run.text.hasErrors || !/^\d*<<-?\S+$/.test(run.operandText))
    return undefined;
  const { text, path } = run.file.source;
  const last = script.commands.at(-1);
  const stops = script.commands[0]?.name === 'set' && script.commands[0].words.some((word) => /^-[a-z]*e/.test(word.text ?? ''));
  const body = text.slice(doc.body.start, doc.body.end);
  if (!last || !stops || /^(?:exit|exec)$/.test(last.program ?? '') || body.includes('<<') || !body.endsWith('\n') || /\\\r?\n$/.test(body))
    return undefined;
  const lines = body.split('\n');
  const indent = /^[ \t]*/.exec(lines[0] ?? '')?.[0] ?? '';
  return [{ file: path, start: doc.body.end, end: doc.body.end, newText: indent + command + lineBreakOf(text) }];
}

/**
 * Makes one `RUN` of two that follow each other. Refused where the second would see what the first leaves behind
 * (`cd`, shell options, variables), or where `&&` would change what runs after a failure.
 */
export function joinRuns(first: RunInstruction, second: RunInstruction): Edits {
  const [one, two] = [plainScript(first), plainScript(second)];
  if (!one || !two || !canGoOn(first, one) || !sameFlags(first, second)) return undefined;
  if (one.commands.some(leavesTraces) || two.commands.some((command) => isTopLevelBreak(command.operatorBefore?.operator)))
    return undefined;
  const { source } = first.file;
  const between = source.text.slice(source.lines.endOf(first.lastLine), source.lines.startOf(second.firstLine));
  const operands = second.operandSpan;
  if (between.trim() !== '' || !operands) return undefined;
  const end = first.span.end;
  const indent = first.source.layout.pieces.length > 1 ? continuationIndent(first) : `${indentOf(first)}    `;
  const newText = ` ${first.file.escape}${lineBreakOf(source.text)}${indent}&& `;
  return [{ file: source.path, start: end, end: operands.start, newText }];
}

/** First line of the comment lines directly above an instruction; its own line when there are none. */
function firstCommentLine(instruction: Instruction): number {
  const { source, comments, headerEnd } = instruction.file;
  const header = source.lines.lineAt(headerEnd);
  let line = instruction.firstLine;
  let index = comments.findLastIndex((comment) => comment.line < line);
  while (index >= 0 && comments[index]?.line === line - 1 && line - 1 >= header && (comments[index]?.span.start ?? 0) >= headerEnd) {
    line--;
    index--;
  }
  return line;
}

function indentOf(instruction: Instruction): string {
  const { source } = instruction.file;
  return source.text
    .slice(lineStart(source.text, instruction.source.layout.span.start), instruction.source.layout.span.start)
    .replace('\uFEFF', '');
}

function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

function isLineEnd(text: string, offset: number): boolean {
  return /^[ \t]*(?:\r?\n|$)/.test(text.slice(offset, offset + 200));
}

/** Whether the instruction ends by itself: no open here-document, no continuation at the end of the file. */
function isComplete(instruction: Instruction): boolean {
  const { layout } = instruction.source;
  // Editors and the builder would not agree on where its lines end.
  if (hasLoneReturn(instruction.file.source.text)) return false;
  if (instruction.heredocs.some((doc) => !doc.terminated)) return false;
  const last = layout.pieces.at(-1);
  return last?.end === layout.headEnd;
}

/** The script of a shell-form `RUN` without here-documents, read without errors. */
function plainScript(run: RunInstruction): ShellScript | undefined {
  if (run.onbuild || run.isExecForm || run.heredocs.length > 0 || !isComplete(run)) return undefined;
  const { scripts, hasErrors } = run.text;
  return hasErrors ? undefined : scripts[0];
}

/** Whether a command joined with `&&` to the end of the script would run after it, and only after success. */
function canGoOn(run: RunInstruction, script: ShellScript): boolean {
  const last = script.commands.at(-1);
  if (!last || last.program === undefined || /^(?:exit|exec|return)$/.test(last.program)) return false;
  if (last.wrappers.some((wrapper) => wrapper.name === 'exec')) return false;
  const text = run.operandText;
  if (/[;&|\\]$/.test(text) || text.includes('<<')) return false;
  // A shell comment would swallow what is appended: everything is one line for the shell.
  return !/(?:^|\s)#/.test(text);
}

function leavesTraces(command: ShellScript['commands'][number]): boolean {
  if (command.name === undefined) return true;
  return (
    /^(?:cd|pushd|popd|set|shopt|export|unset|trap|umask|source|\.|eval|exit|exec|alias|read|ulimit|declare|local)$/.test(command.name) ||
    command.operatorAfter?.operator === '&'
  );
}

function isTopLevelBreak(operator: string | undefined): boolean {
  return operator === '||' || operator === ';' || operator === '&' || operator === 'newline';
}

function sameFlags(first: Instruction, second: Instruction): boolean {
  const text = (instruction: Instruction) => instruction.flags.map((flag) => `${flag.name}=${flag.value?.raw ?? ''}`).join(' ');
  return text(first) === text(second);
}

/** Indentation of the lines that go on with an instruction. */
function continuationIndent(instruction: Instruction): string {
  const { text } = instruction.file.source;
  const pieces = instruction.source.layout.pieces.slice(1).map((piece) => text.slice(piece.start, piece.end));
  const line = pieces.find((piece) => piece.trimStart().startsWith('&&')) ?? pieces[0] ?? '    ';
  return /^[ \t]*/.exec(line)?.[0] ?? '';
}

/** How a script over several lines joins its commands: `&& b` on the next line, `a &&` at the end, or `a;`. */
function joinStyle(parts: readonly string[], script: ShellScript): 'leading' | 'trailing' | 'semicolon' {
  if (parts.some((part) => part.startsWith('&&'))) return 'leading';
  const stopsAtErrors = script.commands.some(
    (command) => command.name === 'set' && command.words.some((word) => /^-[a-z]*e/.test(word.text ?? '')),
  );
  if (stopsAtErrors && parts.slice(0, -1).some((part) => part.endsWith(';'))) return 'semicolon';
  return parts.slice(0, -1).some((part) => part.endsWith('&&')) ? 'trailing' : 'leading';
}

/**
 * Puts lines where a stage turns from building to starting: before the `CMD`, `ENTRYPOINT` and `HEALTHCHECK` at its end, behind
 * everything that still builds.
 */
export function insertBeforeStart(stage: Stage, lines: readonly string[]): Edits {
  const { instructions } = stage;
  const lastBuilding = instructions.findLastIndex((one) => BUILDS.has(one.keyword ?? ''));
  const start = instructions.slice(lastBuilding + 1).find((one) => STARTS.has(one.keyword ?? ''));
  if (start) return insertLinesBefore(start, lines);
  return insertLinesAfter(instructions.at(-1) ?? stage.from, lines);
}

const BUILDS: ReadonlySet<string> = new Set(['RUN', 'COPY', 'ADD', 'USER', 'WORKDIR', 'SHELL', 'ONBUILD']);
const STARTS: ReadonlySet<string> = new Set(['CMD', 'ENTRYPOINT', 'HEALTHCHECK']);
