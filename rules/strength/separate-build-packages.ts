import { dockerfile, installedPackages, sharedDockerfiles, strength } from '#core';

const COMPILERS = ['gcc', 'g++', 'build-essential', 'build-base', 'make', 'cmake', 'clang', 'rustc', 'python3-dev'];

export default strength({
  title: 'Compilers stay in the stage that builds',
  area: 'containers',
  equivalents: ['review:S07'],

  find(project) {
    const evidence = sharedDockerfiles(project).flatMap((file) => {
      const compiles = (stage: (typeof file.stages)[number]) => COMPILERS.some((name) => installedPackages(stage).has(name));
      if (!file.shippedStage || compiles(file.shippedStage)) return [];
      const builder = file.stages.find((stage) => !file.isShipped(stage) && compiles(stage));
      return builder ? [project.at(file.source.path, builder.from.span)] : [];
    });
    return { evidence };
  },

  examples: [
    {
      files: {
        Dockerfile: dockerfile`
          FROM python:3.13-slim AS build
          RUN apt-get update && apt-get install -y gcc libpq-dev
          FROM python:3.13-slim
          RUN apt-get update && apt-get install -y libpq5
        `,
      },
      evidence: ['Dockerfile:1'],
    },
  ],
  lacking: [{ Dockerfile: 'FROM python:3.13-slim AS base\nRUN apt-get install -y gcc\nFROM base\nCMD ["python", "app.py"]\n' }],
});
