import { dockerfile, dockerfileRule, fix, removeInstruction, unnecessary } from '#core';

export default dockerfileRule({
  title: 'More than one `HEALTHCHECK` in a stage',
  category: 'correctness',
  severity: 'medium',
  profile: 'recommended',
  why: 'Only the last `HEALTHCHECK` of a stage counts; `HEALTHCHECK NONE` is one too.',
  equivalents: ['hadolint:DL3012', 'buildkit:MultipleInstructionsDisallowed', 'trivy:DS-0023', 'dockerfile-utils:MULTIPLE_INSTRUCTIONS'],

  visit: {
    stage(stage, report) {
      for (const healthcheck of stage.all('HEALTHCHECK').slice(0, -1)) {
        report(
          healthcheck.keywordSpan,
          'This `HEALTHCHECK` has no effect: another one follows in the stage.',
          unnecessary,
          fix('safe', 'Remove it', () => removeInstruction(healthcheck)),
        );
      }
    },
  },

  examples: [
    {
      bad: dockerfile`
        FROM node:24
        HEALTHCHECK CMD wget -q http://localhost
        ^^^^^^^^^^^ This \`HEALTHCHECK\` has no effect: another one follows in the stage.
        HEALTHCHECK NONE
      `,
      good: dockerfile`
        FROM node:24
        HEALTHCHECK NONE
      `,
    },
  ],

  valid: ['FROM node:24 AS one\nHEALTHCHECK NONE\nFROM one\nHEALTHCHECK CMD true\n'],
});
