import { projectRule, text } from '#core';

const PACKAGES =
  /^(?:morgan|pino-http|nestjs-pino|express-winston|koa-logger|koa-morgan|koa-pino-logger|fastify|express-pino-logger|nest-morgan|asgi-logger|fastapi-logger|django-request-logging)$/;
const READS_REQUEST = /\b(?:req|request)\.(?:method|url|originalUrl|path)\b|@app\.middleware\(\s*['"]http['"]|\bBaseHTTPMiddleware\b/;
const LOGS = /\blog(?:ger|ging)?\b|\bconsole\./i;

export default projectRule({
  title: 'Requests leave no line in the log',
  category: 'observability',
  area: 'observability',
  severity: 'info',
  profile: 'strict',
  why: 'Without path, status and duration of each request nobody can say what happened before an error, or who asked for what.',
  equivalents: ['review:F182'],

  check(project, report) {
    const server = project.app.servers.find(({ isFullStack }) => !isFullStack);
    if (!server || !project.knowsAllSources || project.dependency(PACKAGES)) return;
    const logs = project.sources.some(({ code, isTest }) => !isTest && READS_REQUEST.test(code) && LOGS.test(code));
    if (!logs) report(server.place, 'Nothing logs the requests.');
  },

  noFix: 'Which middleware fits depends on the framework and the logger.',

  examples: [
    {
      path: 'src/server.js',
      files: { 'package.json': '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n' },
      bad: text`
        const app = express();
                    ^^^^^^^^ Nothing logs the requests.
      `,
    },
  ],

  valid: [
    {
      path: 'src/server.js',
      text: 'const app = express();\napp.use((req, res, next) => { log.info(req.method + req.url); next(); });\n',
      files: { 'package.json': '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n' },
    },
  ],
});
