import { dockerfile, lacksActivity, pipelineOf, projectRule, sharedDockerfiles, yaml } from '#core';

export default projectRule({
  title: 'No pipeline publishes the image',
  category: 'ci-cd',
  area: 'ci-cd',
  severity: 'info',
  profile: 'strict',
  why: 'An image that is built on the machine that runs it was never tested as it is, and cannot be had again.',
  equivalents: ['review:F103'],

  check(project, report) {
    const [first] = sharedDockerfiles(project);
    const from = first?.shippedStage?.from;
    if (!first || !from || !pipelineOf(project).exists || !lacksActivity(project, 'image-push')) return;
    report(project.at(first.source.path, from.span), 'No pipeline builds and publishes this image.');
  },

  noFix: 'The registry has to be chosen.',

  examples: [
    {
      path: 'Dockerfile',
      files: { '.github/workflows/ci.yml': 'on: push\njobs:\n  test:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: npm test\n' },
      bad: dockerfile`
        FROM node:24-slim
        ^^^^^^^^^^^^^^^^^ No pipeline builds and publishes this image.
      `,
    },
  ],

  valid: [
    {
      path: 'Dockerfile',
      text: 'FROM node:24-slim\n',
      files: {
        '.github/workflows/ci.yml': yaml`
          on: push
          jobs:
            image:
              runs-on: ubuntu-24.04
              steps:
                - uses: docker/build-push-action@v6
                  with:
                    push: true
        `,
      },
    },
  ],
});
