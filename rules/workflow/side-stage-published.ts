import { fix, imageBuildOf, setIn, workflowRule, yaml } from '#core';

export default workflowRule({
  title: 'Image of a test or build stage is pushed',
  category: 'correctness',
  severity: 'high',
  profile: 'recommended',
  why: 'Without `target`, the last stage of the Dockerfile is built. When that one is for tests or development, users get its tools, its dependencies and its start command.',
  fixSafety: 'Another image is pushed: check that the stage is the one that ships.',

  visit: {
    usesStep(step, report, { project }) {
      const push = step.inputText('push');
      if (!step.uses || step.input('target') || push === undefined || push === 'false') return;
      const dockerfile = imageBuildOf(step, project)?.dockerfile;
      const final = dockerfile?.finalStage;
      const shipped = dockerfile?.shippedStage;
      if (!dockerfile || !final?.name || !shipped?.name || shipped === final || shipped.chain.includes(final)) return;
      const target = shipped.name;
      report(
        step.uses.span,
        `This pushes the stage \`${final.name}\`, the last of \`${dockerfile.source.path}\`; \`${target}\` looks like the one that ships.`,
        fix('unsafe', `Build the stage \`${target}\``, () => setIn(step.file.yaml, step.map, ['with', 'target'], target)),
      );
    },
  },

  examples: [
    {
      path: '.github/workflows/ci.yml',
      files: {
        'api/Dockerfile':
          'FROM node:24 AS builder\nRUN make\nFROM node:24 AS production\nCMD ["node", "a.js"]\nFROM builder AS test\nCMD ["npm", "test"]\n',
      },
      bad: yaml`
        on: push
        jobs:
          image:
            runs-on: ubuntu-24.04
            steps:
              - uses: docker/build-push-action@v7
                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^ This pushes the stage \`test\`, the last of \`api/Dockerfile\`; \`production\` looks like the one that ships.
                with:
                  context: ./api # the server
                  push: true
      `,
      good: yaml`
        on: push
        jobs:
          image:
            runs-on: ubuntu-24.04
            steps:
              - uses: docker/build-push-action@v7
                with:
                  context: ./api # the server
                  push: true
                  target: production
      `,
    },
  ],

  valid: [
    {
      path: '.github/workflows/ci.yml',
      files: { Dockerfile: 'FROM node:24 AS production\nCMD ["node", "a.js"]\nFROM production AS test\nCMD ["npm", "test"]\n' },
      text: yaml`
        on: push
        jobs:
          image:
            runs-on: ubuntu-24.04
            steps:
              - uses: docker/build-push-action@v7
                with:
                  context: .
                  push: true
                  target: production
              - uses: docker/build-push-action@v7
                with:
                  context: .
                  push: false
              - uses: docker/build-push-action@v7
                with:
                  context: other
                  push: true
      `,
    },
  ],
});
