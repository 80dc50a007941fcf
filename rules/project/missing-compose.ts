import { projectRule, sharedDockerfiles } from '#core';

const STORES = new Set(['postgres', 'mysql', 'mongodb', 'redis', 'neo4j', 'elasticsearch', 'sql']);

export default projectRule({
  title: 'No Compose file starts what the application needs',
  category: 'maintainability',
  area: 'orchestration',
  ceiling: 1,
  severity: 'medium',
  profile: 'strict',
  why: 'Everybody who works on it installs databases by hand, in other versions than production has.',
  equivalents: ['review:F058'],

  check(project, report) {
    const needed = project.app.datastores.find(({ kind }) => STORES.has(kind));
    const [server] = project.app.servers;
    if (!server || !needed || !project.tree.complete || project.composeFiles.length > 0) return;
    if (
      project.matching(
        /(?:^|\/)(?:docker-)?compose[^/]*\.ya?ml$|(?:^|\/)(?:Tiltfile|skaffold\.ya?ml|devbox\.json|flake\.nix)$|(?:^|\/)\.devcontainer\//,
      ).length > 0
    )
      return;
    const [image] = sharedDockerfiles(project);
    const env = project.envFiles.find(
      ({ isTemplate, variables }) => isTemplate && variables.some(({ name }) => /DATABASE|REDIS|MONGO|_URL$/.test(name)),
    );
    const place = image ? project.at(image.source.path) : env ? project.at(env.path) : needed.place;
    report(project.missing('compose.yaml', place), 'No Compose file starts the application with its database.');
  },

  noFix: 'Which version of which database is meant, no file tells for certain.',

  examples: [
    {
      path: 'Dockerfile',
      files: { 'package.json': '{ "private": true, "dependencies": { "express": "^5.0.0", "pg": "^8.0.0" } }\n' },
      bad: `FROM node:24-slim
^^^^^^^^^^^^^^^^^ No Compose file starts the application with its database.
`,
    },
  ],

  valid: [
    { text: '{ "private": true, "dependencies": { "express": "^5.0.0", "pg": "^8.0.0" } }\n', files: { 'compose.yaml': 'services: {}\n' } },
    '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n',
  ],
});
