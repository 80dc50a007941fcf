import { workflowRule, yaml } from '#core';

export default workflowRule({
  title: 'Event that runs with secrets for outsiders',
  category: 'security',
  severity: 'low',
  profile: 'strict',
  why: 'Anyone can start such a run by opening a pull request, and the run has the repository’s secrets and a token with write access. One careless step leaks them.',
  equivalents: ['zizmor:dangerous-triggers'],
  noFix: 'Only you know whether the workflow also works with `pull_request`.',

  visit: {
    trigger({ name, node, file }, report) {
      if (name !== 'pull_request_target' && name !== 'workflow_run') return;
      // The documented use: one step that only labels.
      const { steps } = file;
      if (name === 'pull_request_target' && steps.length === 1 && file.jobs.length === 1 && steps[0]?.usesAction('actions/labeler')) return;
      report(node.span, `Outsiders can start \`${name}\` runs, which have secrets and a write token.`);
    },
  },

  examples: [
    {
      bad: yaml`
        on: [push, pull_request_target]
                   ^^^^^^^^^^^^^^^^^^^ Outsiders can start \`pull_request_target\` runs, which have secrets and a write token.
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
      on: pull_request_target
      jobs:
        label:
          runs-on: ubuntu-24.04
          steps:
            - uses: actions/labeler@v7
    `,
    yaml`
      on: [pull_request, workflow_dispatch]
      jobs:
        test:
          runs-on: ubuntu-24.04
          steps:
            - run: make
    `,
  ],
});
