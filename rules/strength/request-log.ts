import { strength } from '#core';

const PACKAGES = /^(?:morgan|pino-http|nestjs-pino|express-winston|koa-logger|koa-pino-logger|asgi-logger)$/;
const USE = /\b(?:morgan|pinoHttp|koaLogger)\s*\(|\bexpressWinston\.logger\s*\(|\bfastify\(\s*\{\s*logger\s*:/i;

export default strength({
  title: 'Requests are logged',
  area: 'observability',
  equivalents: ['review:S46'],

  find(project) {
    const place = project.findCode(USE);
    const known = project.dependency(PACKAGES);
    if (place) return { evidence: [place] };
    return known && !known.dev ? { evidence: [project.at(known.file, known.nameSpan)] } : undefined;
  },

  examples: [
    {
      files: {
        'package.json': '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n',
        'src/app.js': "const app = express();\napp.use(morgan('combined'));\n",
      },
      evidence: ['src/app.js:2'],
    },
  ],
  lacking: [
    { 'package.json': '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n', 'src/app.js': "// app.use(morgan('combined'));\n" },
  ],
});
