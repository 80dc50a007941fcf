import { workflowRule, yaml } from '#core';

export default workflowRule({
  title: 'Required key is missing',
  category: 'correctness',
  severity: 'high',
  profile: 'recommended',
  why: 'GitHub refuses a file without a required key, and none of its jobs run.',
  equivalents: ['actionlint:syntax-check', 'actionlint:action'],
  noFix: 'Only you know its value.',

  visit: {
    schemaProblem({ code, span, message }, report) {
      if (code === 'missing-key') report(span, message);
    },
  },

  examples: [
    {
      bad: yaml`
        on: push
        jobs:
          test:
          ^^^^ A job needs \`runs-on\`.
            steps:
              - run: make
              - name: Test
                ^^^^ This step has neither \`run\` nor \`uses\`.
              - with:
                ^^^^ This step has neither \`run\` nor \`uses\`.
                  path: .
      `,
    },
    {
      title: 'A step of a composite action has to name its shell',
      path: 'action.yml',
      bad: yaml`
        name: Build
        description: Builds
        runs:
          using: composite
          steps:
            - run: make
              ^^^ A \`run\` step needs \`shell\`.
      `,
    },
  ],

  valid: [
    yaml`
      on: push
      jobs:
        test:
          runs-on: ubuntu-24.04
          steps:
            - run: make
        call:
          uses: ./.github/workflows/other.yml
    `,
  ],
});
