import { lacksActivity, pipelinePlace, projectRule } from '#core';

/** Platforms that deploy what is pushed, and descriptions of how it runs. */
const PLATFORM =
  /(?:^|\/)(?:vercel\.json|netlify\.toml|fly\.toml|railway\.(?:json|toml)|render\.ya?ml|Procfile|app\.ya?ml|apprunner\.ya?ml|heroku\.yml|\.platform\.app\.yaml|wrangler\.toml|wrangler\.jsonc?|serverless\.ya?ml|skaffold\.ya?ml|Chart\.yaml|kustomization\.ya?ml|captain-definition|nixpacks\.toml|amplify\.yml|firebase\.json|sst\.config\.ts)$/;

export default projectRule({
  title: 'Deployment is not automated',
  category: 'ci-cd',
  area: 'ci-cd',
  severity: 'medium',
  profile: 'strict',
  why: 'What is deployed by hand is deployed differently each time, by few people, and seldom.',
  equivalents: ['review:F086'],

  check(project, report) {
    const { servers, frontends } = project.app;
    if (servers.length + frontends.length === 0 || !lacksActivity(project, 'deploy') || project.find(PLATFORM)) return;
    report(pipelinePlace(project, 'build', 'test'), 'No workflow and no platform configuration deploys the application.');
  },

  noFix: 'Where the application runs decides how it is deployed.',

  examples: [
    {
      path: 'package.json',
      bad: `{ "private": true, "dependencies": { "express": "^5.0.0" } }
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ No workflow and no platform configuration deploys the application.
`,
    },
  ],

  valid: [
    { path: 'package.json', text: '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n', files: { 'fly.toml': 'app = "a"\n' } },
    '{ "name": "library" }\n',
  ],
});
