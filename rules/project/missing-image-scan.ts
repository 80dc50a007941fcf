import { dockerfile, findCommand, lacksActivity, projectRule, sharedDockerfiles, yaml } from '#core';

export default projectRule({
  title: 'Images are not scanned for vulnerabilities',
  category: 'ci-cd',
  area: 'ci-cd',
  severity: 'medium',
  profile: 'strict',
  why: 'An image brings hundreds of packages of its distribution along. Holes in them become known every week, and only a scan tells which images have them.',
  equivalents: ['review:F024'],

  check(project, report) {
    const [first] = sharedDockerfiles(project);
    const from = first?.shippedStage?.root.from ?? first?.stages[0]?.from;
    if (
      !first ||
      !from ||
      !lacksActivity(project, 'image-scan') ||
      findCommand(project, /\b(?:trivy|grype|docker scout|snyk container|dockle)\b/)
    )
      return;
    report(project.at(first.source.path, from.span), 'No pipeline scans this image for known vulnerabilities.');
  },

  noFix: 'Where the image is built decides where it can be scanned: add a step that fails on critical and high findings behind the build.',

  examples: [
    {
      path: 'Dockerfile',
      bad: dockerfile`
        FROM node:24-slim
        ^^^^^^^^^^^^^^^^^ No pipeline scans this image for known vulnerabilities.
        CMD ["node", "server.js"]
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
                - run: trivy image --exit-code 1 app
        `,
      },
    },
    { path: 'Dockerfile', text: 'FROM node:24-slim\n', files: { Makefile: 'scan:\n\ttrivy image app\n' } },
    { path: 'Dockerfile', text: 'FROM node:24-slim\n', files: { '.gitlab-ci.yml': 'scan:\n  script: [trivy]\n' } },
    { title: 'An image for development', path: 'Dockerfile.dev', text: 'FROM node:24\n' },
  ],
});
