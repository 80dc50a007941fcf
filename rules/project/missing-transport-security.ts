import { projectRule, text } from '#core';

const SENDS = /Strict-Transport-Security|\bhelmet\s*\(|\bhelmet\.hsts\b|@fastify\/helmet|koa-helmet|secureHeaders\(|\bhsts\b/i;

export default projectRule({
  title: 'Browsers are not told to stay with HTTPS',
  category: 'security',
  area: 'security',
  severity: 'low',
  profile: 'strict',
  why: 'Without the header `Strict-Transport-Security` the first request of each visit may go out in plain text, and be answered by somebody else.',
  equivalents: ['review:F213'],

  check(project, report) {
    const server = project.app.servers.find(({ isFullStack, manifest }) => !isFullStack && manifest.ecosystem === 'npm');
    if (
      !server ||
      !project.knowsAllSources ||
      project.findCode(SENDS) ||
      project.dependency('helmet', '@fastify/helmet', 'koa-helmet', 'hsts', 'lusca')
    )
      return;
    const inProxy = project
      .matching(/\.conf(?:\.template)?$|(?:^|\/)Caddyfile$|traefik[^/]*\.ya?ml$/)
      .some((path) => /Strict-Transport-Security|stsSeconds|^[\w.-]+\.\w+ \{/m.test(project.read(path) ?? ''));
    if (!inProxy) report(server.place, 'No header tells browsers to stay with HTTPS: neither `helmet` nor the proxy sends one.');
  },

  noFix: 'It must not be sent before HTTPS works for the whole domain.',

  examples: [
    {
      path: 'src/server.js',
      files: { 'package.json': '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n' },
      bad: text`
        const app = express();
                    ^^^^^^^^ No header tells browsers to stay with HTTPS: neither \`helmet\` nor the proxy sends one.
      `,
    },
  ],

  valid: [
    {
      path: 'src/server.js',
      text: 'const app = express();\napp.use(helmet());\n',
      files: { 'package.json': '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n' },
    },
  ],
});
