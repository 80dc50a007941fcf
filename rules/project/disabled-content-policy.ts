import { projectRule, text } from '#core';

const DISABLED = /\bcontentSecurityPolicy\s*:\s*false\b/g;
/** Only while it is developed, say. */
const CONDITIONAL = /\?\s*(?:\w+\()?\{[^{};]*$|\bif\s*\([^;]*\)\s*\{?[^;}]*$/;

export default projectRule({
  title: 'Content security policy is switched off',
  category: 'security',
  area: 'security',
  severity: 'low',
  profile: 'strict',
  why: 'The policy is what keeps a script that somebody smuggled into a page from running.',
  equivalents: ['review:F215'],

  check(project, report) {
    if (project.app.servers.length === 0) return;
    const place = project.findAllCode(DISABLED).find(({ file, span }) => {
      const code = project.sources.find(({ path }) => path === file)?.code ?? '';
      return !CONDITIONAL.test(code.slice(Math.max(0, span.start - 200), span.start));
    });
    if (place) report(place, '`contentSecurityPolicy: false` leaves pages without protection from smuggled scripts.');
  },

  noFix: 'What the pages load has to be listed first.',

  examples: [
    {
      path: 'src/server.js',
      files: { 'package.json': '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n' },
      bad: text`
        const app = express();
        app.use(helmet({ contentSecurityPolicy: false }));
                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ \`contentSecurityPolicy: false\` leaves pages without protection from smuggled scripts.
      `,
    },
  ],

  valid: [
    {
      path: 'src/server.js',
      text: "if (process.env.NODE_ENV !== 'production') {\n  app.use(helmet({ contentSecurityPolicy: false }));\n}\n",
      files: { 'package.json': '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n' },
    },
    {
      path: 'src/server.js',
      text: 'app.use(helmet({ contentSecurityPolicy: isProduction ? policy : false }));\n',
      files: { 'package.json': '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n' },
    },
  ],
});
