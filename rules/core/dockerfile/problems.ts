import { fix } from '../fix.ts';
import type { SyntaxProblem } from '../rule.ts';
import { lineBreakOf } from '../text/lines.ts';
import { nearestName } from '../text/nearest.ts';
import type { Span } from '../text/span.ts';
import type { DockerfileFile } from './file.ts';
import type { Instruction } from './instruction.ts';
import {
  type CopyInstruction,
  type EnvInstruction,
  type FromInstruction,
  type HealthcheckInstruction,
  isInstruction,
} from './instructions.ts';
import { FLAGS, type FlagFacts, KEYWORDS } from './keywords.ts';
import { type Flag, openQuote } from './words.ts';

type Add = (
  span: Span,
  message: string,
  replacement?: {
    readonly title: string;
    readonly span: Span;
    readonly text: string /** Lines go as a whole. */;
    readonly lines?: boolean;
  },
  equivalents?: readonly string[],
) => void;

/** What only the builder says, and what only it and hadolint do. */
const BUILDER = ['buildkit:error', 'docker-language-server:build-error'];
const BEGINNING = [...BUILDER, 'hadolint:DL3061', 'dockerfile-utils:NO_SOURCE_IMAGE'];
const TRIGGER = [
  ...BUILDER,
  'hadolint:DL3043',
  'dockerfile-utils:ONBUILD_CHAINING_DISALLOWED',
  'dockerfile-utils:ONBUILD_TRIGGER_DISALLOWED',
];

/** What the builder refuses, in the order of the text. */
export function findProblems(file: DockerfileFile): readonly SyntaxProblem[] {
  const problems: SyntaxProblem[] = [];
  const add: Add = (span, message, replacement, equivalents) => {
    const isOnOneLine =
      replacement && (replacement.lines || !file.source.text.slice(replacement.span.start, replacement.span.end).includes('\n'));
    const edit = isOnOneLine && { file: file.source.path, ...replacement.span, newText: replacement.text };
    problems.push({ span, message, level: 'error', fix: edit ? fix('unsafe', replacement.title, () => [edit]) : undefined, equivalents });
  };
  checkDirectives(file, add);
  const foreign = foreignWord(file);
  if (foreign) {
    add(foreign.keywordSpan, `This does not read as a Dockerfile: ${quoted(foreign.keywordText)} is not an instruction.`);
    return problems;
  }
  checkBeginning(file, add);
  file.instructions.forEach((instruction, index) => {
    if (instruction.keyword) {
      checkHeredocs(instruction, add);
      for (const problem of problemsOf(instruction)) add(...problem);
    } else if (index === 0 || file.instructions[index - 1]?.keyword) checkUnknown(file, index, add);
  });
  return problems.sort((a, b) => a.span.start - b.span.start);
}

/** The builder takes them without an argument: `CMD` alone empties what the base image has. */
const MAY_BE_EMPTY: ReadonlySet<string> = new Set(['RUN', 'CMD', 'ENTRYPOINT', 'HEALTHCHECK']);

/**
 * The first word of a text that is something else, such as an ignore list or a script: one report says so, not one a line.
 * `FORM node` is a Dockerfile with a slip of the pen.
 */
function foreignWord(file: DockerfileFile): Instruction | undefined {
  const first = file.instructions[0];
  if (!first || first.keyword || file.stages.length > 0) return undefined;
  return /^[a-z]+$/i.test(first.keywordText) && nearestName(first.keywordText, ['FROM']) ? undefined : first;
}

/** A word of the file in a message, cut where it is no word at all. */
function quoted(word: string): string {
  return word.length > 60 ? `\`${word.slice(0, 60)}…\`` : `\`${word}\``;
}

function checkDirectives(file: DockerfileFile, add: Add): void {
  for (const directive of file.directives) {
    const { lines } = file.source;
    if (directive.repeated) {
      const span = {
        start: lines.startOf(directive.line),
        end: directive.line + 1 < lines.count ? lines.startOf(directive.line + 1) : lines.endOf(directive.line),
      };
      add(directive.nameSpan, `The directive \`${directive.name}\` is given twice.`, { title: 'Remove it', span, text: '', lines: true });
    } else if (directive.name === 'escape' && directive.value !== '\\' && directive.value !== '`') {
      add(directive.valueSpan, 'The escape character is neither a backslash nor a backquote.', {
        title: 'Escape with a backslash',
        span: directive.valueSpan,
        text: '\\',
      });
    }
  }
}

function checkBeginning(file: DockerfileFile, add: Add): void {
  const first = file.instructions.find((instruction) => !isInstruction(instruction, 'ARG'));
  if (!first) {
    const last = file.instructions.at(-1);
    const length = file.source.text.length;
    add(last?.keywordSpan ?? { start: 0, end: Math.min(1, length) }, 'No `FROM` names an image to build on.');
  } else if (first.keyword && !isInstruction(first, 'FROM')) {
    add(first.keywordSpan, `\`${first.keyword}\` stands before the first \`FROM\`.`, undefined, BEGINNING);
  }
}

/** They follow from the text of the instruction alone. */
function problemsOf(instruction: Instruction): readonly Parameters<Add>[] {
  return instruction.once('problems', () => {
    const problems: Parameters<Add>[] = [];
    const add: Add = (...problem) => void problems.push(problem);
    checkBody(instruction, add);
    return problems;
  });
}

function checkHeredocs(instruction: Instruction, add: Add): void {
  const open = instruction.heredocs.find((doc) => !doc.terminated);
  if (!open) return;
  const { text } = instruction.file.source;
  const eol = lineBreakOf(text);
  const words = instruction.heredocs.filter((doc) => !doc.terminated).map(({ name }) => `${name}${eol}`);
  add(open.operator, `The here-document has no closing \`${open.name}\`.`, {
    title: 'Close it at the end of the file',
    span: { start: text.length, end: text.length },
    text: `${/\n$/.test(text) ? '' : eol}${words.join('')}`,
  });
}

function checkBody(instruction: Instruction, add: Add): void {
  if (!instruction.keyword) {
    unknownKeyword(instruction, add);
    return;
  }
  checkFlags(instruction, add);
  if (instruction.operandText === '' && !MAY_BE_EMPTY.has(instruction.keyword)) {
    add(instruction.keywordSpan, `\`${instruction.keyword}\` has no argument.`);
    return;
  }
  if (instruction.hasWrongJson) {
    add(firstLineOf(instruction), 'The JSON array holds something else than strings.');
    return;
  }
  if (isInstruction(instruction, 'FROM')) checkFrom(instruction, add);
  else if (isInstruction(instruction, 'ENV') || isInstruction(instruction, 'LABEL')) checkPairs(instruction, add);
  else if (isInstruction(instruction, 'ARG')) checkArg(instruction, add);
  else if (isInstruction(instruction, 'COPY') || isInstruction(instruction, 'ADD')) checkCopy(instruction, add);
  else if (isInstruction(instruction, 'HEALTHCHECK')) checkHealthcheck(instruction, add);
  else if (isInstruction(instruction, 'SHELL')) checkShell(instruction, add);
  else if (isInstruction(instruction, 'STOPSIGNAL')) checkStopSignal(instruction, add);
  else if (isInstruction(instruction, 'ONBUILD')) checkOnbuild(instruction, add);
}

/** An unknown instruction that follows none: the ones right behind it come from the same cause. */
function checkUnknown(file: DockerfileFile, index: number, add: Add): void {
  const instruction = file.instructions[index];
  if (!instruction) return;
  const isAlone = file.instructions[index + 1]?.keyword !== undefined || index === file.instructions.length - 1;
  if (!followsLostContinuation(instruction, file.instructions[index - 1], isAlone)) {
    unknownKeyword(instruction, add);
    return;
  }
  const escapeChar = file.escape === '`' ? '`` ` ``' : '`\\`';
  const name = quoted(instruction.keywordText);
  add(instruction.keywordSpan, `${name} is not an instruction; was a ${escapeChar} lost at the end of the line above?`);
}

/** Whether a line looks like the rest of the instruction above it. */
function followsLostContinuation(instruction: Instruction, above: Instruction | undefined, isAlone: boolean): boolean {
  if (!above || above.heredocs.length > 0 || above.lastLine !== instruction.firstLine - 1) return false;
  const { lines, text } = instruction.file.source;
  const isIndented = instruction.span.start > lines.startOf(instruction.firstLine);
  if (isIndented || /(?:&&|\||;)$/.test(text.slice(above.span.start, above.span.end))) return true;
  return isInstruction(above, 'RUN') && (!isAlone || nearestName(instruction.keywordText, KEYWORDS) === undefined);
}

function unknownKeyword(instruction: Instruction, add: Add): void {
  const near = nearestName(instruction.keywordText, KEYWORDS);
  const name = quoted(instruction.keywordText);
  const span = instruction.keywordSpan;
  if (near === undefined) add(span, `${name} is not an instruction.`);
  else add(span, `${name} is not an instruction; \`${near}\` is.`, { title: `Replace it by \`${near}\``, span, text: near });
}

function checkFlags(instruction: Instruction, add: Add): void {
  const known = instruction.keyword && FLAGS[instruction.keyword];
  // The builder does not read the flags of `HEALTHCHECK NONE`.
  if (!known || (isInstruction(instruction, 'HEALTHCHECK') && instruction.isNone)) return;
  const seen = new Set<string>();
  for (const flag of instruction.flags) {
    const facts = Object.hasOwn(known, flag.name) ? known[flag.name] : undefined;
    if (!facts) {
      const near = nearestName(flag.name, Object.keys(known));
      const replacement = near === undefined ? undefined : { title: `Replace it by \`--${near}\``, span: flag.nameSpan, text: near };
      const isOthers = instruction.keyword === 'RUN' ? BUILDER : undefined;
      add(flag, `\`${instruction.keyword}\` has no flag \`--${flag.name}\`.`, replacement, isOthers);
      continue;
    }
    if (seen.has(flag.name) && !facts.repeats) {
      const { text } = instruction.file.source;
      let { end } = flag;
      while (text[end] === ' ' || text[end] === '\t') end++;
      add(flag, `The flag \`--${flag.name}\` is given twice.`, { title: 'Remove this one', span: { start: flag.start, end }, text: '' });
    }
    seen.add(flag.name);
    checkFlagValue(flag, facts, add);
  }
}

function checkFlagValue(flag: Flag, facts: FlagFacts, add: Add): void {
  if (facts.boolean) {
    if (flag.value && !/^(?:true|false)$/i.test(flag.value.value)) add(flag.value, `\`--${flag.name}\` is either \`true\` or \`false\`.`);
  } else if (!flag.value) {
    add(flag, `The flag \`--${flag.name}\` has no value.`);
  }
}

function checkFrom(from: FromInstruction, add: Add): void {
  const { words } = from;
  if (words.length !== 1 && words.length !== 3) {
    add(words[Math.min(1, words.length - 1)] ?? from.keywordSpan, '`FROM` takes an image, or an image, `AS` and a name.');
    return;
  }
  const as = words[1];
  if (as && as.value.toLowerCase() !== 'as') {
    add(as, `\`${as.value}\` stands where \`AS\` belongs.`, { title: 'Replace it by `AS`', span: as, text: 'AS' });
  }
  const name = words[2];
  if (name && as?.value.toLowerCase() === 'as' && !/^[a-z][a-z0-9-_.]*$/.test(name.value.toLowerCase())) {
    add(name, `\`${name.value}\` is not a valid stage name.`);
  }
}

function checkPairs(instruction: EnvInstruction, add: Add): void {
  for (const pair of instruction.pairs) {
    if (pair.isLegacy) {
      if (!pair.value) add(pair.keySpan, `\`${pair.key}\` has no value.`);
    } else if (!pair.value) {
      add(pair, `\`${pair.key}\` has no \`=\` and no value.`, {
        title: 'Give it an empty value',
        span: { start: pair.end, end: pair.end },
        text: '=""',
      });
    } else if (pair.key === '') {
      add(pair, 'The name before `=` is empty.');
    }
    const quote = pair.value && !pair.value.raw.includes('\n') ? openQuote(pair.value.raw, instruction.file.escape) : undefined;
    if (quote && pair.value && !pair.isLegacy) {
      const { end } = pair.value;
      add(pair.value, `The ${quote === '"' ? 'double' : 'single'} quote is never closed.`, {
        title: 'Close the quote',
        span: { start: end, end },
        text: quote,
      });
    }
  }
}

function checkArg(instruction: Instruction, add: Add): void {
  if (!isInstruction(instruction, 'ARG')) return;
  for (const pair of instruction.pairs) {
    if (pair.key === '') add(pair, 'The name before `=` is empty.');
    if (pair.value && openQuote(pair.value.raw, instruction.file.escape)) add(pair.value, 'The quote is never closed.');
  }
}

function checkCopy(copy: CopyInstruction, add: Add): void {
  if (copy.words.length >= 2) return;
  add(copy.words[0] ?? copy.keywordSpan, `\`${copy.keyword}\` needs a source and a destination.`);
}

function checkHealthcheck(healthcheck: HealthcheckInstruction, add: Add): void {
  const { type } = healthcheck;
  if (!type) {
    add(healthcheck.keywordSpan, '`HEALTHCHECK` has no argument.');
  } else if (healthcheck.isNone) {
    const rest = healthcheck.operandSpan;
    if (rest)
      add(rest, '`HEALTHCHECK NONE` takes no arguments.', { title: 'Remove them', span: { start: type.end, end: rest.end }, text: '' });
  } else if (type.value.toUpperCase() !== 'CMD') {
    add(type, `\`${type.value}\` is neither \`CMD\` nor \`NONE\`.`, {
      title: 'Insert `CMD`',
      span: { start: type.start, end: type.start },
      text: 'CMD ',
    });
  } else if (healthcheck.operandText === '' || healthcheck.json?.length === 0) {
    add(type, '`HEALTHCHECK CMD` has no command.');
  }
}

function checkStopSignal(stopsignal: Instruction, add: Add): void {
  const [first, second] = stopsignal.words;
  const rest = stopsignal.operandSpan;
  if (first && second && rest)
    add(
      { start: second.start, end: rest.end },
      '`STOPSIGNAL` takes one signal.',
      { title: 'Keep the first', span: { start: first.end, end: rest.end }, text: '' },
      [...BUILDER, 'dockerfile-utils:ARGUMENT_EXTRA'],
    );
}

function checkShell(shell: Instruction, add: Add): void {
  if (shell.json && shell.json.length > 0) return;
  const text = shell.operandText;
  const span = shell.operandSpan;
  const isPlain = /^[\w./\\: -]+$/.test(text) && !shell.json;
  const words = text.split(/\s+/).map((word) => JSON.stringify(word));
  const replacement = isPlain && span ? { title: 'Write it as a JSON array', span, text: `[${words.join(', ')}]` } : undefined;
  // dockerfile-utils takes what begins and ends like an array for one, whatever is behind it or between its strings.
  const others = !shell.json && text.startsWith('[') && !/^\[[^\]\r]*\]$/.test(text) ? BUILDER : undefined;
  add(firstLineOf(shell), shell.json ? '`SHELL` needs at least one string.' : '`SHELL` is not a JSON array.', replacement, others);
}

function checkOnbuild(onbuild: Instruction, add: Add): void {
  if (!isInstruction(onbuild, 'ONBUILD')) return;
  const { trigger } = onbuild;
  const keyword = trigger?.keyword ?? (trigger ? undefined : 'ONBUILD');
  if (keyword === 'ONBUILD' || keyword === 'FROM' || keyword === 'MAINTAINER') {
    add(trigger?.keywordSpan ?? onbuild.words[0] ?? onbuild.keywordSpan, `\`${keyword}\` cannot be a trigger.`, undefined, TRIGGER);
  } else if (trigger) {
    checkBody(trigger, add);
  }
}

function firstLineOf(instruction: Instruction): Span {
  return instruction.words[0] ?? instruction.operandSpan ?? instruction.keywordSpan;
}
