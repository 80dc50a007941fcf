import { dockerfile, dockerfileRule, fix, removeInstruction, unnecessary } from '#core';

export default dockerfileRule({
  title: 'More than one `ENTRYPOINT` in a stage',
  category: 'correctness',
  severity: 'medium',
  profile: 'recommended',
  why: 'Only the last `ENTRYPOINT` of a stage counts; the ones before it look as if they did something.',
  equivalents: [
    'hadolint:DL4004',
    'buildkit:MultipleInstructionsDisallowed',
    'trivy:DS-0007',
    'kics:6938958b',
    'dockerfile-utils:MULTIPLE_INSTRUCTIONS',
    'docker-language-server:MultipleInstructionsDisallowed',
  ],

  visit: {
    stage(stage, report) {
      for (const entrypoint of stage.all('ENTRYPOINT').slice(0, -1)) {
        report(
          entrypoint.keywordSpan,
          'This `ENTRYPOINT` has no effect: another one follows in the stage.',
          unnecessary,
          fix('safe', 'Remove it', () => removeInstruction(entrypoint)),
        );
      }
    },
  },

  examples: [
    {
      bad: dockerfile`
        FROM node:24

        ENTRYPOINT ["npm", "start"]
        ^^^^^^^^^^ This \`ENTRYPOINT\` has no effect: another one follows in the stage.

        ENTRYPOINT ["node", "server.js"]
      `,
      good: dockerfile`
        FROM node:24

        ENTRYPOINT ["node", "server.js"]
      `,
    },
  ],

  valid: [
    'FROM node:24 AS one\nCMD ["a"]\nFROM one\nCMD ["b"]\n',
    'FROM node:24\nHEALTHCHECK CMD true\nONBUILD ENTRYPOINT ["a"]\nCMD ["b"]\n',
  ],
});
