import { workflowRule, yaml } from '#core';

export default workflowRule({
  title: 'Keys that differ only in case',
  category: 'correctness',
  severity: 'high',
  profile: 'recommended',
  why: 'GitHub ignores case when it compares keys, and refuses the file.',
  equivalents: ['actionlint:syntax-check'],
  noFix: 'Only you know which of the two is meant.',

  visit: {
    schemaProblem({ code, span, message }, report) {
      if (code === 'duplicate-key') report(span, message);
    },
  },

  examples: [
    {
      bad: yaml`
        on: push
        env:
          Mode: a
          MODE: b
          ^^^^ \`MODE\` is the same key as \`Mode\`: case does not count.
        jobs:
          test:
            runs-on: ubuntu-24.04
            steps:
              - run: make
      `,
    },
  ],

  valid: [
    yaml`
      on: push
      env:
        MODE: a
      jobs:
        test:
          runs-on: ubuntu-24.04
          env:
            Mode: b
          steps:
            - run: make
    `,
  ],
});
