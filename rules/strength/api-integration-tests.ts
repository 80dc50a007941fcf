import { strength } from '#core';

const USE =
  /\bfrom\s+['"](?:supertest|light-my-request)['"]|\brequire\(['"]supertest['"]\)|\b(?:TestClient|AsyncClient)\s*\(|\.inject\(\s*\{|\btest_client\s*\(/;

export default strength({
  title: 'Tests ask the running interface',
  area: 'testing',
  equivalents: ['review:S35'],

  find(project) {
    const tests = project.sources.filter(({ isTest, code }) => isTest && USE.test(code));
    return { evidence: tests.slice(0, 3).map(({ path }) => project.at(path)) };
  },

  examples: [{ files: { 'test/api.test.js': "import request from 'supertest';\n" }, evidence: ['test/api.test.js:1'] }],
  lacking: [{ 'src/client.js': "import request from 'supertest';\n", 'test/a.test.js': '// supertest(app)\n' }],
});
