import { strength } from '#core';

const USE = /\bhelmet\s*\(|@fastify\/helmet|\bTrustedHostMiddleware\b|\bTalisman\s*\(/;

export default strength({
  title: 'Security headers are sent',
  area: 'security',
  equivalents: ['review:S48'],

  find(project) {
    const place = project.app.servers.length > 0 ? project.findCode(USE) : undefined;
    return place && { evidence: [place] };
  },

  examples: [
    {
      files: { 'package.json': '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n', 'src/app.js': 'app.use(helmet());\n' },
      evidence: ['src/app.js:1'],
    },
  ],
  lacking: [{ 'package.json': '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n', 'src/app.js': '// app.use(helmet());\n' }],
});
