import { strength } from '#core';

export default strength({
  title: 'A script fills a new database',
  area: 'data',
  equivalents: ['review:S42'],

  find(project) {
    const evidence = project.packages.flatMap(({ path, json, scripts }) => {
      const name = ['db:seed', 'seed', 'prisma:seed'].find((one) => scripts.has(one));
      const span = json.keySpan('prisma', 'seed') ?? (name === undefined ? undefined : json.keySpan('scripts', name));
      return span ? [project.at(path, span)] : [];
    });
    return { evidence };
  },

  examples: [{ files: { 'package.json': '{\n  "prisma": { "seed": "tsx prisma/seed.ts" }\n}\n' }, evidence: ['package.json:2'] }],
  lacking: [{ 'package.json': '{ "scripts": { "seedling": "echo" } }\n' }],
});
