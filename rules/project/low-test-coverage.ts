import { projectRule } from '#core';

const SUMMARY = /(?:^|\/)coverage\/coverage-summary\.json$/;
/** Test files per hundred files of source; the least that can cover anything. */
const SHARE = 10;
const FEW_SOURCES = 20;

export default projectRule({
  title: 'Hardly anything is tested',
  category: 'testing',
  area: 'testing',
  severity: 'high',
  profile: 'strict',
  why: 'What no test runs breaks unnoticed: every change is tried out by the users.',
  equivalents: ['review:F150'],

  check(project, report) {
    if (!project.app.isDeployed || !project.knowsAllSources) return;
    const summary = project.find(SUMMARY);
    const percent = summary === undefined ? undefined : project.json(summary)?.value('total', 'lines', 'pct');
    if (typeof percent === 'number') {
      if (percent < 50 && summary !== undefined) report(project.at(summary), `Tests run ${percent} % of the lines.`);
      return;
    }
    const tests = project.sources.filter(({ isTest }) => isTest);
    const sources = project.sources.filter(
      ({ path, isTest }) => !isTest && !/\.config\.[cm]?[jt]s$|(?:^|\/)(?:migrations|prisma|alembic)\//.test(path),
    );
    const share = (tests.length / sources.length) * 100;
    if (tests.length === 0 || sources.length < FEW_SOURCES || share >= SHARE) return;
    report(project.anchor, `There are ${tests.length} test files for ${sources.length} files of source.`);
  },

  noFix: 'Tests have to be written by those who know what the code is to do.',

  examples: [
    {
      path: 'coverage/coverage-summary.json',
      files: { 'package.json': '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n', 'src/a.js': '\n' },
      bad: `{ "total": { "lines": { "pct": 2.48 } } }
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Tests run 2.48 % of the lines.
`,
    },
  ],

  valid: [
    { text: '{ "name": "library" }\n', files: { 'coverage/coverage-summary.json': '{ "total": { "lines": { "pct": 8 } } }\n' } },
    { text: '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n', files: { 'src/a.js': '\n', 'src/a.test.js': '\n' } },
  ],
});
