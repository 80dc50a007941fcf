import { type FilePlace, type ProjectModel, projectRule, routesOf, text } from '#core';

const LIMITER = /\brateLimit\s*\(|\bnew\s+RateLimiter\w*\s*\(|\bThrottlerModule\.forRoot/g;
/** Limits of single routes that name no limiter of their own. */
const TIERED = /@Throttle\s*\(|\bthrottlers\s*:\s*\[\s*\{[^}]*\}\s*,\s*\{|@limiter\.limit\s*\(|\bconfig\s*:\s*\{\s*rateLimit\b/;
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
    if (project.findCode(TIERED) || isFactory(project, only)) return;
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
      title: 'One function makes limits for several routes',
      path: 'src/app.ts',
      text: "const app = express();\nconst limit = (max) => rateLimit({ max });\napp.use(limit(1000));\napp.post('/login', limit(5), login);\n",
      files: { 'package.json': '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n' },
    },
    {
      path: 'src/app.ts',
      text: "const app = express();\napp.use(rateLimit({ max: 1000 }));\napp.post('/login', rateLimit({ max: 5 }), login);\n",
      files: { 'package.json': '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n' },
    },
  ],
});

/** A function makes the limiter from what it is given: each caller may ask for another one. */
function isFactory(project: ProjectModel, { file, span }: FilePlace): boolean {
  const code = project.sources.find(({ path }) => path === file)?.code ?? '';
  return /(?:=>|\breturn)\s*(?:\{\s*return\s*)?(?:\w+\.)?$/.test(code.slice(Math.max(0, span.start - 60), span.start));
}
