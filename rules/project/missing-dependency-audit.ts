import { findCommand, lacksActivity, pipelinePlace, projectRule, yaml } from '#core';

export default projectRule({
  title: 'No pipeline looks for vulnerable dependencies',
  category: 'supply-chain',
  area: 'ci-cd',
  severity: 'high',
  profile: 'strict',
  why: 'Most holes of an application are in the packages that it uses. They become known after the package was chosen, so that somebody has to ask again and again.',
  equivalents: ['review:F076'],

  check(project, report) {
    const runtime = project.dependencies.some(({ dev }) => !dev);
    if (!runtime || !project.app.isDeployed || !lacksActivity(project, 'dependency-audit')) return;
    if (findCommand(project, /\b(?:npm|pnpm|yarn) audit\b|\bpip-audit\b|\bosv-scanner\b|\bsnyk test\b/)) return;
    report(pipelinePlace(project, 'install', 'test'), 'No pipeline checks the dependencies for known vulnerabilities.');
  },

  noFix:
    'Which severities are to stop a change is a decision of the project: `npm audit --audit-level=high` or `pip-audit` as a step is a good beginning.',

  examples: [
    {
      path: '.github/workflows/ci.yml',
      files: { 'package.json': '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n' },
      bad: yaml`
        on: push
        jobs:
          test:
          ^^^^ No pipeline checks the dependencies for known vulnerabilities.
            runs-on: ubuntu-24.04
            steps:
              - run: npm ci && npm test
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
              - run: npm audit --audit-level=high
      `,
    },
    '{ "private": true, "devDependencies": { "prettier": "^3.0.0" } }\n',
  ],
});
