import { strength, text } from '#core';

export default strength({
  title: 'Multi-stage build: what builds the image is not shipped in it',
  area: 'containers',
  equivalents: ['review:S01'],

  find(project) {
    const evidence = project.dockerfiles.flatMap((file) => {
      const copy = file.shippedStage?.all('COPY').find((one) => one.fromTarget?.kind === 'stage');
      return copy ? [project.at(file.source.path, copy.keywordSpan)] : [];
    });
    return { evidence };
  },

  examples: [
    {
      files: {
        'api/Dockerfile': text`
          FROM node:24 AS build
          RUN npm ci
          FROM node:24-slim
          COPY --from=build /app/dist /app
        `,
      },
      evidence: ['api/Dockerfile:4'],
    },
  ],
  lacking: [{ Dockerfile: 'FROM node:24\nFROM nginx:1.29\nCOPY --from=busybox:1.37 /bin/sh /bin/sh\n' }],
});
