import { strength } from '#core';

const USE = /['"`]SIGTERM['"`]|\benableShutdownHooks\b|@asynccontextmanager\s+async def lifespan|\blifespan\s*=\s*\w+/;

export default strength({
  title: 'Requests under way are finished before it stops',
  area: 'health',
  equivalents: ['review:S47'],

  find(project) {
    const place = project.app.servers.length > 0 ? project.findCode(USE) : undefined;
    return place && { evidence: [place] };
  },

  examples: [
    {
      files: {
        'package.json': '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n',
        'src/app.js': "process.on('SIGTERM', stop);\n",
      },
      evidence: ['src/app.js:1'],
    },
  ],
  lacking: [
    { 'package.json': '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n', 'src/app.js': "// process.on('SIGTERM', stop);\n" },
  ],
});
