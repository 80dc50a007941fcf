import { projectRule, text } from '#core';

const COMPRESSES = /\bcompression\s*\(|\bcompress\s*\(|@fastify\/compress|\bGZipMiddleware\b|\bGzipMiddleware\b/;

export default projectRule({
  title: 'Answers are sent uncompressed',
  category: 'performance',
  area: 'health',
  severity: 'info',
  profile: 'strict',
  why: 'Text shrinks to a fifth; on a slow connection that is what users wait for.',
  equivalents: ['review:F253'],

  check(project, report) {
    const server = project.app.servers.find(({ framework }) => framework === 'express' || framework === 'koa' || framework === 'fastify');
    if (
      !server ||
      !project.knowsAllSources ||
      project.findCode(COMPRESSES) ||
      project.dependency('compression', 'koa-compress', '@fastify/compress', 'shrink-ray-current')
    )
      return;
    const inProxy = project
      .matching(/\.conf(?:\.template)?$|(?:^|\/)Caddyfile$|traefik[^/]*\.ya?ml$/)
      .some((path) => /\bgzip on\b|\bbrotli on\b|\bencode\b|compress/i.test(project.read(path) ?? ''));
    if (!inProxy) report(server.place, 'Neither the server nor a proxy compresses the answers.');
  },

  noFix: 'It belongs into the proxy where there is one.',

  examples: [
    {
      path: 'src/server.js',
      files: { 'package.json': '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n' },
      bad: text`
        const app = express();
                    ^^^^^^^^ Neither the server nor a proxy compresses the answers.
      `,
    },
  ],

  valid: [
    {
      path: 'src/server.js',
      text: 'const app = express();\napp.use(compression());\n',
      files: { 'package.json': '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n' },
    },
  ],
});
