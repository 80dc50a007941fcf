import { type CommandInstruction, type DockerfileNodes, dockerfile, dockerfileRule, fix, type Report, replaceOnLine } from '#core';

const BUILTINS = /^(?:cd|export|set|source|\.|eval|exit|trap|umask|ulimit|read|test|\[|true|false|wait|alias|unset|command|type|:)$/;

/** The words of a command without any shell syntax; undefined when a shell is needed. */
function plainWords(instruction: CommandInstruction): readonly string[] | undefined {
  const { commands, pipelines, hasErrors } = instruction.text;
  const command = commands[0]?.command;
  if (!command || commands.length !== 1 || pipelines.length > 0 || hasErrors) return undefined;
  if (command.wrappers.length > 0 || command.assignments.length > 0 || command.redirects.length > 0) return undefined;
  if (command.context.kind !== 'top-level' || command.operatorAfter || command.pipeline.isNegated) return undefined;
  const words = [command.nameWord, ...command.words];
  const texts = words.map((word) => (word && !word.hasPattern && !/^~/.test(word.raw) ? word.text : undefined));
  if (texts.some((text) => text === undefined) || BUILTINS.test(texts[0] ?? '')) return undefined;
  return texts as readonly string[];
}

/** A single command with variables, which a shell has to expand before it hands over. */
function execScript(instruction: CommandInstruction): string | undefined {
  const { commands, pipelines, hasErrors } = instruction.text;
  const command = commands[0]?.command;
  if (!command || commands.length !== 1 || pipelines.length > 0 || hasErrors || command.operatorAfter) return undefined;
  if (command.context.kind !== 'top-level' || command.pipeline.isNegated || command.name === undefined || BUILTINS.test(command.name))
    return undefined;
  return command.assignments.length > 0 || command.wrappers.length > 0 ? undefined : `exec ${instruction.operandText}`;
}

/** `exec server` hands the process over to the server. */
function handsOver(instruction: CommandInstruction): boolean {
  const last = instruction.text.commands.findLast(({ command }) => command.context.kind === 'top-level')?.command;
  return last !== undefined && (last.program === 'exec' || last.wrappers.some((wrapper) => wrapper.name === 'exec'));
}

function check(instruction: DockerfileNodes['cmd'], report: Report): void {
  // With a SHELL of its own the file asks for that shell.
  if (instruction.isExecForm || instruction.looksLikeJson || instruction.hasWrongJson || instruction.place.shell) return;
  // One that another follows has no effect at all.
  if (
    instruction.stage &&
    !instruction.onbuild &&
    instruction.stage.last(instruction.keyword === 'CMD' ? 'CMD' : 'ENTRYPOINT') !== instruction
  )
    return;
  const span = instruction.operandSpan;
  if (!span || instruction.dialect !== 'posix' || handsOver(instruction)) return;
  const words = plainWords(instruction);
  const script = words ? undefined : execScript(instruction);
  const toJson = (list: readonly string[]) => `[${list.map((word) => JSON.stringify(word)).join(', ')}]`;
  report(
    instruction.keywordSpan,
    `\`${instruction.keyword}\` runs in a shell, which may keep signals from the program.`,
    words !== undefined && fix('unsafe', 'Rewrite in exec form', () => replaceOnLine(instruction.file, span, toJson(words))),
    script !== undefined &&
      fix('unsafe', 'Let the shell hand over with `exec`', () => replaceOnLine(instruction.file, span, toJson(['sh', '-c', script]))),
  );
}

export default dockerfileRule({
  title: '`CMD` or `ENTRYPOINT` in shell form',
  category: 'reliability',
  severity: 'low',
  profile: 'recommended',
  why: 'A shell becomes the first process, and many keep the signal to stop for themselves: the program is then killed after ten seconds, without a chance to finish. An `ENTRYPOINT` in shell form also ignores `CMD`.',
  equivalents: ['hadolint:DL3025', 'buildkit:JSONArgsRecommended', 'review:F012'],

  visit: {
    cmd: check,
    entrypoint: check,
  },

  fixSafety: 'The program becomes the first process: one that does not handle signals itself stops only when it is killed, as before.',

  examples: [
    {
      bad: dockerfile`
        FROM node:24
        CMD node "my server.js"   --port 80
        ^^^ \`CMD\` runs in a shell, which may keep signals from the program.
      `,
      good: dockerfile`
        FROM node:24
        CMD ["node", "my server.js", "--port", "80"]
      `,
    },
    {
      title: 'With a variable',
      bad: dockerfile`
        FROM python:3.14
        ENTRYPOINT uvicorn app:app --port $PORT
        ^^^^^^^^^^ \`ENTRYPOINT\` runs in a shell, which may keep signals from the program.
      `,
      good: dockerfile`
        FROM python:3.14
        ENTRYPOINT ["sh", "-c", "exec uvicorn app:app --port $PORT"]
      `,
    },
  ],

  valid: [
    'FROM node:24\nCMD ["node"]\n',
    'FROM node:24\nCMD exec node server.js\n',
    'FROM node:24\nSHELL ["/bin/bash", "-c"]\nCMD node server.js\n',
    'FROM node:24\nHEALTHCHECK CMD node check.js\n',
  ],
});
