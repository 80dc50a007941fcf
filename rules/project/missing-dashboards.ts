import { projectRule, serverWithout } from '#core';

const HOSTED = /^(?:newrelic|dd-trace|ddtrace|@datadog\/.+|elastic-apm(?:-node)?|applicationinsights)$/;

export default projectRule({
  title: 'No dashboards',
  category: 'observability',
  area: 'observability',
  severity: 'info',
  profile: 'strict',
  why: 'Who is called when it breaks needs one page that shows what is different from yesterday.',
  equivalents: ['review:F179'],

  check(project, report) {
    const place = serverWithout(project, HOSTED);
    if (!place || project.find(/(?:^|\/)(?:grafana|dashboards?)\/(?:.*\/)?[^/]+\.(?:json|ya?ml)$|(?:^|\/)[^/]*dashboard[^/]*\.json$/i))
      return;
    report(place, 'The project describes no dashboard.');
  },

  noFix: 'What a dashboard is to show follows from what is measured.',

  examples: [
    {
      bad: `{ "private": true, "dependencies": { "express": "^5.0.0" } }
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ The project describes no dashboard.
`,
    },
  ],

  valid: [{ text: '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n', files: { 'grafana/dashboards/api.json': '{}\n' } }],
});
