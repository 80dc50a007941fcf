import {
  folderOf,
  joinPath,
  type ProjectModel,
  projectRule,
  type Route,
  readinessRoutes,
  related,
  routeAt,
  type Service,
  wordsOf,
  yaml,
} from '#core';

export default projectRule({
  title: 'Container check asks less than it could',
  category: 'health',
  area: 'health',
  severity: 'info',
  profile: 'strict',
  why: 'What waits for the container starts although it is not ready, while the server has a route that would tell.',
  equivalents: ['review:F203'],

  check(project, report) {
    const routes = readinessRoutes(project).filter(({ method }) => method !== 'use');
    if (routes.length === 0) return;
    for (const file of project.composeFiles) {
      for (const service of file.services) {
        const test = service.build && service.get('healthcheck', 'test');
        const words = wordsOf(test);
        const ready = routes.find((route) => isBuiltFrom(project, service, route));
        if (!test || !ready || !/\/(?:health|ping|status|live)/i.test(words) || /ready|readiness/i.test(words)) continue;
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
      title: 'Another service has the route',
      path: 'compose.yaml',
      files: { 'api/package.json': '{}\n', 'api/server.js': "app.get('/health/ready', ready);\n" },
      text: yaml`
        services:
          web:
            build: web
            healthcheck:
              test: [CMD, curl, -f, 'http://localhost/health']
      `,
    },
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

/** The image of a service holds a route's file. Where everything is built from one folder, only a single server can be meant. */
function isBuiltFrom(project: ProjectModel, service: Service, route: Route): boolean {
  const context = service.build?.context;
  const folder = context === undefined ? undefined : joinPath(folderOf(service.file.path), context);
  if (folder === undefined) return false;
  return folder === '' ? project.app.servers.length <= 1 : route.file.startsWith(`${folder}/`);
}
