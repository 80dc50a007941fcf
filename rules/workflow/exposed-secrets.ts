import { carriers, workflowRule, yaml } from '#core';

export default workflowRule({
  title: 'All secrets are passed on',
  category: 'secrets',
  severity: 'medium',
  profile: 'recommended',
  why: 'A job that gets every secret of the repository can leak every one of them, and GitHub does not mask a secret in the log when it is part of a JSON text.',
  equivalents: ['zizmor:overprovisioned-secrets', 'poutine:job_all_secrets'],
  noFix: 'Only you know which secrets are needed.',

  visit: {
    expression(expression, report) {
      if (expression.errors.length > 0) return;
      for (const { reference, whole } of carriers(expression.ast)) {
        if (reference.path[0] !== 'secrets') continue;
        if (reference.path.length === 1 && whole) report(expression.at(reference.node), 'This passes on all secrets.');
        else if (reference.path[1] === '*' && reference.dynamic)
          report(expression.at(reference.node), 'The name of the secret is computed, so the job gets all secrets.');
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
                                  ^^^^^^^ This passes on all secrets.
                  ONE: \${{ secrets[format('TOKEN_{0}', github.ref_name)] }}
                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ The name of the secret is computed, so the job gets all secrets.
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
