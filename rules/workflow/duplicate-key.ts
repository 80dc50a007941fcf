import { workflowRule, yaml } from '#core';

export default workflowRule({
  title: 'Keys that differ only in case',
  category: 'correctness',
  severity: 'high',
  profile: 'recommended',
  why: 'GitHub compares the keys of every mapping without case, and refuses the file.',
  equivalents: ['actionlint:syntax-check'],
  noFix: 'Which of the two is meant cannot be seen.',

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
          ^^^^ \`MODE\` is the same as \`Mode\`: GitHub compares keys without case.
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
