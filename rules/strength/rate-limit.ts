import { strength } from '#core';

/** Mounted, not only made. */
const USE =
  /\b(?:app|router|\w*[rR]outer)\.(?:use|get|post|put|all)\([^;\n]{0,200}[lL]imiter\b|\.use\(\s*rateLimit\s*\(|\b(?:limiter|ratelimit)\.(?:check|consume|limit)\s*\(|@limiter\.limit|@UseGuards\([^)]{0,80}Throttler|\bapp\.state\.limiter\b|\bnew\s+\w*RateLimiter\w*\s*\(/;

export default strength({
  title: 'Requests are limited',
  area: 'security',
  equivalents: ['review:S50'],

  find(project) {
    const place = project.findCode(USE);
    return place && { evidence: [place] };
  },

  examples: [
    {
      files: {
        'package.json': '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n',
        'src/app.js': "app.post('/login', authLimiter, login);\n",
      },
      evidence: ['src/app.js:1'],
    },
  ],
  lacking: [
    {
      'package.json': '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n',
      'src/app.js': 'const limiter = rateLimit({});\n// app.use(limiter);\n',
    },
  ],
});
