import { fix, replaceValue, workflowRule, yaml } from '#core';

export default workflowRule({
  title: 'Token has read access to everything',
  category: 'security',
  severity: 'low',
  profile: 'strict',
  why: 'In a private repository that is every issue, package, deployment and security alert, for every action and script of the run.',
  equivalents: ['zizmor:excessive-permissions'],

  visit: {
    permissions({ file, word, value }, report) {
      if (word !== 'read-all' || value?.kind !== 'scalar') return;
      report(
        value.span,
        '`read-all` lets the token read everything.',
        fix('unsafe', 'Limit the token to reading contents', () => replaceValue(file.yaml, value, { contents: 'read' })),
      );
    },
  },

  fixSafety: 'Steps that need another scope fail until it is added.',

  examples: [
    {
      bad: yaml`
        on: push
        permissions: read-all # simplest
                     ^^^^^^^^ \`read-all\` lets the token read everything.
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
