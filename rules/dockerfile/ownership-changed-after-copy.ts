import { dockerfile, dockerfileRule, isInstruction, operands, readArguments } from '#core';

export default dockerfileRule({
  title: 'Ownership changed after the copy',
  category: 'performance',
  severity: 'info',
  profile: 'strict',
  why: 'A layer cannot change what another holds: every file is in the image twice, once for each owner.',
  equivalents: ['review:F016'],
  noFix: 'The account has to exist before the copy, so that lines have to change places.',

  visit: {
    shellCommand({ command, instruction }, report) {
      const { stage } = instruction;
      if (command.program !== 'chown' || !stage?.file.isShipped(stage)) return;
      const flags = readArguments(command).flags.map(({ name }) => name);
      if (!flags.includes('R') && !flags.includes('recursive')) return;
      const [, ...paths] = operands(command);
      const copies = stage.instructions.filter(
        (one) => isInstruction(one, 'COPY') && one.place.index < instruction.place.index && !one.flag('chown'),
      );
      const workdir = stage.all('WORKDIR').findLast((one) => one.place.index < instruction.place.index)?.value?.value ?? '/';
      const absolute = (path: string) =>
        (path.startsWith('/') ? path : `${workdir}/${path}`).replace(/\/\.?\/?$/, '').replace(/\/\.\//g, '/') || '/';
      const covers = paths.some((path) =>
        copies.some(
          (copy) =>
            isInstruction(copy, 'COPY') &&
            copy.destination &&
            `${absolute(copy.destination.value)}/`.startsWith(`${absolute(path.template)}/`),
        ),
      );
      if (covers && command.nameWord)
        report(command.nameWord.span, 'This puts everything that was copied into the image a second time; `COPY --chown` does not.');
    },
  },

  examples: [
    {
      bad: dockerfile`
        FROM node:24-slim
        WORKDIR /app
        COPY . .
        RUN chown -R node:node /app
            ^^^^^ This puts everything that was copied into the image a second time; \`COPY --chown\` does not.
        USER node
      `,
    },
  ],

  valid: [
    'FROM node:24-slim\nCOPY --chown=node:node . /app\nRUN chown -R node:node /app\n',
    'FROM node:24-slim\nRUN mkdir /data && chown -R node /data\nCOPY . /app\n',
  ],
});
