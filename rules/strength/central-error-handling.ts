import { strength } from '#core';

const USE =
  /\(\s*(?:err|error)\s*(?::\s*\w+)?\s*,\s*_?req\w*[^)]{0,80},\s*_?res\w*[^)]{0,80},\s*_?next\b|\bclass\s+\w*(?:App|Api|Http)Error\s+extends\s+Error|@app\.exception_handler|\bsetErrorHandler\s*\(|\bExceptionFilter\b/;

export default strength({
  title: 'Errors are handled in one place',
  area: 'observability',
  equivalents: ['review:S62'],

  find(project) {
    const place = project.app.servers.length > 0 ? project.findCode(USE) : undefined;
    return place && { evidence: [place] };
  },

  examples: [
    {
      files: {
        'package.json': '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n',
        'src/app.js': 'app.use((err, req, res, next) => res.status(500).end());\n',
      },
      evidence: ['src/app.js:1'],
    },
  ],
  lacking: [
    {
      'package.json': '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n',
      'src/app.js': 'app.use((req, res, next) => next());\n',
    },
  ],
});
