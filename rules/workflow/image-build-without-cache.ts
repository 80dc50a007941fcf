import { addPairs, fix, setIn, workflowRule, yaml } from '#core';

export default workflowRule({
  title: 'Image is built without a cache',
  category: 'performance',
  severity: 'info',
  profile: 'strict',
  area: 'ci-cd',
  why: 'Every run starts on an empty runner: without a cache, every layer is built again.',
  equivalents: ['review:F101'],

  visit: {
    usesStep(step, report) {
      if (
        !step.usesAction('docker/build-push-action') ||
        !step.uses ||
        step.input('cache-from') ||
        step.input('cache-to') ||
        step.input('no-cache') ||
        // What is published is better built from nothing: a cache can be poisoned.
        step.file.isForReleases
      )
        return;
      // The builder that comes with Docker cannot export a cache.
      const before = step.job?.steps.slice(0, step.index) ?? [];
      const hasBuilder = before.some((other) => other.usesAction('docker/setup-buildx-action') && !other.input('driver'));
      const inputs = { 'cache-from': 'type=gha', 'cache-to': 'type=gha,mode=max' };
      report(
        step.uses.span,
        'This build keeps no layers for the next run.',
        hasBuilder &&
          fix('unsafe', 'Cache layers in GitHub Actions', () =>
            step.with ? addPairs(step.file.yaml, step.with, inputs) : setIn(step.file.yaml, step.map, ['with'], inputs),
          ),
      );
    },
  },

  fixSafety: 'The cache of a repository is limited (10 GB by default); large images push other entries out.',

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
                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^ This build keeps no layers for the next run.
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
      on:
        push:
          tags: ['v*']
      jobs:
        publish:
          runs-on: ubuntu-24.04
          steps:
            - uses: docker/build-push-action@v7
    `,
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
