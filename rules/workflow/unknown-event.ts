import { fix, renameKey, replaceValue, workflowRule, yaml } from '#core';

export default workflowRule({
  title: 'Unknown event',
  category: 'correctness',
  severity: 'high',
  profile: 'recommended',
  why: 'GitHub refuses a file with an unknown event, so the other events do not start it either.',
  equivalents: ['actionlint:events'],

  visit: {
    schemaProblem({ code, span, message, suggestion, node, pair }, report) {
      if (code !== 'unknown-event' || node.kind !== 'scalar') return;
      report(
        span,
        message,
        suggestion !== undefined &&
          fix('unsafe', `Change to \`${suggestion}\``, () =>
            pair ? renameKey(node.file, pair, suggestion) : replaceValue(node.file, node, suggestion),
          ),
      );
    },
  },

  fixSafety: 'You may have meant another event.',

  examples: [
    {
      bad: yaml`
        on: [push, pull-request]
                   ^^^^^^^^^^^^ There is no event \`pull-request\`; did you mean \`pull_request\`?
        jobs:
          test:
            runs-on: ubuntu-24.04
            steps:
              - run: make
      `,
      good: yaml`
        on: [push, pull_request]
        jobs:
          test:
            runs-on: ubuntu-24.04
            steps:
              - run: make
      `,
    },
    {
      bad: yaml`
        on:
          pull_requests:
          ^^^^^^^^^^^^^ There is no event \`pull_requests\`; did you mean \`pull_request\`?
            branches: [main]
        jobs:
          test:
            runs-on: ubuntu-24.04
            steps:
              - run: make
      `,
      good: yaml`
        on:
          pull_request:
            branches: [main]
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
      on:
        merge_group:
        workflow_dispatch:
        schedule:
          - cron: '0 4 * * 1'
      jobs:
        test:
          runs-on: ubuntu-24.04
          steps:
            - run: make
    `,
  ],
});
