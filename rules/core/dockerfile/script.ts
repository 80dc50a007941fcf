import { parseShell, type ShellCommand, type ShellPipeline, type ShellScript } from '../shell/shell.ts';
import { type MappedText, MappedTextBuilder } from '../text/source-map.ts';
import type { Heredoc } from './heredoc.ts';
import type { Instruction } from './instruction.ts';
import type { CommandInstruction } from './instructions.ts';
import { trimmedEnd } from './scan.ts';

/** Which language the text of `RUN`, `CMD` and `ENTRYPOINT` is written in. `other`: not known. */
export type Dialect = 'posix' | 'powershell' | 'cmd' | 'other';

/** A command of an instruction in any of its forms. */
export interface DockerCommand {
  readonly command: ShellCommand;
  readonly instruction: CommandInstruction;
  readonly script: ShellScript;
  /** A JSON array: words have no shell syntax, and an edit has to write JSON. */
  readonly isExec: boolean;
}

export interface RunText {
  readonly scripts: readonly ShellScript[];
  readonly commands: readonly DockerCommand[];
  readonly pipelines: readonly ShellPipeline[];
  /** The script could not be read to its end, so absence of something proves nothing. */
  readonly hasErrors: boolean;
}

const NOTHING: RunText = { scripts: [], commands: [], pipelines: [], hasErrors: false };
const POSIX_SHELLS: ReadonlySet<string> = new Set(['sh', 'bash', 'ash', 'dash', 'zsh', 'ksh', 'mksh', 'busybox']);
const WINDOWS_IMAGE = /(?:^|[/:_-])(?:windows(?:servercore)?|nanoserver|servercore)(?:$|[/:_-])/i;

/** The dialect of an instruction's shell form, from the `SHELL` in force or the base image. */
export function dialectOf(instruction: Instruction): Dialect {
  const { shell } = instruction.place;
  if (!shell) return defaultDialect(instruction);
  const { program } = shell;
  if (POSIX_SHELLS.has(program)) return 'posix';
  if (program === 'powershell' || program === 'pwsh') return 'powershell';
  return program === 'cmd' ? 'cmd' : 'other';
}

function defaultDialect(instruction: Instruction): Dialect {
  const from = instruction.stage?.root.from;
  if (/^windows(?:\/|$)/i.test(from?.platform?.value ?? '')) return 'cmd';
  const image = from?.expandedImage;
  if (image === undefined) return instruction.file.escape === '`' || WINDOWS_IMAGE.test(from?.image?.raw ?? '') ? 'other' : 'posix';
  return WINDOWS_IMAGE.test(image) ? 'cmd' : 'posix';
}

export function commandText(instruction: CommandInstruction): RunText {
  if (instruction.operandText === '') return NOTHING;
  if (
    instruction.keyword === 'HEALTHCHECK' &&
    instruction.head.text.slice(0, instruction.operandsStart).trimEnd().toUpperCase().endsWith('NONE')
  )
    return NOTHING;
  if (instruction.json) return execText(instruction, instruction.json.length === 0);
  if (instruction.dialect !== 'posix' && !hasPosixShebang(instruction)) return NOTHING;
  return runText(
    instruction,
    instruction.once('shell form', () => {
      const mapped = shellText(instruction);
      return mapped && parseShell(mapped.text, mapped.map);
    }),
    false,
  );
}

/** The exec form as one command: every string becomes a quoted word. */
function execText(instruction: CommandInstruction, isEmpty: boolean): RunText {
  if (isEmpty) return NOTHING;
  return runText(
    instruction,
    instruction.once('exec form', () => execScript(instruction)),
    true,
  );
}

function execScript(instruction: CommandInstruction): ShellScript {
  const builder = new MappedTextBuilder(instruction.file.source.text);
  for (const word of instruction.json ?? []) {
    if (/^[\w./:@%+=,-]+$/.test(word.raw) && word.end - word.start === word.raw.length + 2) {
      builder.copy(word.start + 1, word.end - 1);
    } else {
      builder.replace(`'${word.raw.replaceAll("'", "'\\''")}'`, word.start, word.end);
    }
    builder.replace(' ', word.end, word.end);
  }
  const { text, map } = builder.build();
  return parseShell(text, map);
}

function runText(instruction: CommandInstruction, script: ShellScript | undefined, isExec: boolean): RunText {
  if (!script) return NOTHING;
  return {
    scripts: [script],
    commands: script.commands.map((command) => ({ command, instruction, script, isExec })),
    pipelines: script.pipelines,
    hasErrors: script.hasErrors || script.limit !== undefined,
  };
}

/** The script of an instruction in shell form as its shell reads it; undefined where no POSIX shell does. */
export function shellScriptText(instruction: CommandInstruction): MappedText | undefined {
  if (instruction.json || instruction.operandText === '' || (instruction.dialect !== 'posix' && !hasPosixShebang(instruction)))
    return undefined;
  return instruction.once('shell text', () => shellText(instruction));
}

/** The text that the shell reads; undefined where another program does. */
function shellText(instruction: CommandInstruction): MappedText | undefined {
  const { heredocs, head, operandsStart } = instruction;
  const source = instruction.file.source.text;
  const end = trimmedEnd(head.text);
  const only = soleHeredoc(instruction);
  if (only) {
    const shebang = /^\s*#!\s*(\S+)(?:\s+(\S+))?/.exec(source.slice(only.body.start, Math.min(only.body.end, only.body.start + 200)));
    if (shebang && !isPosixInterpreter(shebang[1] ?? '', shebang[2])) return undefined;
    return bodyText(source, only);
  }
  const builder = new MappedTextBuilder(source);
  copyHead(instruction, builder, operandsStart, end);
  for (const doc of heredocs) {
    builder.replace('\n', doc.body.start, doc.body.start);
    builder.copy(doc.body.start, doc.end);
  }
  return builder.build();
}

/** `RUN <<EOF` and nothing else: the here-document itself is the script. */
function soleHeredoc(instruction: Instruction): Heredoc | undefined {
  const [doc] = instruction.heredocs;
  return doc && /^\d*<<-?\S+$/.test(instruction.operandText) ? doc : undefined;
}

function hasPosixShebang(instruction: Instruction): boolean {
  const doc = soleHeredoc(instruction);
  if (!doc) return false;
  const match = /^#!\s*(\S+)(?:\s+(\S+))?/.exec(instruction.file.source.text.slice(doc.body.start, doc.body.start + 200));
  return match !== null && isPosixInterpreter(match[1] ?? '', match[2]);
}

function isPosixInterpreter(program: string, argument: string | undefined): boolean {
  const name = program.replace(/^.*\//, '');
  return POSIX_SHELLS.has(name === 'env' ? (argument ?? '') : name);
}

function bodyText(source: string, doc: Heredoc): MappedText {
  const builder = new MappedTextBuilder(source);
  if (!doc.stripsTabs) return builder.copy(doc.body.start, doc.body.end).build();
  let at = doc.body.start;
  while (at < doc.body.end) {
    const lineEnd = source.indexOf('\n', at);
    const end = lineEnd < 0 || lineEnd >= doc.body.end ? doc.body.end : lineEnd + 1;
    while (at < end && source[at] === '\t') at++;
    builder.copy(at, end);
    at = end;
  }
  return builder.build();
}

/** Copies a stretch of the joined head, piece by piece of the file. */
function copyHead(instruction: Instruction, builder: MappedTextBuilder, start: number, end: number): void {
  let offset = 0;
  for (const piece of instruction.source.layout.pieces) {
    const length = piece.end - piece.start;
    const from = Math.max(start, offset);
    const to = Math.min(end, offset + length);
    if (to > from) builder.copy(piece.start + from - offset, piece.start + to - offset);
    offset += length;
  }
}
