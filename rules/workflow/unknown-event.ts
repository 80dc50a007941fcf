import { fix, renameKey, replaceValue, workflowRule, yaml } from '#core';

export default workflowRule({
  title: 'Event that starts no workflow',
  category: 'correctness',
  severity: 'high',
  profile: 'recommended',
  why: 'GitHub refuses a file with an event it does not have, so that the other events do not start it either.',
  equivalents: ['actionlint:events'],

  visit: {
    schemaProblem({ code, span, message, suggestion, node, pair }, report) {
      if (code !== 'unknown-event' || node.kind !== 'scalar') return;
      report(
        span,
        message,
        suggestion !== undefined &&
          fix('unsafe', `Write \`${suggestion}\``, () =>
            pair ? renameKey(node.file, pair, suggestion) : replaceValue(node.file, node, suggestion),
          ),
      );
    },
  },

  fixSafety: 'Another event may have been meant.',

  examples: [
    {
      bad: yaml`
        on: [push, pull-request]
                   ^^^^^^^^^^^^ No event \`pull-request\` starts a workflow; \`pull_request\` is near.
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
          ^^^^^^^^^^^^^ No event \`pull_requests\` starts a workflow; \`pull_request\` is near.
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
