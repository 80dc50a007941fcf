import { strength } from '#core';

const USE = /\bcompression\s*\(|@fastify\/compress|\bGZipMiddleware\b/;

export default strength({
  title: 'Answers are compressed',
  area: 'health',
  equivalents: ['review:S56'],

  find(project) {
    const place = project.app.servers.length > 0 ? project.findCode(USE) : undefined;
    return place && { evidence: [place] };
  },

  examples: [
    {
      files: {
        'package.json': '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n',
        'src/app.js': 'app.use(compression());\n',
      },
      evidence: ['src/app.js:1'],
    },
  ],
  lacking: [
    { 'package.json': '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n', 'src/app.js': '// app.use(compression());\n' },
  ],
});
