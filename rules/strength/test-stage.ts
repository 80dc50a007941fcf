import { dockerfile, strength } from '#core';

const TEST_STAGE = /^(?:tests?|testing|unit[-_]?tests?|ci)$/;

export default strength({
  title: 'A stage for tests that is not shipped',
  area: 'containers',
  equivalents: ['review:S02'],

  find(project) {
    const stages = project.dockerfiles.flatMap((file) => file.stages.filter((stage) => TEST_STAGE.test(stage.name ?? '')));
    return { evidence: stages.map((stage) => project.at(stage.file.source.path, stage.from.span)) };
  },

  examples: [
    {
      files: {
        Dockerfile: dockerfile`
          FROM node:24 AS test
          CMD ["npm", "test"]
          FROM node:24-slim
          CMD ["node", "server.js"]
        `,
      },
      evidence: ['Dockerfile:1'],
    },
  ],
  lacking: [{ Dockerfile: 'FROM node:24 AS build\nFROM node:24-slim\n' }],
});
