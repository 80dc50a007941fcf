import { fix, replaceValue, workflowRule, yaml } from '#core';

export default workflowRule({
  title: 'Token has write access to everything',
  category: 'security',
  severity: 'high',
  profile: 'recommended',
  why: 'Every action and script of the run can push, release and change settings with such a token.',
  equivalents: ['zizmor:excessive-permissions', 'checkov:CKV2_GHA_1', 'kics:workflow_write_all_permissions'],

  visit: {
    permissions({ file, word, value }, report) {
      if (word !== 'write-all' || value?.kind !== 'scalar') return;
      report(
        value.span,
        '`write-all` lets the token write everything.',
        fix('unsafe', 'Limit the token to reading contents', () => replaceValue(file.yaml, value, { contents: 'read' })),
      );
    },
  },

  fixSafety: 'Steps that need another scope fail until it is added.',

  examples: [
    {
      bad: yaml`
        on: push
        permissions: write-all # simplest
                     ^^^^^^^^^ \`write-all\` lets the token write everything.
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
