import { carriers, workflowRule, yaml } from '#core';

export default workflowRule({
  title: 'All secrets are exposed to a step',
  category: 'secrets',
  severity: 'medium',
  profile: 'recommended',
  why: 'A step that gets every secret of the repository can lose every secret; and a secret inside JSON is not hidden in the log.',
  equivalents: ['zizmor:overprovisioned-secrets', 'poutine:job_all_secrets'],
  noFix: 'Which secrets the step needs cannot be seen.',

  visit: {
    expression(expression, report) {
      if (expression.errors.length > 0) return;
      for (const { reference, whole } of carriers(expression.ast)) {
        if (reference.path[0] !== 'secrets') continue;
        if (reference.path.length === 1 && whole) report(expression.at(reference.node), 'All of `secrets` is passed on.');
        else if (reference.path[1] === '*' && reference.dynamic)
          report(expression.at(reference.node), 'Which of the `secrets` is read is computed, so that the job gets all of them.');
      }
    },
  },

  examples: [
    {
      bad: yaml`
        on: push
        jobs:
          deploy:
            runs-on: ubuntu-24.04
            steps:
              - run: ./deploy
                env:
                  ALL: \${{ toJSON(secrets) }}
                                  ^^^^^^^ All of \`secrets\` is passed on.
                  ONE: \${{ secrets[format('TOKEN_{0}', github.ref_name)] }}
                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Which of the \`secrets\` is read is computed, so that the job gets all of them.
      `,
    },
  ],

  valid: [
    yaml`
      on: push
      jobs:
        deploy:
          runs-on: ubuntu-24.04
          steps:
            - run: ./deploy
              env:
                A: \${{ secrets['TOKEN'] }}
                B: \${{ secrets.TOKEN || github.token }}
    `,
  ],
});
