import { LOG_COLLECTORS, LOG_DRIVERS, LOG_SHIPPING, projectRule, serverWithout, serviceOfImage, shippedText } from '#core';

export default projectRule({
  title: 'Logs stay where they are written',
  category: 'observability',
  area: 'observability',
  severity: 'medium',
  profile: 'strict',
  why: 'Logs inside of containers are gone with the container, just when they are needed, and cannot be searched together.',
  equivalents: ['review:F174'],

  check(project, report) {
    const place = serverWithout(project, LOG_SHIPPING);
    if (!place || serviceOfImage(project, LOG_COLLECTORS)) return;
    const sends = project.composeFiles.some((file) =>
      file.services.some((service) => LOG_DRIVERS.test(shippedText(service.find('logging', 'driver')) ?? '')),
    );
    if (sends || project.find(/(?:^|\/)(?:loki|promtail|alloy|fluent-?bit|fluentd|filebeat|vector|otel)[^/]*\.(?:ya?ml|toml|conf|alloy)$/i))
      return;
    report(place, 'Nothing collects the logs: no collector, no logging driver, no transport.');
  },

  noFix: 'Where logs are to be kept, and how long, is a decision of the project.',

  examples: [
    {
      bad: `{ "private": true, "dependencies": { "express": "^5.0.0" } }
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Nothing collects the logs: no collector, no logging driver, no transport.
`,
    },
  ],

  valid: [
    {
      text: '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n',
      files: { 'compose.yaml': 'services:\n  api:\n    build: .\n    logging:\n      driver: awslogs\n' },
    },
    {
      text: '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n',
      files: { 'compose.yaml': 'services:\n  loki:\n    image: grafana/loki:3.5.0\n' },
    },
  ],
});
