import { METRICS, METRICS_COLLECTORS, type ProjectModel, projectRule, serverWithout, serviceOfImage, severity, text } from '#core';

const COUNTS = /['"]prom-client['"]|\bprometheus_client\b/;
/** A route, a server of its own, or numbers that are sent away. */
const SHOWS =
  /\/?metrics\/?['"`]|\.metrics\(\)|\bgenerate_latest\b|\bstart_http_server\b|\bmake_(?:asgi|wsgi)_app\b|\bpush_to_gateway\b|\bPushgateway\b|\bInstrumentator\b/i;

export default projectRule({
  title: 'Nothing is measured',
  category: 'observability',
  area: 'observability',
  severity: 'medium',
  profile: 'strict',
  why: 'Without numbers for requests, errors and duration nobody sees that it gets slower, and nobody can say what normal is.',
  equivalents: ['review:F171'],

  check(project, report) {
    const counter = project.dependency('prom-client', 'prometheus-client');
    if (counter && project.app.servers.length > 0 && project.knowsAllSources && isHidden(project)) {
      const message = `\`${counter.name}\` counts, and nothing shows the numbers: no route \`/metrics\`, and nothing that collects them.`;
      report(project.at(counter.file, counter.nameSpan), message, severity('low'));
      return;
    }
    const place = serverWithout(project, METRICS);
    if (!place || serviceOfImage(project, METRICS_COLLECTORS)) return;
    report(place, 'No library counts requests and errors, and nothing collects metrics.');
  },

  noFix: 'Where the metrics are to go has to be decided first.',

  examples: [
    {
      title: 'What is counted is shown nowhere',
      files: { 'src/metrics.js': "import client from 'prom-client';\nexport const orders = new client.Counter({ name: 'orders' });\n" },
      bad: text`
        {
          "private": true,
          "dependencies": { "express": "^5.0.0", "prom-client": "^15.0.0" }
                                                 ^^^^^^^^^^^^^ \`prom-client\` counts, and nothing shows the numbers: no route \`/metrics\`, and nothing that collects them.
        }
      `,
    },
    {
      bad: `{ "private": true, "dependencies": { "express": "^5.0.0" } }
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ No library counts requests and errors, and nothing collects metrics.
`,
    },
  ],

  valid: [
    {
      path: 'src/metrics.js',
      text: "import client from 'prom-client';\napp.get('/metrics', async (req, res) => res.send(await client.register.metrics()));\n",
      files: { 'package.json': '{ "private": true, "dependencies": { "express": "^5.0.0", "prom-client": "^15.0.0" } }\n' },
    },
    '{ "private": true, "dependencies": { "express": "^5.0.0", "prom-client": "1.0.0" } }\n',
    '{ "name": "library" }\n',
    {
      title: 'Another language may bring it',
      text: '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n',
      files: { 'worker/go.mod': 'module worker\n' },
    },
  ],
});

/** Something is counted in the code, and no way leads out. */
function isHidden(project: ProjectModel): boolean {
  return project.findCode(COUNTS) !== undefined && !project.findCode(SHOWS) && !serviceOfImage(project, METRICS_COLLECTORS);
}
