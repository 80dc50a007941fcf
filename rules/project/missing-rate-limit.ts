import { projectRule, routesOf, text } from '#core';

const PACKAGES =
  /^(?:express-rate-limit|express-slow-down|rate-limiter-flexible|@fastify\/rate-limit|fastify-rate-limit|@nestjs\/throttler|koa-ratelimit|hono-rate-limiter|@upstash\/ratelimit|slowapi|fastapi-limiter|flask-limiter|django-ratelimit|@arcjet\/.+|express-brute|limiter)$/;
const WRITTEN = /rate[-_]?limit/i;
/** A limiter for everything that somebody took out of use. */
const SWITCHED_OFF = /^[ \t]*(?:\/\/|#)[ \t]*app\.use\([^)\n]*[lL]imit\w*[^)\n]*\)/m;

/** A limiter for everything that is in use: no path stands before it. */
const USED_FOR_ALL = /\bapp\.use\(\s*(?:\w*[lL]imit\w*|rateLimit\s*\()/;

export default projectRule({
  title: 'Requests are not limited',
  category: 'security',
  area: 'security',
  severity: 'medium',
  profile: 'strict',
  why: 'One client can try passwords without end, run up the bill of a paid interface, or take the server away from all others.',
  equivalents: ['review:F210'],

  check(project, report) {
    const [server] = project.app.servers;
    if (!server || !project.knowsAllSources) return;
    const known = project.dependency(PACKAGES) ?? project.findCode(WRITTEN);
    const isUsed = project.findCode(USED_FOR_ALL) !== undefined;
    for (const { path, text, isTest } of known && !isUsed ? project.sources : []) {
      const match = isTest ? null : SWITCHED_OFF.exec(text);
      if (!match) continue;
      const start = match.index + match[0].length - match[0].trimStart().length;
      report(project.at(path, { start, end: match.index + match[0].length }), 'The limit for all requests is commented out.');
      return;
    }
    const inProxy = project
      .matching(/\.conf(?:\.template)?$|(?:^|\/)nginx[^/]*$|(?:^|\/)(?:traefik|Caddyfile)[^/]*$/)
      .some((path) => /limit_req|rateLimit|rate_limit/i.test(project.read(path) ?? ''));
    if (known || inProxy || (server.isFullStack && routesOf(project).length === 0)) return;
    report(server.place, 'Nothing limits how many requests a client may send.');
  },

  noFix: 'How many requests are normal is known to those who run the server.',

  examples: [
    {
      path: 'src/server.js',
      files: { 'package.json': '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n' },
      bad: text`
        const app = express();
                    ^^^^^^^^ Nothing limits how many requests a client may send.
      `,
    },
    {
      path: 'src/server.ts',
      files: { 'package.json': '{ "private": true, "dependencies": { "express": "^5.0.0", "express-rate-limit": "^8.0.0" } }\n' },
      bad: text`
        const app = express();
        // app.use(generalLimiter);
        ^^^^^^^^^^^^^^^^^^^^^^^^^^ The limit for all requests is commented out.
        app.use('/login', authLimiter);
      `,
    },
  ],

  valid: [
    {
      title: 'An old limit is commented out, and another one is in use',
      path: 'src/server.ts',
      text: 'const app = express();\n// app.use(oldLimiter);\napp.use(limiter);\n',
      files: { 'package.json': '{ "private": true, "dependencies": { "express": "^5.0.0", "express-rate-limit": "^8.0.0" } }\n' },
    },
    {
      path: 'src/server.js',
      text: 'const app = express();\napp.use(rateLimit({ max: 100 }));\n',
      files: { 'package.json': '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n' },
    },
    {
      path: 'src/server.js',
      text: 'const app = express();\n',
      files: {
        'package.json': '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n',
        'nginx/nginx.conf': 'limit_req zone=api burst=20;\n',
      },
    },
  ],
});
