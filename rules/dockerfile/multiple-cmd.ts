import { dockerfile, dockerfileRule, fix, removeInstruction, unnecessary } from '#core';

export default dockerfileRule({
  title: 'More than one `CMD` in a stage',
  category: 'correctness',
  severity: 'medium',
  profile: 'recommended',
  why: 'Only the last `CMD` of a stage counts; the ones before it look as if they did something.',
  equivalents: [
    'hadolint:DL4003',
    'buildkit:MultipleInstructionsDisallowed',
    'trivy:DS-0016',
    'kics:41c195f4',
    'dockerfile-utils:MULTIPLE_INSTRUCTIONS',
    'docker-language-server:MultipleInstructionsDisallowed',
  ],

  visit: {
    stage(stage, report) {
      for (const cmd of stage.all('CMD').slice(0, -1)) {
        report(
          cmd.keywordSpan,
          'This `CMD` has no effect: another one follows in the stage.',
          unnecessary,
          fix('safe', 'Remove it', () => removeInstruction(cmd)),
        );
      }
    },
  },

  examples: [
    {
      bad: dockerfile`
        FROM node:24

        CMD ["npm", "start"]
        ^^^ This \`CMD\` has no effect: another one follows in the stage.

        CMD ["node", "server.js"]
      `,
      good: dockerfile`
        FROM node:24

        CMD ["node", "server.js"]
      `,
    },
  ],

  valid: ['FROM node:24 AS one\nCMD ["a"]\nFROM one\nCMD ["b"]\n', 'FROM node:24\nHEALTHCHECK CMD true\nONBUILD CMD ["a"]\nCMD ["b"]\n'],
});
