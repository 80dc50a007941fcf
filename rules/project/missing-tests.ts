import { projectRule } from '#core';

const FOREIGN_TESTS = /(?:_test\.go|Test\.java|Tests?\.cs|_spec\.rb|Test\.php|\.feature|\.bats)$/;
const FEW_SOURCES = 5;

export default projectRule({
  title: 'There are no tests',
  category: 'testing',
  area: 'testing',
  ceiling: 5,
  severity: 'high',
  profile: 'recommended',
  why: 'Every change is tried out by the users, and nobody dares to change what works somehow.',
  equivalents: ['review:F156'],

  check(project, report) {
    if (!project.app.isDeployed || !project.knowsAllSources) return;
    const sources = project.sources.filter(({ isTest }) => !isTest);
    if (sources.length < FEW_SOURCES || project.sources.some(({ isTest }) => isTest) || project.find(FOREIGN_TESTS)) return;
    report(project.anchor, `There is no test for any of the ${sources.length} files of source.`);
  },

  noFix: 'Tests have to be written by those who know what the code is to do.',

  examples: [
    {
      files: Object.fromEntries(['a', 'b', 'c', 'd', 'e'].map((name) => [`src/${name}.js`, '\n'])),
      bad: `{ "private": true, "dependencies": { "express": "^5.0.0" } }
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ There is no test for any of the 5 files of source.
`,
    },
  ],

  valid: [
    {
      text: '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n',
      files: Object.fromEntries(['a', 'b', 'c', 'd', 'e', 'a.test'].map((name) => [`src/${name}.js`, '\n'])),
    },
    {
      title: 'Problems in tests are not reported; the tests are there',
      text: '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n',
      files: {
        ...Object.fromEntries(['a', 'b', 'c', 'd', 'e', 'a.test'].map((name) => [`src/${name}.js`, '\n'])),
        '.seaworthy.yaml': 'ignore:\n  - "**/*.test.js"\n',
      },
    },
    '{ "name": "library" }\n',
  ],
});
