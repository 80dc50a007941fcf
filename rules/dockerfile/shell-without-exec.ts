import { type CommandInstruction, type DockerfileNodes, dockerfile, dockerfileRule, fix, type Report, replaceOnLine } from '#core';

const BUILTINS = /^(?:cd|export|set|source|\.|eval|exec|exit|trap|read|test|\[|true|false|wait|:|echo|printf|sleep)$/;

/** The last command of `sh -c "…"`, when it is the one that stays. */
function serverOf(instruction: CommandInstruction) {
  const { commands, scripts, hasErrors } = instruction.text;
  const shell = commands[0]?.command;
  if (hasErrors || !shell || !/^(?:sh|bash|ash|dash)$/.test(shell.program ?? '')) return undefined;
  const inner = commands.filter(({ command }) => command.context.kind === 'nested-script' && command.context.nested?.via === 'argument');
  const last = inner.at(-1)?.command;
  if (!last?.nameWord || !scripts[0]) return undefined;
  const isAlone = last.pipeline.elements.length === 1 && !last.operatorAfter && !last.pipeline.isNegated;
  const isBehindChoice = last.operatorBefore?.operator === '||';
  return isAlone && !isBehindChoice && !last.isConditional ? last : undefined;
}

function check(instruction: DockerfileNodes['cmd'], report: Report): void {
  if (!instruction.isExecForm || instruction.onbuild) return;
  const server = serverOf(instruction);
  const name = server?.nameWord;
  if (!server || !name || server.name === undefined || BUILTINS.test(server.name)) return;
  if (server.wrappers.some((wrapper) => wrapper.name === 'exec') || server.assignments.length > 0 || server.wrappers.length > 0) return;
  const at = name.span.start;
  report(
    name.span,
    `The shell may stay in front of \`${server.program}\` and keep signals from it.`,
    fix('unsafe', 'Hand over with `exec`', () => replaceOnLine(instruction.file, { start: at, end: at }, 'exec ')),
  );
}

export default dockerfileRule({
  title: 'Shell stays in front of the program',
  category: 'reliability',
  severity: 'low',
  profile: 'recommended',
  why: 'The first process gets the signal to stop. Many shells keep it for themselves, so that the program is killed after ten seconds without a chance to finish.',
  equivalents: ['review:F012'],

  visit: {
    cmd: check,
    entrypoint: check,
  },

  fixSafety: 'The program becomes the first process: nothing behind it in the script would run.',

  examples: [
    {
      bad: dockerfile`
        FROM python:3.14
        CMD ["sh", "-c", "cd /app && uvicorn app:app --port $PORT"]
                                     ^^^^^^^ The shell may stay in front of \`uvicorn\` and keep signals from it.
      `,
      good: dockerfile`
        FROM python:3.14
        CMD ["sh", "-c", "cd /app && exec uvicorn app:app --port $PORT"]
      `,
    },
  ],

  valid: [
    'FROM python:3.14\nCMD ["sh", "-c", "exec uvicorn app:app --port $PORT"]\n',
    'FROM python:3.14\nCMD ["sh", "/start.sh"]\n',
    'FROM python:3.14\nCMD ["sh", "-c", "a | b"]\nENTRYPOINT ["bash", "-c", "a; b &"]\n',
    'FROM python:3.14\nCMD ["uvicorn", "app:app"]\n',
  ],
});
