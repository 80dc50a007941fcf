import { dockerfile, shareOf, shippedStagesOf, strength } from '#core';

export default strength({
  title: 'Multi-stage build: what builds the image is not shipped in it',
  area: 'containers',
  equivalents: ['review:S01'],

  find(project) {
    return shareOf(
      shippedStagesOf(project),
      (stage) => stage.all('COPY').some((copy) => copy.fromTarget?.kind === 'stage'),
      (stage) => project.at(stage.file.source.path, stage.from.span),
      'images',
    );
  },

  examples: [
    {
      files: {
        'api/Dockerfile': dockerfile`
          FROM node:24 AS build
          RUN npm ci
          FROM node:24-slim
          COPY --from=build /app/dist /app
        `,
      },
      evidence: ['api/Dockerfile:3'],
    },
  ],
  lacking: [{ Dockerfile: 'FROM node:24\nFROM nginx:1.29\nCOPY --from=busybox:1.37 /bin/sh /bin/sh\n' }],
});
