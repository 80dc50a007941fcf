import { dockerfile, dockerfileRule, fix, hasFlag, insertAfterWord, isInstruction, isKept, pipInstall } from '#core';

/** What pip takes for yes. */
const TRUE = /^(?:1|y|yes|t|true|on)$/i;

export default dockerfileRule({
  title: 'Downloads of pip stay in the image',
  category: 'performance',
  severity: 'low',
  profile: 'recommended',
  why: 'Without the option pip keeps every package that it downloads and every wheel that it builds, for a next time that an image does not have.',
  equivalents: ['hadolint:DL3042', 'kics:f2f903fb'],

  visit: {
    shellCommand(node, report) {
      const { command, instruction } = node;
      const install = pipInstall(command);
      if (!install || !isInstruction(instruction, 'RUN') || !isKept(instruction) || hasFlag(command, 'no-cache-dir')) return;
      if (instruction.hasCacheAt('.cache/pip') || instruction.hasCacheAt('/root/.cache/pip')) return;
      const set = [
        ...(instruction.stage?.allInherited('ENV') ?? instruction.file.instructions.filter((one) => isInstruction(one, 'ENV')))
          .flatMap(({ pairs }) => pairs)
          .filter(({ key }) => key === 'PIP_NO_CACHE_DIR')
          .map(({ value }) => value?.value ?? ''),
        ...command.assignments.filter(({ name }) => name === 'PIP_NO_CACHE_DIR').map(({ value }) => value?.text ?? ''),
        ...instruction.text.commands
          .filter((other) => other.command.program === 'export')
          .flatMap((other) => other.command.words.flatMap((word) => /^PIP_NO_CACHE_DIR=(.*)$/.exec(word.text ?? '')?.[1] ?? [])),
      ].at(-1);
      // A variable decides.
      if (set !== undefined && (TRUE.test(set) || set.includes('$'))) return;
      const isDeleted = instruction.text.commands.some(
        (other) =>
          (other.command.program === 'rm' && other.command.words.some((word) => /\.cache(?:\/pip)?\/?\*?$/.test(word.template))) ||
          (/^pip/.test(other.command.program ?? '') &&
            other.command.words
              .slice(0, 2)
              .map((word) => word.text)
              .join(' ') === 'cache purge'),
      );
      if (isDeleted) return;
      report(
        install.action.span,
        '`pip` keeps what it downloads for this in its cache.',
        fix('safe', 'Add `--no-cache-dir`', () => insertAfterWord(node, install.action, '--no-cache-dir')),
      );
    },
  },

  examples: [
    {
      bad: dockerfile`
        FROM python:3.14-slim
        RUN pip install -r requirements.txt
                ^^^^^^^ \`pip\` keeps what it downloads for this in its cache.
      `,
      good: dockerfile`
        FROM python:3.14-slim
        RUN pip install --no-cache-dir -r requirements.txt
      `,
    },
    {
      title: 'A value that means no',
      bad: dockerfile`
        FROM python:3.14-slim
        ENV PIP_NO_CACHE_DIR=off
        RUN python3 -m pip install --user flask
                           ^^^^^^^ \`pip\` keeps what it downloads for this in its cache.
      `,
      good: dockerfile`
        FROM python:3.14-slim
        ENV PIP_NO_CACHE_DIR=off
        RUN python3 -m pip install --no-cache-dir --user flask
      `,
    },
  ],

  valid: [
    'FROM python:3.14-slim\nENV PIP_NO_CACHE_DIR=1\nRUN pip install flask\n',
    'FROM python:3.14-slim AS base\nENV PIP_NO_CACHE_DIR=true\nFROM base\nRUN pip install flask\n',
    'FROM python:3.14-slim\nRUN --mount=type=cache,target=/root/.cache pip install flask\n',
    'FROM python:3.14-slim\nRUN export PIP_NO_CACHE_DIR=yes && pip install flask && pipx install b\n',
    'FROM python:3.14-slim AS build\nRUN pip install flask\nFROM scratch\nCOPY --from=build /a /a\n',
  ],
});
