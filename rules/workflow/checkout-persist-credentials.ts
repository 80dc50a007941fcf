import { asScalar, fix, type Step, setIn, severity, workflowRule, yaml } from '#core';

export default workflowRule({
  title: '`actions/checkout` keeps its token on disk',
  category: 'security',
  severity: 'low',
  profile: 'strict',
  why: 'Every later step of the job can read the token, and an artifact of the whole workspace includes it.',
  equivalents: ['zizmor:artipacked', 'kics:missing_persist_credentials_false'],

  visit: {
    usesStep(step, report) {
      if (!step.usesAction('actions/checkout') || !step.uses) return;
      const input = step.input('persist-credentials');
      // An expression, or a `true` that somebody wrote on purpose.
      if (input && asScalar(input.value)?.text) return;
      const uploads = !keepsTokenElsewhere(step) && laterSteps(step).some(uploadsWorkspace);
      const change = fix('unsafe', 'Add `persist-credentials: false`', () =>
        setIn(step.file.yaml, step.map, ['with', 'persist-credentials'], false),
      );
      if (uploads)
        report(
          step.uses.span,
          'A later step uploads the workspace, and with it the token that the checkout keeps on disk.',
          severity('high'),
          change,
        );
      else report(step.uses.span, 'The checkout keeps its token on disk for later steps.', change);
    },
  },

  fixSafety: 'Later `git push` and `git fetch` commands need the token, unless they log in themselves.',

  examples: [
    {
      bad: yaml`
        on: push
        jobs:
          test:
            runs-on: ubuntu-24.04
            steps:
              - uses: actions/checkout@v7 # first
                      ^^^^^^^^^^^^^^^^^^^ The checkout keeps its token on disk for later steps.
                with:
                  fetch-depth: 0
              - run: make
      `,
      good: yaml`
        on: push
        jobs:
          test:
            runs-on: ubuntu-24.04
            steps:
              - uses: actions/checkout@v7 # first
                with:
                  fetch-depth: 0
                  persist-credentials: false
              - run: make
      `,
    },
    {
      title: 'With the whole folder as an artifact',
      bad: yaml`
        on: push
        jobs:
          test:
            runs-on: ubuntu-24.04
            steps:
              - name: Checkout
                uses: actions/checkout@v4
                      ^^^^^^^^^^^^^^^^^^^ A later step uploads the workspace, and with it the token that the checkout keeps on disk.
              - uses: actions/upload-artifact@v3
                with:
                  path: .
      `,
      good: yaml`
        on: push
        jobs:
          test:
            runs-on: ubuntu-24.04
            steps:
              - name: Checkout
                uses: actions/checkout@v4
                with:
                  persist-credentials: false
              - uses: actions/upload-artifact@v3
                with:
                  path: .
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
            - uses: actions/checkout@v7
              with:
                persist-credentials: false
            - uses: actions/checkout@v7
              with: { Persist-Credentials: 'true' }
            - uses: actions/checkout-other@v7
    `,
  ],
});

/** From v6 on the token is stored outside the working folder. */
function keepsTokenElsewhere({ reference }: Step): boolean {
  const major = reference?.kind === 'repository' ? /^v(\d+)/.exec(reference.ref ?? '')?.[1] : undefined;
  return Number(major) >= 6;
}

function laterSteps(step: Step): readonly Step[] {
  const all = step.job ? step.job.steps : step.file.compositeSteps;
  return all.slice(step.index + 1);
}

/** Whether hidden files are taken along is up to the action's version: before v4.4 they are. */
function uploadsWorkspace(step: Step): boolean {
  if (!step.usesAction('actions/upload-artifact')) return false;
  const paths = (step.inputText('path') ?? '').split('\n').map((path) => path.trim().replace(/\/+$/, ''));
  const isWhole = paths.some((path) => ['.', '..', './.', '.git', '${{ github.workspace }}', '${{github.workspace}}'].includes(path));
  if (!isWhole) return false;
  const ref = step.reference?.kind === 'repository' ? step.reference.ref : undefined;
  return step.inputText('include-hidden-files') === 'true' || /^v[1-3](\.|$)|^v4\.[0-3](\.|$)/.test(ref ?? '') || paths.includes('.git');
}
