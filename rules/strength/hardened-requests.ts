import { strength } from '#core';

const USE =
  /\b(?:pathTraversal|preventTraversal|sanitizePath|apiKeyMiddleware|requireApiKey|validateApiKey|hpp\s*\(|blockStatic\w*|traversalGuard)\b/i;

export default strength({
  title: 'Requests are hardened against traversal and foreign systems',
  area: 'security',
  equivalents: ['review:S65'],

  find(project) {
    const place = project.app.servers.length > 0 ? project.findCode(USE) : undefined;
    return place && { evidence: [place] };
  },

  examples: [
    {
      files: {
        'package.json': '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n',
        'src/guard.ts': 'app.use(requireApiKey);\n',
      },
      evidence: ['src/guard.ts:1'],
    },
  ],
  lacking: [{ 'package.json': '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n', 'src/guard.ts': 'app.use(next);\n' }],
});
