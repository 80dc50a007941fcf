import { strength } from '#core';

const RUNNER = /^(?:vitest|jest|mocha|ava|tap|pytest|jasmine|uvu)$/;

export default strength({
  title: 'Unit tests with a test runner',
  area: 'testing',
  equivalents: ['review:S34'],

  find(project) {
    const runner = project.dependency(RUNNER);
    const tests = project.sources.filter(({ path, isTest }) => isTest && !/(?:^|\/)(?:e2e|cypress|playwright)\//.test(path));
    if (!runner || tests.length === 0) return undefined;
    return {
      title: `Unit tests with \`${runner.name}\`: ${tests.length} ${tests.length === 1 ? 'file' : 'files'}`,
      evidence: [project.at(runner.file, runner.nameSpan), ...tests.slice(0, 3).map(({ path }) => project.at(path))],
    };
  },

  examples: [
    {
      files: { 'package.json': '{\n  "devDependencies": { "vitest": "^4.0.0" }\n}\n', 'src/sum.test.ts': "test('sum', () => {});\n" },
      evidence: ['package.json:2', 'src/sum.test.ts:1'],
    },
  ],
  lacking: [{ 'package.json': '{ "devDependencies": { "vitest": "^4.0.0" } }\n', 'src/sum.ts': 'export const sum = 1;\n' }],
});
