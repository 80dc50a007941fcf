import { ciWorkflow, fix, projectRule, text } from '#core';

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
    const place = project.missing('.github/workflows/ci.yml');
    report(
      place,
      'There is no pipeline: nothing builds or tests a change before it is merged.',
      fix('unsafe', 'Create a workflow that checks every change', () => {
        const contents = ciWorkflow(project);
        return contents === undefined || place.missing === undefined ? undefined : [{ create: place.missing, contents }];
      }),
    );
  },

  fixSafety: 'It runs the scripts that the project has. Where tests need a database or a secret, the workflow has to get it too.',

  examples: [
    {
      title: 'With a lockfile it is known how the packages are installed',
      path: 'package.json',
      files: { 'package-lock.json': '{ "lockfileVersion": 3 }\n', '.nvmrc': '24\n' },
      bad: text`
        { "name": "shop", "scripts": { "lint": "eslint .", "test": "vitest run" } }
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ There is no pipeline: nothing builds or tests a change before it is merged.
      `,
      good: text`
        { "name": "shop", "scripts": { "lint": "eslint .", "test": "vitest run" } }
      `,
      goodFiles: {
        '.github/workflows/ci.yml': text`
          name: CI

          on:
            push:
              branches: [main, master]
            pull_request:

          permissions:
            contents: read

          concurrency:
            group: ci-\${{ github.ref }}
            cancel-in-progress: \${{ github.event_name == 'pull_request' }}

          jobs:
            shop:
              name: Check shop
              runs-on: ubuntu-24.04
              timeout-minutes: 15
              steps:
                - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
                  with:
                    persist-credentials: false
                - uses: actions/setup-node@820762786026740c76f36085b0efc47a31fe5020 # v7.0.0
                  with:
                    node-version-file: .nvmrc
                    cache: npm
                - name: Install packages
                  run: npm ci
                - name: Lint
                  run: npm run lint
                - name: Test
                  run: npm run test

            security:
              name: Vulnerable packages and secrets
              runs-on: ubuntu-24.04
              timeout-minutes: 15
              steps:
                - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
                  with:
                    persist-credentials: false
                - name: Look through the repository
                  uses: aquasecurity/trivy-action@57a97c7e7821a5776cebc9bb87c984fa69cba8f1 # v0.35.0
                  with:
                    scan-type: fs
                    scanners: vuln,secret
                    severity: CRITICAL,HIGH
                    ignore-unfixed: true
                    exit-code: "1"
        `,
      },
    },
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
