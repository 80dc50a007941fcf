import { projectRule } from '#core';

const CACHES =
  /^(?:redis|ioredis|@upstash\/redis|memcached|memjs|@keyv\/.+|keyv|cache-manager.*|@vercel\/kv|aioredis|pymemcache|aiocache|django-redis|fastapi-cache2|flask-caching|unstorage)$/;

export default projectRule({
  title: 'No cache that all instances share',
  category: 'performance',
  area: 'data',
  severity: 'info',
  profile: 'strict',
  why: 'What is kept in the memory of one process is asked again by each of the others, and is gone with every deployment.',
  equivalents: ['review:F252'],

  check(project, report) {
    const [server] = project.app.servers;
    const hasDatabase = project.app.datastores.some(({ kind }) => kind !== 'redis' && kind !== 'cache');
    if (!server || !hasDatabase || !project.tree.complete || project.hasForeignCode || project.dependency(CACHES)) return;
    if (project.app.datastores.some(({ kind }) => kind === 'redis' || kind === 'cache')) return;
    report(project.at(server.manifest.path), 'Nothing is cached where all instances of the server find it.');
  },

  noFix: 'Whether a cache is worth its trouble, measurements tell.',

  examples: [
    {
      bad: `{ "private": true, "dependencies": { "express": "^5.0.0", "pg": "^8.0.0" } }
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Nothing is cached where all instances of the server find it.
`,
    },
  ],

  valid: [
    '{ "private": true, "dependencies": { "express": "^5.0.0", "pg": "^8.0.0", "ioredis": "^5.0.0" } }\n',
    '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n',
  ],
});
