import { workflowRule, yaml } from '#core';

export default workflowRule({
  title: 'Invalid `uses` reference',
  category: 'correctness',
  severity: 'high',
  profile: 'recommended',
  why: 'GitHub finds an action only as `owner/repository@version`, `./folder` or `docker://image`, and refuses anything else.',
  equivalents: ['actionlint:action', 'actionlint:workflow-call'],
  noFix: 'Which version is meant is a decision.',

  visit: {
    uses({ scalar, reference, step }, report) {
      const text = scalar.text.trim();
      if (text === '' || text.includes('${{')) return;
      if (!reference) {
        const forms = step ? '`owner/repository@version`, `./folder` nor `docker://image`' : '`owner/repository/path@version` nor `./path`';
        report(scalar.span, `\`${text.slice(0, 60)}\` is neither ${forms}.`);
      } else if (reference.kind === 'repository' && reference.ref === undefined) {
        report(scalar.span, `\`${text.slice(0, 60)}\` names no version.`);
      } else if (!step && reference.kind === 'local' && text.includes('@')) {
        report(scalar.span, 'A workflow of the same repository is always called at the same commit: it takes no version.');
      } else if (!step && reference.kind === 'docker') {
        report(scalar.span, 'A job cannot call a Docker image, only a workflow.');
      } else if (step && reference.kind === 'repository' && /^\.github\/workflows\/.*\.ya?ml$/.test(reference.path)) {
        report(scalar.span, 'A workflow is called by a job, not by a step.');
      }
    },
  },

  examples: [
    {
      bad: yaml`
        on: push
        jobs:
          test:
            runs-on: ubuntu-24.04
            steps:
              - uses: actions/checkout
                      ^^^^^^^^^^^^^^^^ \`actions/checkout\` names no version.
              - uses: checkout@v7
                      ^^^^^^^^^^^ \`checkout@v7\` is neither \`owner/repository@version\`, \`./folder\` nor \`docker://image\`.
              - uses: octo/shared/.github/workflows/ci.yml@v1
                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ A workflow is called by a job, not by a step.
          call:
            uses: ./.github/workflows/ci.yml@main
                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ A workflow of the same repository is always called at the same commit: it takes no version.
      `,
    },
  ],

  valid: [
    yaml`
      on: push
      jobs:
        test:
          runs-on: ubuntu-24.04
          steps:
            - uses: actions/cache/restore@v4
            - uses: ./build
            - uses: $/build
            - uses: docker://localhost:5000/tool
            - uses:
        call:
          uses: octo/shared/.github/workflows/ci.yml@release/v1
    `,
  ],
});
