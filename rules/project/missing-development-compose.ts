import { baseName, projectRule } from '#core';

export default projectRule({
  title: 'One Compose file for development and production',
  category: 'maintainability',
  area: 'orchestration',
  severity: 'info',
  profile: 'strict',
  why: 'What helps while developing, such as mounted sources and open ports, has to be taken out before each deployment, or is never there.',
  equivalents: ['review:F059'],

  check(project, report) {
    const [only] = project.composeFiles;
    if (!only || project.composeFiles.length > 1 || only.source.role === 'development') return;
    const built = only.services.filter((service) => service.build !== undefined);
    if (built.length === 0 || built.some((service) => service.hasDevelopmentSign || service.has('develop'))) return;
    report(project.at(only.path), `Beside \`${baseName(only.path)}\` there is no file for development.`);
  },

  noFix: 'What helps while developing is known to those who do.',

  examples: [
    {
      path: 'compose.yaml',
      bad: `services:
^^^^^^^^^ Beside \`compose.yaml\` there is no file for development.
  api:
    build: api
`,
    },
  ],

  valid: [
    {
      path: 'compose.yaml',
      text: 'services:\n  api:\n    build: api\n',
      files: { 'compose.override.yaml': 'services:\n  api:\n    ports: [1:1]\n' },
    },
    { path: 'compose.yaml', text: 'services:\n  api:\n    build: api\n    command: npm run dev\n' },
  ],
});
