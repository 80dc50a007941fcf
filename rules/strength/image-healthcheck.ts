import { baseImageOf, dockerfile, installedPackages, shareOf, shippedStagesOf, strength } from '#core';

const ASKS_WITH = /\b(curl|wget)\b/;

export default strength({
  title: 'Images tell whether they are well',
  area: 'health',
  equivalents: ['review:S08'],

  find(project) {
    return shareOf(
      shippedStagesOf(project),
      (stage) => {
        const check = stage.healthcheck;
        if (!check || check.isNone) return false;
        const tool = ASKS_WITH.exec(check.head.text)?.[1];
        const base = baseImageOf(stage);
        // A check whose program the image lacks can never pass.
        return tool === undefined || !base || base.probes.includes(tool as 'curl' | 'wget') || installedPackages(stage).has(tool);
      },
      (stage) => project.at(stage.file.source.path, (stage.healthcheck ?? stage.from).keywordSpan),
      'images',
    );
  },

  examples: [
    {
      files: {
        Dockerfile: dockerfile`
          FROM python:3.13-slim
          RUN apt-get update && apt-get install -y --no-install-recommends curl
          HEALTHCHECK CMD curl -f http://localhost:8000/health
        `,
      },
      evidence: ['Dockerfile:3'],
    },
  ],
  lacking: [
    { Dockerfile: 'FROM python:3.13-slim\nHEALTHCHECK CMD curl -f http://localhost:8000/health\n' },
    { Dockerfile: 'FROM python:3.13-slim\nHEALTHCHECK NONE\n' },
  ],
});
