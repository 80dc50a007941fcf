import { APPLICATION_MONITORING, projectRule, serverWithout } from '#core';

export default projectRule({
  title: 'No application monitoring',
  category: 'observability',
  area: 'observability',
  severity: 'info',
  profile: 'strict',
  why: 'Monitoring of the application shows which request, query or call takes the time.',
  equivalents: ['review:F172'],

  check(project, report) {
    const place = serverWithout(project, APPLICATION_MONITORING);
    if (!place) return;
    report(place, 'Nothing shows where a slow request spends its time.');
  },

  noFix: 'Which product fits is a decision of the project.',

  examples: [
    {
      bad: `{ "private": true, "dependencies": { "express": "^5.0.0" } }
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Nothing shows where a slow request spends its time.
`,
    },
  ],

  valid: [
    '{ "private": true, "dependencies": { "express": "^5.0.0", "newrelic": "1.0.0" } }\n',
    '{ "name": "library" }\n',
    {
      title: 'Another language may bring it',
      text: '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n',
      files: { 'worker/go.mod': 'module worker\n' },
    },
  ],
});
