import { fix, imageBuildOf, insertStepBefore, isHostedRunner, pinOf, runnerLabels, type Step, workflowRule, yaml } from '#core';

export default workflowRule({
  title: 'Image for another architecture without emulation',
  category: 'correctness',
  severity: 'medium',
  profile: 'recommended',
  why: 'The runner cannot execute programs of another architecture: the first `RUN` of that platform fails with "exec format error". `docker/setup-qemu-action` brings the emulator.',
  fixSafety: 'Emulated builds take several times as long.',

  visit: {
    usesStep(step, report, { project }) {
      const platforms = step.usesAction('docker/build-push-action') ? step.input('platforms') : undefined;
      if (platforms?.value?.kind !== 'scalar' || !step.job || !isHostedRunner(step.job)) return;
      const { text, span } = platforms.value;
      if (text.includes('${{')) return;
      const labels = runnerLabels(step.job)?.flat() ?? [];
      const own = labels.every((label) => label.endsWith('-arm'))
        ? /^linux\/arm64/
        : labels.some((label) => label.endsWith('-arm'))
          ? undefined
          : /^linux\/(?:amd64|386)/;
      const foreign =
        own &&
        text
          .split(/[,\n]/)
          .map((one) => one.trim())
          .find((one) => one !== '' && !own.test(one));
      if (!foreign || step.job.steps.slice(0, step.index).some(bringsEmulation)) return;
      // Stages that run on the builder's own platform cross-compile.
      const dockerfile = imageBuildOf(step, project)?.dockerfile;
      if (dockerfile && (/BUILDPLATFORM/.test(dockerfile.source.text) || !dockerfile.stages.some((stage) => stage.last('RUN')))) return;
      const pin = pinOf('docker', 'setup-qemu-action', '4');
      const anchor = step.job.steps.slice(0, step.index + 1).find((one) => one.usesAction('docker/setup-buildx-action')) ?? step;
      report(
        span,
        `The runner cannot execute programs for \`${foreign}\`: no step before sets up QEMU.`,
        pin &&
          fix('unsafe', 'Set up QEMU first', () =>
            insertStepBefore(anchor, [`uses: docker/setup-qemu-action@${pin.commit} # ${pin.release}`]),
          ),
      );
    },
  },

  examples: [
    {
      bad: yaml`
        on: push
        jobs:
          image:
            runs-on: ubuntu-24.04
            steps:
              - uses: actions/checkout@v7
              # the builder
              - uses: docker/setup-buildx-action@v4
              - uses: docker/build-push-action@v7
                with:
                  platforms: linux/amd64,linux/arm64
                             ^^^^^^^^^^^^^^^^^^^^^^^ The runner cannot execute programs for \`linux/arm64\`: no step before sets up QEMU.
      `,
      good: yaml`
        on: push
        jobs:
          image:
            runs-on: ubuntu-24.04
            steps:
              - uses: actions/checkout@v7
              - uses: docker/setup-qemu-action@96fe6ef7f33517b61c61be40b68a1882f3264fb8 # v4.2.0
              # the builder
              - uses: docker/setup-buildx-action@v4
              - uses: docker/build-push-action@v7
                with:
                  platforms: linux/amd64,linux/arm64
      `,
    },
  ],

  valid: [
    yaml`
      on: push
      jobs:
        emulated:
          runs-on: ubuntu-24.04
          steps:
            - uses: docker/setup-qemu-action@v4
            - uses: docker/build-push-action@v7
              with:
                platforms: linux/amd64,linux/arm64
        arm:
          runs-on: ubuntu-24.04-arm
          steps:
            - uses: docker/build-push-action@v7
              with:
                platforms: linux/arm64
        elsewhere:
          runs-on: ubuntu-24.04
          steps:
            - uses: docker/setup-buildx-action@v4
              with:
                driver: cloud
            - uses: docker/build-push-action@v7
              with:
                platforms: linux/arm64
    `,
    {
      title: 'Cross-compiled',
      path: '.github/workflows/ci.yml',
      files: { Dockerfile: 'FROM --platform=$BUILDPLATFORM golang:1.26 AS build\nRUN go build\nFROM scratch\nCOPY --from=build /a /a\n' },
      text: yaml`
        on: push
        jobs:
          image:
            runs-on: ubuntu-24.04
            steps:
              - uses: docker/build-push-action@v7
                with:
                  context: .
                  platforms: linux/arm64
      `,
    },
  ],
});

/** QEMU, or builders on other machines. */
function bringsEmulation(step: Step): boolean {
  if (step.usesAction('docker/setup-qemu-action', 'depot/setup-action', 'namespacelabs/nscloud-setup-buildx-action')) return true;
  if (step.usesAction('docker/setup-buildx-action')) {
    return ['driver', 'endpoint', 'append', 'name'].some((name) => step.input(name) && step.inputText(name) !== 'docker-container');
  }
  return step.reference?.kind === 'local' || /binfmt|qemu|buildx create/.test(step.run?.text ?? '');
}
