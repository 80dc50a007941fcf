import { lastingServices, projectRule } from '#core';

export default projectRule({
  title: 'Compose file for tests leaves services out',
  category: 'testing',
  area: 'testing',
  severity: 'low',
  profile: 'strict',
  why: 'What no test starts together breaks where it meets: between the services.',
  equivalents: ['review:F060'],

  check(project, report) {
    const built = lastingServices(project).filter((service) => service.build !== undefined);
    if (built.length < 2 || !project.tree.complete) return;
    const tests = project.composeFiles.filter(({ source }) => source.role === 'test' || source.role === 'ci');
    const covered = new Set(tests.flatMap((file) => file.services.map(({ name }) => name)));
    const missing = built.filter(
      ({ name }) =>
        ![...covered].some(
          (other) => other === name || other.startsWith(`${name}-`) || other.startsWith(`${name}_`) || other.endsWith(`-${name}`),
        ),
    );
    const [first] = tests;
    const base = built[0]?.file;
    if (!base || missing.length === 0) return;
    const names = missing.map(({ name }) => `\`${name}\``).join(', ');
    if (first) report(project.at(first.path), `${names} ${missing.length === 1 ? 'is' : 'are'} not tested here.`);
    else report(project.missing('compose.test.yaml', project.at(base.path)), 'No Compose file runs tests of the services together.');
  },

  noFix: 'What the tests of a service need is known to those who wrote them.',

  examples: [
    {
      path: 'docker-compose.test.yml',
      files: { 'docker-compose.yml': 'services:\n  api:\n    build: api\n  web:\n    build: web\n' },
      bad: `services:
^^^^^^^^^ \`web\` is not tested here.
  api-test:
    build: api
`,
    },
  ],

  valid: [
    {
      path: 'docker-compose.test.yml',
      text: 'services:\n  api-test:\n    build: api\n  web-test:\n    build: web\n',
      files: { 'docker-compose.yml': 'services:\n  api:\n    build: api\n  web:\n    build: web\n' },
    },
    { path: 'docker-compose.yml', text: 'services:\n  api:\n    build: api\n' },
  ],
});
