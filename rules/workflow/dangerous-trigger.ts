import { workflowRule, yaml } from '#core';

export default workflowRule({
  title: 'Trigger that runs with secrets on outside events',
  category: 'security',
  severity: 'low',
  profile: 'strict',
  why: 'Anyone can start such a run, and it holds the repository’s secrets and a token that may write: one careless step gives them away.',
  equivalents: ['zizmor:dangerous-triggers'],
  noFix: 'Whether the workflow works under `pull_request` is a decision.',

  visit: {
    trigger({ name, node, file }, report) {
      if (name !== 'pull_request_target' && name !== 'workflow_run') return;
      // The documented use: one step that only labels.
      const { steps } = file;
      if (name === 'pull_request_target' && steps.length === 1 && file.jobs.length === 1 && steps[0]?.usesAction('actions/labeler')) return;
      report(node.span, `\`${name}\` runs with secrets on events from outside.`);
    },
  },

  examples: [
    {
      bad: yaml`
        on: [push, pull_request_target]
                   ^^^^^^^^^^^^^^^^^^^ \`pull_request_target\` runs with secrets on events from outside.
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
