import { lacksActivity, pipelinePlace, projectRule, yaml } from '#core';

const RELEASE_CONFIG =
  /(?:^|\/)(?:\.releaserc(?:\.\w+)?|release\.config\.[cm]?js|\.changeset\/config\.json|release-please-config\.json|\.release-it\.json|\.versionrc(?:\.\w+)?|lerna\.json)$/;

export default projectRule({
  title: 'Releases are not made by a program',
  category: 'ci-cd',
  area: 'ci-cd',
  severity: 'info',
  profile: 'strict',
  why: 'Without versions nobody can say what is running, what changed, and what to go back to.',
  equivalents: ['review:F088'],

  check(project, report) {
    if (!project.app.isDeployed || !lacksActivity(project, 'release') || project.find(RELEASE_CONFIG)) return;
    const byTag = project.workflows.some((file) =>
      file.triggers.some(({ name, map }) => name === 'release' || (name === 'push' && map?.has('tags'))),
    );
    if (
      byTag ||
      project.dependency('semantic-release', 'release-it', '@changesets/cli', 'standard-version', 'python-semantic-release', 'commitizen')
    )
      return;
    report(
      pipelinePlace(project, 'deploy', 'build'),
      'Nothing gives versions to what is deployed: no release tool, and no workflow for tags.',
    );
  },

  noFix: 'Which way of numbering fits is a decision of the project.',

  examples: [
    {
      path: 'package.json',
      bad: `{ "private": true, "dependencies": { "express": "^5.0.0" } }
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Nothing gives versions to what is deployed: no release tool, and no workflow for tags.
`,
    },
  ],

  valid: [
    {
      path: '.github/workflows/release.yml',
      files: { 'package.json': '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n' },
      text: yaml`
        on:
          push:
            tags: ['v*']
        jobs:
          build:
            runs-on: ubuntu-24.04
            steps:
              - run: npm ci
      `,
    },
  ],
});
