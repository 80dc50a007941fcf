import { projectRule, text } from '#core';

const DISABLED = /\bcontentSecurityPolicy\s*:\s*false\b/;

export default projectRule({
  title: 'Content security policy is switched off',
  category: 'security',
  area: 'security',
  severity: 'low',
  profile: 'strict',
  why: 'The policy is what keeps a script that somebody smuggled into a page from running.',
  equivalents: ['review:F215'],

  check(project, report) {
    const place = project.findCode(DISABLED);
    if (place && project.app.servers.length > 0)
      report(place, '`contentSecurityPolicy: false` leaves pages without protection from smuggled scripts.');
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
      text: 'app.use(helmet({ contentSecurityPolicy: isProduction ? policy : false }));\n',
      files: { 'package.json': '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n' },
    },
  ],
});
