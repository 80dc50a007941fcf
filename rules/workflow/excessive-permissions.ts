import { fix, neededScopes, replaceValue, workflowRule, yaml } from '#core';

export default workflowRule({
  title: 'Token has write access to everything',
  category: 'security',
  severity: 'high',
  profile: 'recommended',
  why: 'With such a token every action and script of the run can push code, publish releases and packages, and change issues and pull requests.',
  equivalents: ['zizmor:excessive-permissions', 'checkov:CKV2_GHA_1', 'kics:workflow_write_all_permissions'],

  visit: {
    permissions({ file, word, value, job }, report) {
      if (word !== 'write-all' || value?.kind !== 'scalar') return;
      const scopes = neededScopes(job ? [job] : file.jobs.filter((one) => !one.permissions));
      const isPlain = Object.keys(scopes).length === 1 && scopes.contents === 'read';
      report(
        value.span,
        '`write-all` gives the token write access to everything.',
        fix('unsafe', isPlain ? 'Limit the token to `contents: read`' : 'Limit the token to what the known actions need', () =>
          replaceValue(file.yaml, value, scopes),
        ),
      );
    },
  },

  fixSafety: 'Steps that need another permission fail until you add it.',

  examples: [
    {
      bad: yaml`
        on: push
        permissions: write-all # simplest
                     ^^^^^^^^^ \`write-all\` gives the token write access to everything.
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
