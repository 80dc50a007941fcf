import { projectRule, routesOf, text } from '#core';

const LIMITER = /\brateLimit\s*\(|\bnew\s+RateLimiter\w*\s*\(|\bThrottlerModule\.forRoot/g;
const SIGN_IN = /(?:^|\/)(?:log-?in|sign-?in|sign-?up|register|auth|forgot|reset-password|token)(?:\/|$)/i;

export default projectRule({
  title: 'One limit for signing in and for everything else',
  category: 'security',
  area: 'security',
  severity: 'low',
  profile: 'strict',
  why: 'A limit that suits normal use allows hundreds of passwords a minute.',
  equivalents: ['review:F211'],

  check(project, report) {
    const limiters = project.findAllCode(LIMITER);
    const [only] = limiters;
    if (!only || limiters.length > 1 || project.app.servers.length === 0 || !project.knowsAllSources) return;
    if (routesOf(project).some(({ path }) => SIGN_IN.test(path)))
      report(only, 'This is the only limit, and there are routes for signing in.');
  },

  noFix: 'How many attempts are normal is known to those who run the server.',

  examples: [
    {
      path: 'src/app.ts',
      files: { 'package.json': '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n' },
      bad: text`
        const app = express();
        app.use(rateLimit({ max: 1000 }));
                ^^^^^^^^^^ This is the only limit, and there are routes for signing in.
        app.post('/auth/login', login);
      `,
    },
  ],

  valid: [
    {
      path: 'src/app.ts',
      text: "const app = express();\napp.use(rateLimit({ max: 1000 }));\napp.post('/login', rateLimit({ max: 5 }), login);\n",
      files: { 'package.json': '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n' },
    },
  ],
});
