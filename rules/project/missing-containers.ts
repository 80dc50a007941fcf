import { projectRule } from '#core';

const CONTAINER = /(?:^|\/)(?:Dockerfile|Containerfile)[^/]*$|(?:^|\/)[^/]*\.Dockerfile$|(?:^|\/)(?:docker-)?compose[^/]*\.ya?ml$/i;
const PLATFORM =
  /(?:^|\/)(?:vercel\.json|netlify\.toml|fly\.toml|railway\.(?:json|toml)|render\.ya?ml|Procfile|app\.ya?ml|wrangler\.(?:toml|jsonc?)|serverless\.ya?ml|firebase\.json|nixpacks\.toml|project\.toml|amplify\.yml|apprunner\.ya?ml|captain-definition|sst\.config\.ts|flake\.nix|[^/]+\.service|ecosystem\.config\.[cm]?js)$/;

export default projectRule({
  title: 'Nothing describes how the application runs',
  category: 'reliability',
  area: 'containers',
  severity: 'high',
  profile: 'strict',
  why: 'It runs on a machine that somebody set up by hand. Nobody can say what it needs, and a second one is never the same.',
  equivalents: ['review:F260'],

  check(project, report) {
    const { servers, frontends } = project.app;
    if (servers.length + frontends.length === 0 || !project.tree.complete || project.find(CONTAINER) || project.find(PLATFORM)) return;
    report(project.missing('Dockerfile'), 'There is neither an image nor a description for a platform.');
  },

  noFix: 'Where it is to run decides how it is described.',

  examples: [
    {
      bad: `{ "private": true, "dependencies": { "express": "^5.0.0" } }
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ There is neither an image nor a description for a platform.
`,
    },
  ],

  valid: [
    { text: '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n', files: { Procfile: 'web: node server.js\n' } },
    { text: '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n', files: { 'docker/api.Dockerfile': 'FROM node:24\n' } },
    '{ "name": "library" }\n',
  ],
});
