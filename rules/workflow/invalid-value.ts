import { fix, replaceValue, workflowRule, yaml } from '#core';

export default workflowRule({
  title: 'Invalid value',
  category: 'correctness',
  severity: 'high',
  profile: 'recommended',
  why: 'GitHub refuses the whole file when one value is of the wrong type or not one of the allowed words.',
  equivalents: ['actionlint:syntax-check', 'actionlint:permissions', 'actionlint:events', 'actionlint:expression'],

  visit: {
    schemaProblem({ code, span, message, suggestion, node }, report) {
      if (code !== 'wrong-type' && code !== 'unknown-value' && code !== 'expression-not-allowed') return;
      report(
        span,
        message,
        suggestion !== undefined &&
          node.kind === 'scalar' &&
          fix('unsafe', `Change to \`${suggestion}\``, () => replaceValue(node.file, node, suggestion)),
      );
    },
  },

  fixSafety: 'You may have meant another value.',

  examples: [
    {
      bad: yaml`
        on:
          pull_request:
            types: [synchronise]
                    ^^^^^^^^^^^ \`synchronise\` is not a valid value of \`types\`; did you mean \`synchronize\`?
        permissions:
          contents: reed
                    ^^^^ \`reed\` is not a valid value of \`contents\`; did you mean \`read\`?
        jobs:
          test:
            runs-on: ubuntu-24.04
            timeout-minutes: ten
                             ^^^ \`timeout-minutes\` takes a number, not \`ten\`.
            steps:
            ^^^^^ \`steps\` takes a list, not a mapping.
              run: make
      `,
      good: yaml`
        on:
          pull_request:
            types: [synchronize]
        permissions:
          contents: reed
        jobs:
          test:
            runs-on: ubuntu-24.04
            timeout-minutes: ten
            steps:
              run: make
      `,
    },
  ],

  valid: [
    yaml`
      on:
        pull_request:
          types: [opened, synchronize]
      permissions: read-all
      jobs:
        test:
          runs-on: \${{ vars.RUNNER }}
          timeout-minutes: 7.5
          continue-on-error: \${{ github.event_name == 'push' }}
          strategy:
            matrix: \${{ fromJSON(vars.MATRIX) }}
          steps:
            - run: make
              env:
                LEVEL: 3
                ON: true
                EMPTY:
    `,
  ],
});
