import { lacksActivity, pipelineOf, projectRule, yaml } from '#core';

export default projectRule({
  title: 'Test results are not kept',
  category: 'testing',
  area: 'testing',
  severity: 'low',
  profile: 'strict',
  why: 'Reviewers do not see what a change does to the coverage, and a test that fails now and then leaves no trace.',
  equivalents: ['review:F084', 'review:F157'],

  check(project, report) {
    if (!project.app.isDeployed || !lacksActivity(project, 'coverage-upload', 'test-report', 'artifact-upload')) return;
    const { jobs } = pipelineOf(project);
    const job = jobs.find(({ activities }) => activities.has('test')) ?? jobs.find(({ activities }) => activities.has('deploy'));
    if (job) report(job.place, 'No job keeps test results or reports coverage.');
  },

  noFix: 'Where reports are to go is a decision of the project; `actions/upload-artifact` keeps them with the run.',

  examples: [
    {
      path: '.github/workflows/ci.yml',
      files: { 'package.json': '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n' },
      bad: yaml`
        on: push
        jobs:
          test:
          ^^^^ No job keeps test results or reports coverage.
            runs-on: ubuntu-24.04
            steps:
              - run: npx vitest run
      `,
    },
  ],

  valid: [
    {
      path: '.github/workflows/ci.yml',
      files: { 'package.json': '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n' },
      text: yaml`
        on: push
        jobs:
          test:
            runs-on: ubuntu-24.04
            steps:
              - run: npx vitest run
              - uses: actions/upload-artifact@v4
      `,
    },
  ],
});
