import { projectRule, text } from '#core';

const PIPELINE =
  /^(?:.*\/)?(?:\.github\/workflows\/[^/]+\.ya?ml|\.gitea\/workflows\/[^/]+\.ya?ml|\.forgejo\/workflows\/[^/]+\.ya?ml|\.gitlab-ci\.ya?ml|Jenkinsfile|\.circleci\/config\.ya?ml|azure-pipelines\.ya?ml|bitbucket-pipelines\.ya?ml|\.drone\.ya?ml|\.travis\.ya?ml|\.woodpecker\.ya?ml|\.woodpecker\/[^/]+\.ya?ml|\.buildkite\/[^/]+\.ya?ml|\.teamcity\/.+|cloudbuild\.ya?ml|buildspec\.ya?ml|appveyor\.ya?ml)$/;

export default projectRule({
  title: 'No pipeline checks the project',
  category: 'ci-cd',
  area: 'ci-cd',
  ceiling: 5,
  severity: 'critical',
  profile: 'recommended',
  why: 'Without a pipeline nothing but the care of whoever pushes keeps broken or insecure code out of production.',
  equivalents: ['review:F070'],

  check(project, report) {
    if (!project.tree.complete || project.manifests.length === 0 || project.matching(PIPELINE).length > 0) return;
    report(project.missing('.github/workflows/ci.yml'), 'There is no pipeline: nothing builds or tests a change before it is merged.');
  },

  noFix: 'later',

  examples: [
    {
      path: 'package.json',
      bad: text`
        { "name": "shop", "scripts": { "test": "vitest run" } }
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ There is no pipeline: nothing builds or tests a change before it is merged.
      `,
    },
  ],

  valid: [
    { path: 'package.json', text: '{ "name": "shop" }\n', files: { '.gitlab-ci.yml': 'test:\n  script: [npm test]\n' } },
    { title: 'Nothing that could be built', path: 'README.md', text: '# Notes\n' },
  ],
});
