import { dockerfile, dockerfileRule } from '#core';

export default dockerfileRule({
  title: 'A whole file system is laid over another',
  category: 'maintainability',
  severity: 'low',
  profile: 'strict',
  why: 'What of the two is left, nobody can tell, and the image is as large as both.',
  equivalents: ['hadolint:DL3067'],
  noFix: 'Which of its files are needed only the project can tell.',

  visit: {
    copy(copy, report) {
      if (!copy.from || copy.stage?.isScratch || copy.destination?.value !== '/' || copy.paths[0]?.value !== '/') return;
      report(copy.paths[0], 'This copies everything, the system included.');
    },
  },

  examples: [
    {
      bad: dockerfile`
        FROM debian:13 AS build
        FROM alpine:3.23
        COPY --from=build / /
                          ^ This copies everything, the system included.
      `,
    },
  ],

  valid: ['FROM debian:13 AS build\nFROM scratch\nCOPY --from=build / /\n', 'FROM debian:13\nCOPY / /\n'],
});
