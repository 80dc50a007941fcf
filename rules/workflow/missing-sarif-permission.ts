import { fix, neededScopes, type Permissions, setIn, severity, workflowRule, yaml } from '#core';

export default workflowRule({
  title: 'Results cannot be uploaded to code scanning',
  category: 'correctness',
  severity: 'high',
  profile: 'recommended',
  why: 'The upload needs `security-events: write`. Without it the step fails with "Resource not accessible by integration", and the results are lost.',
  fixSafety:
    'The token of the job may write results of code scanning. A job that had no `permissions` loses those of the default that are not listed.',

  visit: {
    usesStep(step, report) {
      const { job, file } = step;
      if (!job?.map || !step.uses || !uploads(step.actionName, step.inputText('upload'))) return;
      if (step.input('token')) return;
      const permissions = job.permissions ?? file.permissions;
      if (permissions && allows(permissions)) return;
      const own = job.permissions;
      // A called workflow gets at most what its caller gives.
      const isCalled = file.hasTrigger('workflow_call');
      if (isCalled && !permissions) return;
      const map = job.map;
      report(
        step.uses.span,
        permissions
          ? 'The token of this job lacks `security-events: write`, which the upload needs.'
          : 'The upload needs `security-events: write`, which the default token lacks in new repositories.',
        !permissions && severity('low'),
        fix('unsafe', 'Allow writing results of code scanning', () =>
          own?.word !== undefined
            ? undefined
            : own
              ? setIn(file.yaml, map, ['permissions', 'security-events'], 'write')
              : setIn(file.yaml, map, ['permissions'], { ...neededScopes([job]), 'security-events': 'write' }),
        ),
      );
    },
  },

  examples: [
    {
      bad: yaml`
        on: push
        permissions:
          contents: read
        jobs:
          scan:
            runs-on: ubuntu-24.04
            permissions:
              contents: read
            steps:
              - uses: github/codeql-action/upload-sarif@v4
                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ The token of this job lacks \`security-events: write\`, which the upload needs.
      `,
      good: yaml`
        on: push
        permissions:
          contents: read
        jobs:
          scan:
            runs-on: ubuntu-24.04
            permissions:
              contents: read
              security-events: write
            steps:
              - uses: github/codeql-action/upload-sarif@v4
      `,
    },
    {
      bad: yaml`
        on: push
        jobs:
          scan:
            runs-on: ubuntu-24.04
            steps:
              - uses: github/codeql-action/upload-sarif@v4
                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ The upload needs \`security-events: write\`, which the default token lacks in new repositories.
      `,
    },
  ],

  valid: [
    yaml`
      on: push
      permissions: write-all
      jobs:
        scan:
          runs-on: ubuntu-24.04
          steps:
            - uses: github/codeql-action/upload-sarif@v4
        analyze:
          runs-on: ubuntu-24.04
          permissions:
            security-events: write
          steps:
            - uses: github/codeql-action/analyze@v4
        local:
          runs-on: ubuntu-24.04
          permissions: {}
          steps:
            - uses: github/codeql-action/analyze@v4
              with:
                upload: never
    `,
  ],
});

function uploads(action: string | undefined, upload: string | undefined): boolean {
  if (action === 'github/codeql-action/upload-sarif') return true;
  return action === 'github/codeql-action/analyze' && upload !== 'never' && upload !== 'false' && !upload?.includes('${{');
}

function allows({ word, scopes }: Permissions): boolean {
  if (word !== undefined) return word === 'write-all' || word.includes('${{');
  return scopes.some(({ name, level }) => name === 'security-events' && level === 'write');
}
