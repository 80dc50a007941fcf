import { baseName, dockerfile, findCommand, folderOf, pipelineOf, projectRule, sharedDockerfiles } from '#core';

export default projectRule({
  title: 'Image that nothing builds',
  category: 'maintainability',
  area: 'containers',
  severity: 'medium',
  profile: 'strict',
  why: 'What is deployed is something else than this file describes; it grows old, and whoever trusts it is wrong.',
  equivalents: ['review:F269'],

  check(project, report) {
    const { jobs, activities, isForeign } = pipelineOf(project);
    // Without a deployment nobody can say that it goes another way.
    if (isForeign || !activities.has('deploy') || activities.has('image-build') || !project.tree.complete) return;
    if (
      project.find(
        /(?:^|\/)(?:fly\.toml|railway\.(?:json|toml)|render\.ya?ml|captain-definition|app\.ya?ml|heroku\.yml|skaffold\.ya?ml|Chart\.yaml)$/,
      )
    )
      return;
    for (const file of sharedDockerfiles(project)) {
      const { path } = file.source;
      const from = file.shippedStage?.from;
      const builtByCompose = project.composeFiles.some((compose) => compose.services.some(({ build }) => build?.dockerfilePath === path));
      const named = jobs.some(
        ({ job }) => job.file.source.text.includes(baseName(path)) || /docker\b|buildx|podman/.test(job.file.source.text),
      );
      if (!from || builtByCompose || named || findCommand(project, /\b(?:docker|podman)(?: buildx)? build\b/)) continue;
      const deploy = jobs.find((job) => job.activities.has('deploy'));
      report(
        project.at(path, from.span),
        `Nothing builds this image${deploy ? `: \`${deploy.job.file.path}\` deploys \`${folderOf(path) || '.'}\` in another way` : ''}.`,
      );
    }
  },

  noFix: 'Either the deployment is to use the image, or the file is to go.',

  examples: [
    {
      path: 'api/Dockerfile',
      files: {
        '.github/workflows/deploy.yml':
          'on: push\njobs:\n  deploy:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: rsync -az api/ host:/srv/api\n',
      },
      bad: dockerfile`
        FROM node:24-slim
        ^^^^^^^^^^^^^^^^^ Nothing builds this image: \`.github/workflows/deploy.yml\` deploys \`api\` in another way.
        CMD ["node", "server.js"]
      `,
    },
  ],

  valid: [
    {
      path: 'api/Dockerfile',
      text: 'FROM node:24-slim\n',
      files: {
        '.github/workflows/deploy.yml':
          'on: push\njobs:\n  deploy:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: docker build api && kubectl apply -f k8s\n',
      },
    },
    { path: 'api/Dockerfile', text: 'FROM node:24-slim\n' },
  ],
});
