import { ERROR_TRACKING, projectRule, serverWithout } from '#core';

export default projectRule({
  title: 'Errors of users reach nobody',
  category: 'observability',
  area: 'observability',
  ceiling: 6,
  severity: 'high',
  profile: 'strict',
  why: 'An error that only stands in a log is found when a user complains; an error tracker tells at once, with the place and how often.',
  equivalents: ['review:F170'],

  check(project, report) {
    const place = serverWithout(project, ERROR_TRACKING);
    if (!place) return;
    report(place, 'Nothing reports errors to an error tracker.');
  },

  noFix: 'Which service is to receive the errors is a decision of the project.',

  examples: [
    {
      bad: `{ "private": true, "dependencies": { "express": "^5.0.0" } }
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Nothing reports errors to an error tracker.
`,
    },
  ],

  valid: [
    '{ "private": true, "dependencies": { "express": "^5.0.0", "@sentry/node": "1.0.0" } }\n',
    '{ "name": "library" }\n',
    {
      title: 'Another language may bring it',
      text: '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n',
      files: { 'worker/go.mod': 'module worker\n' },
    },
  ],
});
