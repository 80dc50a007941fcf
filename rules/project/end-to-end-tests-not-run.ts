import { lacksActivity, pipelinePlace, projectRule } from '#core';

const CONFIG = /(?:^|\/)(?:playwright\.config\.[cm]?[jt]s|cypress\.config\.[cm]?[jt]s|cypress\.json|wdio\.conf\.[cm]?[jt]s)$/;

export default projectRule({
  title: 'No pipeline runs the end-to-end tests',
  category: 'testing',
  area: 'testing',
  severity: 'low',
  profile: 'strict',
  why: 'Tests that nobody runs break unnoticed, and then are no longer trusted.',
  equivalents: ['review:F102'],

  check(project, report) {
    const config = project.find(CONFIG);
    if (config === undefined || !lacksActivity(project, 'e2e')) return;
    report(project.at(config), `No pipeline runs the end-to-end tests that this file sets up.`, {
      detail: 'related',
      ...pipelinePlace(project, 'test'),
      message: 'Where they could run.',
    });
  },

  noFix: 'The job has to install browsers and to start the application with its database.',

  examples: [
    {
      path: 'playwright.config.ts',
      files: { 'package.json': '{}\n' },
      bad: `export default {};
^^^^^^^^^^^^^^^^^^ No pipeline runs the end-to-end tests that this file sets up.
`,
    },
  ],

  valid: [
    {
      path: 'playwright.config.ts',
      text: 'export default {};\n',
      files: {
        'package.json': '{ "scripts": { "e2e": "playwright test" } }\n',
        '.github/workflows/ci.yml': 'on: push\njobs:\n  e2e:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: npm run e2e\n',
      },
    },
  ],
});
