import { projectRule, serverWithout, TRACING } from '#core';

export default projectRule({
  title: 'Requests are not followed through services',
  category: 'observability',
  area: 'observability',
  severity: 'info',
  profile: 'strict',
  why: 'With several services, only a trace shows in which of them a request failed or waited.',
  equivalents: ['review:F173'],

  check(project, report) {
    const place = serverWithout(project, TRACING);
    if (!place) return;
    report(place, 'No tracing follows a request through the application.');
  },

  noFix: 'OpenTelemetry works with every receiver; which one it is has to be decided.',

  examples: [
    {
      bad: `{ "private": true, "dependencies": { "express": "^5.0.0" } }
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ No tracing follows a request through the application.
`,
    },
  ],

  valid: [
    '{ "private": true, "dependencies": { "express": "^5.0.0", "@opentelemetry/sdk-node": "1.0.0" } }\n',
    '{ "name": "library" }\n',
    {
      title: 'Another language may bring it',
      text: '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n',
      files: { 'worker/go.mod': 'module worker\n' },
    },
  ],
});
