import { shareOf, shippedStagesOf, strength } from '#core';

const SMALL = /(?:alpine|slim|distroless|chainguard|ubi-(?:minimal|micro)|busybox)|^scratch$/;

export default strength({
  title: 'Small base image',
  area: 'containers',
  equivalents: ['review:S03'],

  find(project) {
    return shareOf(
      shippedStagesOf(project),
      (stage) => SMALL.test(stage.baseImage ?? ''),
      (stage) => project.at(stage.file.source.path, stage.root.from.span),
      'images',
    );
  },

  examples: [{ files: { Dockerfile: 'FROM node:24-alpine\nCMD ["node", "server.js"]\n' }, evidence: ['Dockerfile:1'] }],
  lacking: [{ Dockerfile: 'FROM node:24-alpine AS build\nFROM node:24\nCOPY --from=build /app /app\n' }],
});
