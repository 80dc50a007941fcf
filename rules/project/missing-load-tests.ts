import { projectRule } from '#core';

const FILES =
  /(?:^|\/)(?:k6|load[-_]?tests?|perf(?:ormance)?[-_]?tests?|stress)\/|(?:^|\/)(?:[^/]*\.k6\.[jt]s|artillery[^/]*\.ya?ml|locustfile\.py|[^/]+\.jmx|gatling\.conf|[^/]*load[-_]test[^/]*\.(?:[cm]?[jt]s|py|ya?ml))$/i;

export default projectRule({
  title: 'Nobody knows how much load it takes',
  category: 'testing',
  area: 'testing',
  severity: 'info',
  profile: 'strict',
  why: 'The first day with many users is the load test, and the limits are found by them.',
  equivalents: ['review:F154'],

  check(project, report) {
    const [server] = project.app.servers;
    if (!server || !project.tree.complete || project.find(FILES)) return;
    if (project.dependency('k6', '@types/k6', 'artillery', 'autocannon', 'loadtest', 'locust', 'clinic')) return;
    report(project.at(server.manifest.path), 'No load test shows how many requests the server takes.');
  },

  noFix: 'What normal use looks like has to be known first.',

  examples: [
    {
      bad: `{ "private": true, "dependencies": { "express": "^5.0.0" } }
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ No load test shows how many requests the server takes.
`,
    },
  ],

  valid: [{ text: '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n', files: { 'k6/orders.js': '\n' } }],
});
