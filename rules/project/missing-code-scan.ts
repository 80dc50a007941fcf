import { findCommand, lacksActivity, pipelineOf, pipelinePlace, projectRule, yaml } from '#core';

export default projectRule({
  title: 'No pipeline looks for holes in the code',
  category: 'ci-cd',
  area: 'ci-cd',
  severity: 'low',
  profile: 'strict',
  why: 'A scanner finds injections and unsafe calls that reviewers overlook.',
  equivalents: ['review:F095'],

  check(project, report) {
    if (!project.app.isDeployed || !pipelineOf(project).exists || !lacksActivity(project, 'sast')) return;
    if (findCommand(project, /\b(?:semgrep|bandit|njsscan|codeql)\b/)) return;
    report(pipelinePlace(project, 'test', 'lint'), 'No pipeline scans the code itself: CodeQL, Semgrep, Bandit.');
  },

  noFix: 'Which scanner fits depends on the languages and on where the results are to be read.',

  examples: [
    {
      path: '.github/workflows/ci.yml',
      files: { 'package.json': '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n' },
      bad: yaml`
        on: push
        jobs:
          test:
          ^^^^ No pipeline scans the code itself: CodeQL, Semgrep, Bandit.
            runs-on: ubuntu-24.04
            steps:
              - run: npm test
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
              - uses: github/codeql-action/analyze@v4
      `,
    },
  ],
});
