import { strength } from '#core';

export default strength({
  title: 'TypeScript is strict',
  area: 'testing',
  equivalents: ['review:S32'],

  find(project) {
    const evidence = project.matching(/(?:^|\/)tsconfig(?:\.base)?\.json$/).flatMap((path) => {
      const json = project.isAside(path) ? undefined : project.json(path);
      return json?.value('compilerOptions', 'strict') === true ? [project.at(path, json.keySpan('compilerOptions', 'strict'))] : [];
    });
    return { evidence };
  },

  examples: [
    {
      files: { 'tsconfig.json': '{\n  // all checks\n  "compilerOptions": {\n    "strict": true,\n  }\n}\n' },
      evidence: ['tsconfig.json:4'],
    },
  ],
  lacking: [{ 'tsconfig.json': '{ "compilerOptions": { "strict": false } }\n' }],
});
