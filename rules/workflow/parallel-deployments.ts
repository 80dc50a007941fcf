import { deploymentsOf, fix, insertAfter, workflowRule, yaml } from '#core';

export default workflowRule({
  title: 'Deployments that may run at the same time',
  category: 'reliability',
  severity: 'low',
  profile: 'strict',
  area: 'ci-cd',
  why: 'Two pushes in short order start two deployments. They write over each other, and when the older one ends last, it is the old version that stays.',
  fixSafety: 'A deployment waits for the one before; of several that wait, only the newest is kept.',

  visit: {
    file(file, report, { project }) {
      if (file.root?.has('concurrency')) return;
      for (const { job, stage } of deploymentsOf(file, project)) {
        const runsOn = job.map?.pair('runs-on') ?? job.map?.pair('uses');
        if (stage === 'preview' || job.has('concurrency')) continue;
        report(
          job.key.span,
          `Two runs of \`${job.id}\` may deploy at the same time.`,
          runsOn &&
            /^[\w-]+$/.test(job.id) &&
            fix('unsafe', 'Let deployments wait for each other', () =>
              insertAfter(file.yaml, runsOn, { concurrency: { group: job.id, 'cancel-in-progress': false } }),
            ),
        );
      }
    },
  },

  examples: [
    {
      bad: yaml`
        on: push
        jobs:
          deploy:
          ^^^^^^ Two runs of \`deploy\` may deploy at the same time.
            runs-on: ubuntu-24.04 # as everywhere
            steps:
              - run: rsync -a dist/ me@example.com:/srv
      `,
      good: yaml`
        on: push
        jobs:
          deploy:
            runs-on: ubuntu-24.04 # as everywhere
            concurrency:
              group: deploy
              cancel-in-progress: false
            steps:
              - run: rsync -a dist/ me@example.com:/srv
      `,
    },
  ],

  valid: [
    yaml`
      on: push
      concurrency: deploy
      jobs:
        deploy:
          runs-on: ubuntu-24.04
          steps:
            - run: rsync -a dist/ me@example.com:/srv
    `,
    yaml`
      on: push
      jobs:
        deploy:
          runs-on: ubuntu-24.04
          concurrency: production
          steps:
            - run: flyctl deploy
        test:
          runs-on: ubuntu-24.04
          steps:
            - run: npm test
    `,
  ],
});
