import { strength } from '#core';

const READY = /(?:--ci\b|--coverage\b|--run\b|\bvitest run\b|\bCI=(?:true|1)\b)/;

export default strength({
  title: 'A test script that a pipeline can run',
  area: 'testing',
  equivalents: ['review:S38'],

  find(project) {
    const evidence = project.packages.flatMap(({ path, json, scripts }) => {
      const name = ['test:ci', 'ci:test', 'test'].find((one) => scripts.has(one) && (one !== 'test' || READY.test(scripts.get(one) ?? '')));
      return name ? [project.at(path, json.keySpan('scripts', name))] : [];
    });
    return { evidence };
  },

  examples: [{ files: { 'package.json': '{\n  "scripts": { "test:ci": "jest --ci" }\n}\n' }, evidence: ['package.json:2'] }],
  lacking: [{ 'package.json': '{ "scripts": { "test": "jest --watch" } }\n' }],
});
