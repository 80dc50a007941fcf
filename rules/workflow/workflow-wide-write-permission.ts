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
  title: 'Write permission for every job',
  category: 'security',
  severity: 'medium',
  profile: 'strict',
  why: 'A write permission at the top of the workflow goes to every job, also to those that only run tests and other people’s code. Set it on the one job that needs it.',
  equivalents: ['zizmor:excessive-permissions'],
  noFix: 'Only you know which job needs the permission.',

  visit: {
    permissions({ file, job, scopes }, report) {
      if (job || !file.jobs.some((one) => !one.permissions) || file.jobs.length < 2) return;
      for (const { name, level, pair } of scopes) {
        if (level !== 'write') continue;
        report(
          pair.key.span,
          `Every job gets \`${name}: write\`.`,
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
          ^^^^^^^^ Every job gets \`contents: write\`.
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
