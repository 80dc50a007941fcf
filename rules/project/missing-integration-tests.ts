import { projectRule } from '#core';

const ASKS =
  /['"](?:supertest|light-my-request|pactum|axios)['"]|\b(?:TestClient|AsyncClient|APIClient|test_client)\s*\(|\.inject\(\s*\{|\bfetch\(/;

export default projectRule({
  title: 'No test asks the running interface',
  category: 'testing',
  area: 'testing',
  severity: 'low',
  profile: 'strict',
  why: 'Routes, checks of input and the database together are where most mistakes are, and tests of single functions do not touch them.',
  equivalents: ['review:F155'],

  check(project, report) {
    const server = project.app.servers.find(({ isFullStack }) => !isFullStack);
    if (!server || !project.knowsAllSources) return;
    const tests = project.sources.filter(({ isTest }) => isTest);
    // Without any test that is what there is to say.
    if (tests.length === 0 || tests.some(({ path, code }) => /integration|e2e|api\.(?:test|spec)/i.test(path) || ASKS.test(code))) return;
    const which = tests.length === 1 ? 'The only test file does not ask' : `None of the ${tests.length} test files asks`;
    report(project.at(server.manifest.path), `${which} the running server.`);
  },

  noFix: 'Tests have to be written by those who know what the interface is to do.',

  examples: [
    {
      files: { 'src/sum.test.js': "test('sum', () => {});\n", 'src/app.js': 'express();\n' },
      bad: `{ "private": true, "dependencies": { "express": "^5.0.0" } }
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ The only test file does not ask the running server.
`,
    },
  ],

  valid: [
    {
      text: '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n',
      files: { 'test/app.test.js': "import request from 'supertest';\n" },
    },
  ],
});
