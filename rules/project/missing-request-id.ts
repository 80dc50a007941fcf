import { projectRule, text } from '#core';

const REQUEST_ID =
  /x-request-id|x-correlation-id|\brequestId\b|\brequest_id\b|\bcorrelationId\b|\bcorrelation_id\b|\bgenReqId\b|\btraceId\b/i;

export default projectRule({
  title: 'Log lines of one request cannot be found together',
  category: 'observability',
  area: 'observability',
  severity: 'info',
  profile: 'strict',
  why: 'When several requests run at a time, only a number of its own tells which lines belong to the one that failed.',
  equivalents: ['review:F181'],

  check(project, report) {
    const server = project.app.servers.find(({ isFullStack }) => !isFullStack);
    if (!server || !project.knowsAllSources || project.findCode(REQUEST_ID)) return;
    if (
      project.dependency(
        'fastify',
        'pino-http',
        'nestjs-pino',
        'express-request-id',
        'asgi-correlation-id',
        'cls-rtracer',
        'nestjs-cls',
        /opentelemetry/,
      )
    )
      return;
    report(server.place, 'Requests get no number of their own.');
  },

  noFix: 'A few lines of middleware do it; how the number gets into the logs depends on the logger.',

  examples: [
    {
      path: 'src/server.js',
      files: { 'package.json': '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n' },
      bad: text`
        const app = express();
                    ^^^^^^^^ Requests get no number of their own.
      `,
    },
  ],

  valid: [
    {
      path: 'src/server.js',
      text: 'const app = express();\napp.use((req, res, next) => { req.requestId = randomUUID(); next(); });\n',
      files: { 'package.json': '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n' },
    },
  ],
});
