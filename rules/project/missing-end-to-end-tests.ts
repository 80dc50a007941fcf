import { projectRule } from '#core';

const PACKAGES =
  /^(?:playwright|@playwright\/test|cypress|puppeteer|webdriverio|@wdio\/.+|testcafe|nightwatch|selenium-webdriver|selenium|pytest-playwright|detox)$/;

export default projectRule({
  title: 'No test goes the way of a user',
  category: 'testing',
  area: 'testing',
  severity: 'low',
  profile: 'strict',
  why: 'Each part may work and the whole does not: signing in, ordering, paying are tried by nobody before a release.',
  equivalents: ['review:F153'],

  check(project, report) {
    const [app] = project.app.frontends;
    if (!app || !project.tree.complete || project.dependency(PACKAGES)) return;
    if (project.find(/(?:^|\/)(?:e2e|end-to-end)\/.+\.(?:[cm]?[jt]sx?|py|feature)$|(?:^|\/)(?:playwright|cypress)\.config\.[cm]?[jt]s$/))
      return;
    report(project.at(app.manifest.path), 'No end-to-end test uses the application in a browser.');
  },

  noFix: 'Which ways matter is known to those who know the users.',

  examples: [
    {
      bad: `{ "private": true, "dependencies": { "next": "^16.0.0" } }
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ No end-to-end test uses the application in a browser.
`,
    },
  ],

  valid: [
    '{ "private": true, "dependencies": { "next": "^16.0.0" }, "devDependencies": { "@playwright/test": "^1.50.0" } }\n',
    '{ "name": "library" }\n',
  ],
});
