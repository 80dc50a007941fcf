import { fix, replaceValue, workflowRule, yaml } from '#core';

export default workflowRule({
  title: 'Token has read access to everything',
  category: 'security',
  severity: 'low',
  profile: 'strict',
  why: 'Every action and script of the run can then read all issues, packages, deployments and security alerts, also those of a private repository.',
  equivalents: ['zizmor:excessive-permissions'],

  visit: {
    permissions({ file, word, value }, report) {
      if (word !== 'read-all' || value?.kind !== 'scalar') return;
      report(
        value.span,
        '`read-all` gives the token read access to everything.',
        fix('unsafe', 'Limit the token to `contents: read`', () => replaceValue(file.yaml, value, { contents: 'read' })),
      );
    },
  },

  fixSafety: 'Steps that need another permission fail until you add it.',

  examples: [
    {
      bad: yaml`
        on: push
        permissions: read-all # simplest
                     ^^^^^^^^ \`read-all\` gives the token read access to everything.
        jobs:
          test:
            runs-on: ubuntu-24.04
            steps:
              - run: make
      `,
      good: yaml`
        on: push
        permissions: { contents: read } # simplest
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
      permissions:
        contents: write
      jobs:
        test:
          runs-on: ubuntu-24.04
          permissions: {}
          steps:
            - run: make
    `,
  ],
});
