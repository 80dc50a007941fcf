import { lacksActivity, pipelinePlace, projectRule, yaml } from '#core';

export default projectRule({
  title: 'What the pipeline builds is not kept',
  category: 'ci-cd',
  area: 'ci-cd',
  severity: 'info',
  profile: 'strict',
  why: 'What was tested should be what is deployed. A build that is thrown away has to be made again, and may come out different.',
  equivalents: ['review:F087'],

  check(project, report) {
    if (!project.app.isDeployed || !lacksActivity(project, 'artifact-upload', 'image-push', 'release')) return;
    report(pipelinePlace(project, 'build'), 'No job keeps a build, as an artifact or as an image.');
  },

  noFix: 'What is worth keeping depends on how it is deployed.',

  examples: [
    {
      path: '.github/workflows/ci.yml',
      files: { 'package.json': '{ "private": true, "dependencies": { "next": "^16.0.0" } }\n' },
      bad: yaml`
        on: push
        jobs:
          build:
          ^^^^^ No job keeps a build, as an artifact or as an image.
            runs-on: ubuntu-24.04
            steps:
              - run: npx next build
      `,
    },
  ],

  valid: [
    {
      path: '.github/workflows/ci.yml',
      files: { 'package.json': '{ "private": true, "dependencies": { "next": "^16.0.0" } }\n' },
      text: yaml`
        on: push
        jobs:
          build:
            runs-on: ubuntu-24.04
            steps:
              - run: docker push example/app:1.0
      `,
    },
  ],
});
