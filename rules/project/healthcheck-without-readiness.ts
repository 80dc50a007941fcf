import { projectRule, readinessRoutes, related, routeAt, wordsOf, yaml } from '#core';

export default projectRule({
  title: 'Container check asks less than it could',
  category: 'health',
  area: 'health',
  severity: 'info',
  profile: 'strict',
  why: 'What waits for the container starts although it is not ready, while the server has a route that would tell.',
  equivalents: ['review:F203'],

  check(project, report) {
    const [ready] = readinessRoutes(project);
    if (!ready) return;
    for (const file of project.composeFiles) {
      for (const service of file.services) {
        const test = service.build && service.get('healthcheck', 'test');
        const words = wordsOf(test);
        if (!test || !/\/(?:health|ping|status|live)/i.test(words) || /ready|readiness/i.test(words)) continue;
        const place = routeAt(ready);
        report(
          project.at(file.path, test.span),
          `This check does not ask \`${ready.path}\`, which tells whether the server is ready.`,
          related(place.file, place.span, 'The route.'),
        );
      }
    }
  },

  noFix: 'The prefix under which the route is reached has to be looked up.',

  examples: [
    {
      path: 'compose.yaml',
      files: { 'package.json': '{}\n', 'server.js': "app.get('/health/ready', ready);\n" },
      bad: yaml`
        services:
          api:
            build: .
            healthcheck:
              test: [CMD, curl, -f, 'http://localhost/health']
                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ This check does not ask \`/health/ready\`, which tells whether the server is ready.
      `,
    },
  ],

  valid: [
    {
      path: 'compose.yaml',
      files: { 'package.json': '{}\n', 'server.js': "app.get('/health', ready);\n" },
      text: yaml`
        services:
          api:
            build: .
            healthcheck:
              test: [CMD, curl, -f, 'http://localhost/health']
      `,
    },
  ],
});
