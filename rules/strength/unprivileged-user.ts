import { baseImageOf, dockerfile, shareOf, shippedStagesOf, strength } from '#core';

export default strength({
  title: 'Containers run as an unprivileged user',
  area: 'containers',
  equivalents: ['review:S05'],

  find(project) {
    return shareOf(
      shippedStagesOf(project),
      (stage) => (stage.user ? stage.user.isRoot === false : baseImageOf(stage)?.user === 'non-root'),
      (stage) => project.at(stage.file.source.path, (stage.user ?? stage.from).span),
      'images',
    );
  },

  examples: [
    {
      files: {
        'api/Dockerfile': dockerfile`
          FROM node:24-slim
          USER node
        `,
        'web/Dockerfile': dockerfile`
          FROM node:24-slim
          CMD ["node", "server.js"]
        `,
      },
      evidence: ['api/Dockerfile:2'],
      partial: '1 of 2 images',
    },
  ],
  lacking: [{ Dockerfile: 'FROM node:24 AS build\nUSER node\nFROM node:24-slim\nCMD ["node", "server.js"]\n' }],
});
