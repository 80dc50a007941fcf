import { addPairs, fix, setIn, workflowRule, yaml } from '#core';

export default workflowRule({
  title: 'Image is built without a cache',
  category: 'performance',
  severity: 'info',
  profile: 'strict',
  area: 'ci-cd',
  why: 'Runners start empty: without a cache outside of them every layer is built again in every run.',
  equivalents: ['review:F101'],

  visit: {
    usesStep(step, report) {
      if (
        !step.usesAction('docker/build-push-action') ||
        !step.uses ||
        step.input('cache-from') ||
        step.input('cache-to') ||
        step.input('no-cache')
      )
        return;
      // The builder that comes with Docker cannot export a cache.
      const before = step.job?.steps.slice(0, step.index) ?? [];
      const hasBuilder = before.some((other) => other.usesAction('docker/setup-buildx-action') && !other.input('driver'));
      const inputs = { 'cache-from': 'type=gha', 'cache-to': 'type=gha,mode=max' };
      report(
        step.uses.span,
        'The image’s layers are not kept between runs.',
        hasBuilder &&
          fix('unsafe', 'Cache layers in GitHub Actions', () =>
            step.with ? addPairs(step.file.yaml, step.with, inputs) : setIn(step.file.yaml, step.map, ['with'], inputs),
          ),
      );
    },
  },

  fixSafety: 'The cache of a repository holds 10 GB; large images push other entries out.',

  examples: [
    {
      bad: yaml`
        on: push
        jobs:
          image:
            runs-on: ubuntu-24.04
            steps:
              - uses: docker/setup-buildx-action@v4
              - uses: docker/build-push-action@v7
                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^ The image’s layers are not kept between runs.
                with:
                  push: true # to the registry
      `,
      good: yaml`
        on: push
        jobs:
          image:
            runs-on: ubuntu-24.04
            steps:
              - uses: docker/setup-buildx-action@v4
              - uses: docker/build-push-action@v7
                with:
                  push: true # to the registry
                  cache-from: type=gha
                  cache-to: type=gha,mode=max
      `,
    },
  ],

  valid: [
    yaml`
      on: push
      jobs:
        image:
          runs-on: ubuntu-24.04
          steps:
            - uses: docker/build-push-action@v7
              with:
                cache-from: type=registry,ref=user/app:cache
    `,
  ],
});
