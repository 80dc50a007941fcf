import { type UsesReference, workflowRule, yaml } from '#core';

const REUSABLE_FORMS = '`owner/repository/.github/workflows/file.yml@version` nor `./.github/workflows/file.yml`';
const REUSABLE = REUSABLE_FORMS.replace(' nor ', ' or ');

export default workflowRule({
  title: 'Invalid `uses` reference',
  category: 'correctness',
  severity: 'high',
  profile: 'recommended',
  why: 'GitHub accepts only `owner/repository@version`, `./folder` or `docker://image` for an action, and `owner/repository/.github/workflows/file.yml@version` or `./.github/workflows/file.yml` for a reusable workflow.',
  equivalents: ['actionlint:action', 'actionlint:workflow-call'],
  noFix: 'Only you know which action and version are meant.',

  visit: {
    uses({ scalar, reference, step }, report) {
      const text = scalar.text.trim();
      if (text === '' || text.includes('${{')) return;
      if (!reference) {
        const forms = step ? '`owner/repository@version`, `./folder` nor `docker://image`' : REUSABLE_FORMS;
        report(scalar.span, `\`${text.slice(0, 60)}\` is neither ${forms}.`);
      } else if (reference.kind === 'repository' && reference.ref === undefined) {
        report(scalar.span, `\`${text.slice(0, 60)}\` has no version: add \`@\` and a tag, branch or commit SHA.`);
      } else if (!step && reference.kind === 'local' && text.includes('@')) {
        report(scalar.span, 'A reusable workflow of the same repository cannot have a version: it always runs at the same commit.');
      } else if (!step && reference.kind === 'docker') {
        report(scalar.span, 'A job can only call a reusable workflow, not a Docker image.');
      } else if (step && reference.kind === 'repository' && /^\.github\/workflows\/.*\.ya?ml$/.test(reference.path)) {
        report(scalar.span, 'A step cannot call a reusable workflow; a job can.');
      } else if (!step && !isWorkflowPath(reference)) {
        report(scalar.span, `\`${text.slice(0, 60)}\` is not a reusable workflow: a job calls ${REUSABLE}.`);
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
                      ^^^^^^^^^^^^^^^^ \`actions/checkout\` has no version: add \`@\` and a tag, branch or commit SHA.
              - uses: checkout@v7
                      ^^^^^^^^^^^ \`checkout@v7\` is neither \`owner/repository@version\`, \`./folder\` nor \`docker://image\`.
              - uses: octo/shared/.github/workflows/ci.yml@v1
                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ A step cannot call a reusable workflow; a job can.
          action:
            uses: octo/build@v1
                  ^^^^^^^^^^^^^ \`octo/build@v1\` is not a reusable workflow: a job calls \`owner/repository/.github/workflows/file.yml@version\` or \`./.github/workflows/file.yml\`.
          call:
            uses: ./.github/workflows/ci.yml@main
                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ A reusable workflow of the same repository cannot have a version: it always runs at the same commit.
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

function isWorkflowPath(reference: UsesReference): boolean {
  return reference.kind !== 'docker' && /\.ya?ml$/.test(reference.path);
}
