import { severity, workflowRule, yaml } from '#core';

/** Scopes whose misuse does little harm, or only some. */
const LOW = new Set(['models', 'statuses']);
const MIDDLE = new Set([
  'checks',
  'discussions',
  'security-events',
  'artifact-metadata',
  'code-quality',
  'repository-projects',
  'issues',
  'pull-requests',
]);

export default workflowRule({
  title: 'Every job may write',
  category: 'security',
  severity: 'medium',
  profile: 'strict',
  why: 'A write scope at the top goes to all jobs, also to those that run tests and other people’s code; given to one job, only that one can misuse it.',
  equivalents: ['zizmor:excessive-permissions'],
  noFix: 'Which of the jobs needs the scope cannot be seen.',

  visit: {
    permissions({ file, job, scopes }, report) {
      if (job || !file.jobs.some((one) => !one.permissions) || file.jobs.length < 2) return;
      for (const { name, level, pair } of scopes) {
        if (level !== 'write') continue;
        report(
          pair.key.span,
          `All jobs may write \`${name}\`.`,
          (LOW.has(name) || MIDDLE.has(name)) && severity(LOW.has(name) ? 'info' : 'low'),
        );
      }
    },
  },

  examples: [
    {
      bad: yaml`
        on: push
        permissions:
          contents: write
          ^^^^^^^^ All jobs may write \`contents\`.
        jobs:
          test:
            runs-on: ubuntu-24.04
            steps:
              - run: make
          release:
            runs-on: ubuntu-24.04
            steps:
              - run: make release
      `,
    },
  ],

  valid: [
    yaml`
      on: push
      permissions:
        contents: read
      jobs:
        test:
          runs-on: ubuntu-24.04
          steps:
            - run: make
        release:
          runs-on: ubuntu-24.04
          permissions:
            contents: write
          steps:
            - run: make release
    `,
    yaml`
      on: push
      permissions:
        contents: write
      jobs:
        release:
          runs-on: ubuntu-24.04
          steps:
            - run: make release
    `,
  ],
});
