import { METRICS, METRICS_COLLECTORS, projectRule, serverWithout, serviceOfImage } from '#core';

export default projectRule({
  title: 'Nothing is measured',
  category: 'observability',
  area: 'observability',
  severity: 'medium',
  profile: 'strict',
  why: 'Without numbers for requests, errors and duration nobody sees that it gets slower, and nobody can say what normal is.',
  equivalents: ['review:F171'],

  check(project, report) {
    const place = serverWithout(project, METRICS);
    if (!place || serviceOfImage(project, METRICS_COLLECTORS)) return;
    report(place, 'No library counts requests and errors, and nothing collects metrics.');
  },

  noFix: 'Where the metrics are to go has to be decided first.',

  examples: [
    {
      bad: `{ "private": true, "dependencies": { "express": "^5.0.0" } }
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ No library counts requests and errors, and nothing collects metrics.
`,
    },
  ],

  valid: [
    '{ "private": true, "dependencies": { "express": "^5.0.0", "prom-client": "1.0.0" } }\n',
    '{ "name": "library" }\n',
    {
      title: 'Another language may bring it',
      text: '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n',
      files: { 'worker/go.mod': 'module worker\n' },
    },
  ],
});
