import { ERROR_TRACKING, findAlertRules, findCommand, projectRule, serverWithout, serviceOfImage } from '#core';

const ALERTING = /^(?:@pagerduty\/.+|pdpyras|opsgenie-sdk|newrelic|dd-trace|ddtrace|@datadog\/.+|elastic-apm(?:-node)?)$/;

export default projectRule({
  title: 'Nobody is told when it breaks',
  category: 'observability',
  area: 'observability',
  severity: 'medium',
  profile: 'strict',
  why: 'What is measured and logged helps only when somebody looks. At night nobody does.',
  equivalents: ['review:F177'],

  check(project, report) {
    const place = serverWithout(project, ALERTING);
    if (!place || findAlertRules(project) || serviceOfImage(project, /alertmanager|uptime-kuma|gatus/)) return;
    if (
      project.find(/(?:^|\/)(?:alertmanager|alerts?|alert[-_.]rules)[^/]*\.(?:ya?ml|tf|json)$/i) ||
      findCommand(project, /hooks\.slack\.com|pagerduty/)
    )
      return;
    const tracker = project.dependency(ERROR_TRACKING);
    report(
      place,
      tracker
        ? `Apart from what \`${tracker.name}\` may send, there are no alert rules.`
        : 'There are no alert rules, and nothing that would send an alert.',
    );
  },

  noFix: 'What is worth waking somebody up has to be decided.',

  examples: [
    {
      bad: `{ "private": true, "dependencies": { "express": "^5.0.0" } }
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ There are no alert rules, and nothing that would send an alert.
`,
    },
  ],

  valid: [
    {
      text: '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n',
      files: { 'monitoring/rules.yml': 'groups:\n  - name: a\n    rules:\n      - alert: Down\n        expr: up == 0\n' },
    },
  ],
});
