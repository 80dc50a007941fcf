import { commandsOf, dependencyInstall, dockerfile, hasFlag, operands, type ShellCommand, shippedStagesOf, strength } from '#core';

/** `npm prune --omit=dev` and its like take away again what only development needs. */
function prunes(command: ShellCommand): boolean {
  const isPrune = /^(?:npm|pnpm|yarn)$/.test(command.program ?? '') && operands(command)[0]?.text === 'prune';
  return isPrune && hasFlag(command, 'omit', 'production', 'prod');
}

export default strength({
  title: 'The image holds production dependencies only',
  area: 'containers',
  equivalents: ['review:S04'],

  find(project) {
    const evidence = shippedStagesOf(project).flatMap((stage) => {
      const found = commandsOf(stage).find(({ command }) => dependencyInstall(command)?.omitsDev || prunes(command));
      return found ? [project.at(stage.file.source.path, found.instruction.keywordSpan)] : [];
    });
    return { evidence };
  },

  examples: [
    {
      files: {
        Dockerfile: dockerfile`
          FROM node:24-slim
          COPY package*.json ./
          RUN npm ci --omit=dev
        `,
      },
      evidence: ['Dockerfile:3'],
    },
  ],
  lacking: [{ Dockerfile: 'FROM node:24 AS build\nRUN npm ci --omit=dev\nFROM node:24-slim\nRUN npm ci\n' }],
});
