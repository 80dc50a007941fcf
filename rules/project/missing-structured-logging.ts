import { projectRule, STRUCTURED_LOGGING, serverWithout } from '#core';

export default projectRule({
  title: 'Logs that programs cannot read',
  category: 'observability',
  area: 'observability',
  severity: 'medium',
  profile: 'strict',
  why: 'Lines of free text cannot be searched by user, request or level, and alerts on them break with the wording.',
  equivalents: ['review:F176'],

  check(project, report) {
    const place = serverWithout(project, STRUCTURED_LOGGING);
    if (!place) return;
    report(place, 'No library writes structured logs.');
  },

  noFix: 'Which library fits is a decision of the project.',

  examples: [
    {
      bad: `{ "private": true, "dependencies": { "express": "^5.0.0" } }
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ No library writes structured logs.
`,
    },
  ],

  valid: [
    '{ "private": true, "dependencies": { "express": "^5.0.0", "pino": "1.0.0" } }\n',
    '{ "name": "library" }\n',
    {
      title: 'Another language may bring it',
      text: '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n',
      files: { 'worker/go.mod': 'module worker\n' },
    },
  ],
});
