import { lacksActivity, pipelineOf, projectRule, yaml } from '#core';

export default projectRule({
  title: 'Published images are not signed',
  category: 'supply-chain',
  area: 'ci-cd',
  severity: 'info',
  profile: 'strict',
  why: 'A signature or an attestation lets those who run an image check that it was built by this pipeline and not put into the registry by somebody else.',
  equivalents: ['review:F025'],

  check(project, report) {
    if (!lacksActivity(project, 'image-signing')) return;
    const push = pipelineOf(project).jobs.find(({ activities }) => activities.has('image-push'));
    if (!push || /provenance|attest/.test(push.job.file.source.text)) return;
    report(push.place, 'This job publishes an image without a signature or an attestation.');
  },

  noFix:
    'Signing needs a decision on keys or on the identity of the pipeline; `actions/attest-build-provenance` with `id-token: write` is the shortest way.',

  examples: [
    {
      path: '.github/workflows/image.yml',
      bad: yaml`
        on: push
        jobs:
          image:
          ^^^^^ This job publishes an image without a signature or an attestation.
            runs-on: ubuntu-24.04
            steps:
              - run: docker push example/app:1.0
      `,
    },
  ],

  valid: [
    {
      path: '.github/workflows/image.yml',
      text: yaml`
        on: push
        jobs:
          image:
            runs-on: ubuntu-24.04
            steps:
              - run: docker push example/app:1.0
              - run: cosign sign --yes example/app:1.0
      `,
    },
  ],
});
