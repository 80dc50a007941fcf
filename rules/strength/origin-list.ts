import { strength } from '#core';

const JAVASCRIPT = /\bcors\(\s*\{[^}]{0,400}?\borigin\s*:(?!\s*(?:true\b|['"]\*))/;
const PYTHON = /\ballow_origins\s*=(?!\s*\[\s*['"]\*)/;

export default strength({
  title: 'Only listed origins may use the interface',
  area: 'security',
  equivalents: ['review:S49'],

  find(project) {
    const place = project.findCode(JAVASCRIPT) ?? project.findCode(PYTHON, ({ path }) => path.endsWith('.py'));
    return place && { evidence: [place] };
  },

  examples: [
    {
      files: {
        'package.json': '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n',
        'src/app.js': 'app.use(cors({ origin: allowed }));\n',
      },
      evidence: ['src/app.js:1'],
    },
  ],
  lacking: [
    { 'package.json': '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n', 'src/app.js': "app.use(cors({ origin: '*' }));\n" },
  ],
});
