import { findSecretShapes, strength } from '#core';

export default strength({
  title: 'No credential in the files that were looked at',
  area: 'secrets',
  equivalents: ['review:S26'],
  contradictedBy: ['secrets'],

  find(project) {
    if (!project.app.isDeployed || project.sources.length === 0) return undefined;
    const texts = [...project.sources.map(({ text }) => text), ...project.envFiles.map(({ text }) => text)];
    if (texts.some((text) => findSecretShapes(text).length > 0)) return undefined;
    return { title: `No credential in ${texts.length} files of source and environment`, evidence: [project.anchor] };
  },

  examples: [
    {
      files: {
        'package.json': '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n',
        'src/a.js': 'const key = process.env.KEY;\n',
      },
      evidence: ['package.json:1'],
    },
  ],
  lacking: [
    {
      'package.json': '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n',
      'src/a.js': `const key = '${'AKIA'}${'Q3EGRI7JXKQJ4ZZZ'}';\n`,
    },
  ],
});
