import { deprecated, workflowRule, yaml } from '#core';
import { ARCHIVED_ACTIONS } from '../data/action-versions.ts';

export default workflowRule({
  title: 'Archived action',
  category: 'ci-cd',
  severity: 'medium',
  profile: 'recommended',
  why: 'The repository of the action is archived: it gets no more fixes, also not for security problems, and stops working when runners change.',
  equivalents: ['zizmor:archived-uses'],
  noFix: 'The replacement has other inputs.',

  visit: {
    uses({ reference, scalar }, report) {
      if (reference?.kind !== 'repository') return;
      const name = `${reference.owner}/${reference.repo}`;
      const successor = ARCHIVED_ACTIONS[name.toLowerCase()];
      if (successor === undefined) return;
      const hint = successor === '' ? '' : `; use ${successor.includes('`') ? successor : `\`${successor}\``} instead`;
      report(scalar.span, `\`${name}\` is archived${hint}.`, deprecated);
    },
  },

  examples: [
    {
      bad: yaml`
        on: push
        jobs:
          test:
            runs-on: ubuntu-24.04
            steps:
              - uses: actions/setup-ruby@v1
                      ^^^^^^^^^^^^^^^^^^^^^ \`actions/setup-ruby\` is archived; use \`ruby/setup-ruby\` instead.
              - uses: Actions/Create-Release@v1
                      ^^^^^^^^^^^^^^^^^^^^^^^^^ \`Actions/Create-Release\` is archived; use \`gh release create\` in a \`run\` step instead.
              - uses: azure/container-scan@v0
                      ^^^^^^^^^^^^^^^^^^^^^^^ \`azure/container-scan\` is archived.
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
            - uses: ruby/setup-ruby@v1
            - uses: ./actions/setup-ruby
    `,
  ],
});
