import { strength } from '#core';

/** Packages that only tests, builds and checks use. */
const TOOLS =
  /^(?:jest|vitest|mocha|chai|sinon|ava|tap|c8|nyc|eslint(?:-.+)?|prettier|typescript|ts-node|tsx|nodemon|ts-jest|supertest|playwright|@playwright\/test|cypress|pytest(?:-.+)?|black|ruff|flake8|mypy|@types\/.+|@typescript-eslint\/.+|@testing-library\/.+)$/;

export default strength({
  title: 'What only development needs is listed apart',
  area: 'dependencies',
  equivalents: ['review:S30'],

  find(project) {
    const kept = project.packages.filter(({ dependencies }) => {
      const tools = dependencies.filter(({ name }) => TOOLS.test(name));
      return tools.length > 1 && tools.every(({ dev }) => dev);
    });
    return { evidence: kept.map(({ path, json }) => project.at(path, json.keySpan('devDependencies'))) };
  },

  examples: [
    {
      files: {
        'package.json':
          '{\n  "dependencies": { "express": "^5.0.0" },\n  "devDependencies": { "vitest": "^4.0.0", "eslint": "^9.0.0" }\n}\n',
      },
      evidence: ['package.json:3'],
    },
  ],
  lacking: [
    { 'package.json': '{ "dependencies": { "express": "^5.0.0", "jest": "^30.0.0" }, "devDependencies": { "eslint": "^9.0.0" } }\n' },
  ],
});
