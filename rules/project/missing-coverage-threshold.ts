import { coverageThresholds, projectRule, text } from '#core';

const RUNNER = /^(?:jest|vitest|pytest|c8|nyc|pytest-cov)$/;
const TARGET = 70;

export default projectRule({
  title: 'Coverage may fall without anybody noticing',
  category: 'testing',
  area: 'testing',
  severity: 'low',
  profile: 'strict',
  why: 'A threshold is what keeps new code from being the first without tests.',
  equivalents: ['review:F151'],

  check(project, report) {
    const runner = project.dependency(RUNNER);
    if (!runner || !project.app.isDeployed || !project.tree.complete) return;
    const found = coverageThresholds(project);
    const [first] = found;
    if (!first) {
      report(project.at(runner.file, runner.nameSpan), `\`${runner.name}\` runs without a threshold for coverage.`);
      return;
    }
    const lowest = found.find(({ lowest }) => lowest !== undefined && lowest < TARGET);
    if (lowest) report(lowest.place, `The threshold of ${lowest.lowest} % is below ${TARGET} %.`);
  },

  noFix: 'A threshold above what is covered today would stop every change.',

  examples: [
    {
      path: 'package.json',
      bad: text`
        {
          "private": true,
          "dependencies": { "express": "^5.0.0" },
          "devDependencies": { "vitest": "^4.0.0" }
                               ^^^^^^^^ \`vitest\` runs without a threshold for coverage.
        }
      `,
    },
    {
      path: 'jest.config.js',
      files: { 'package.json': '{ "private": true, "dependencies": { "express": "^5.0.0" }, "devDependencies": { "jest": "^30.0.0" } }\n' },
      bad: text`
        module.exports = {
          coverageThreshold: { global: { lines: 50, branches: 50 } },
          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ The threshold of 50 % is below 70 %.
        };
      `,
    },
  ],

  valid: [
    {
      path: 'jest.config.js',
      text: 'module.exports = { coverageThreshold: { global: { lines: 80 } } };\n',
      files: { 'package.json': '{ "private": true, "dependencies": { "express": "^5.0.0" }, "devDependencies": { "jest": "^30.0.0" } }\n' },
    },
  ],
});
