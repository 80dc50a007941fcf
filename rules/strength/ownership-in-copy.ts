import { dockerfile, shippedStagesOf, strength } from '#core';

export default strength({
  title: 'Ownership is set while copying, not in a layer of its own',
  area: 'containers',
  equivalents: ['review:S11'],

  find(project) {
    const evidence = shippedStagesOf(project).flatMap((stage) => {
      const copy = stage.all('COPY').find((one) => one.flag('chown'));
      return copy ? [project.at(stage.file.source.path, copy.keywordSpan)] : [];
    });
    return { evidence };
  },

  examples: [
    {
      files: {
        Dockerfile: dockerfile`
          FROM node:24-slim
          COPY --chown=node:node . /app
        `,
      },
      evidence: ['Dockerfile:2'],
    },
  ],
  lacking: [{ Dockerfile: 'FROM node:24-slim\nCOPY . /app\nRUN chown -R node /app\n' }],
});
