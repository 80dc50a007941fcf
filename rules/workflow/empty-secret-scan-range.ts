import { asSeq, fix, removeKey, type WorkflowFile, workflowRule, yaml } from '#core';

export default workflowRule({
  title: 'Secret scan of an empty range of commits',
  category: 'correctness',
  severity: 'high',
  profile: 'recommended',
  why: 'After a push to the default branch, `HEAD` is the default branch: `base` and `head` name one commit, and TruffleHog stops with an error. Without the two inputs it takes the commits of the push or of the pull request.',
  fixSafety: 'For pull requests the range is the same; for pushes it is the pushed commits.',

  visit: {
    usesStep(step, report) {
      if (!step.usesAction('trufflesecurity/trufflehog')) return;
      const base = step.input('base');
      const head = step.input('head');
      const text = step.inputText('base') ?? '';
      const isDefault = /^\$\{\{\s*github\.event\.repository\.default_branch\s*\}\}$|^(?:origin\/)?(?:main|master)$/.test(text);
      const isHead = head === undefined || /^(?:HEAD|\$\{\{\s*github\.(?:ref_name|ref|sha)\s*\}\})$/.test(step.inputText('head') ?? '');
      if (
        !base ||
        !isDefault ||
        !isHead ||
        !isPushedToDefault(step.file) ||
        isOnlyForPulls(`${step.condition?.text ?? ''} ${step.job?.map?.text('if') ?? ''}`)
      )
        return;
      report(
        base.key.span,
        'On a push to the default branch, `base` and `head` are the same commit and the scan fails.',
        fix('unsafe', 'Remove `base` and `head`', () => {
          const edits = removeKey(step.file.yaml, base);
          const more = head && removeKey(step.file.yaml, head);
          return edits && (head ? more && [...edits, ...more] : edits);
        }),
      );
    },
  },

  examples: [
    {
      bad: yaml`
        on:
          push:
            branches: [main, develop]
          pull_request:
        jobs:
          scan:
            runs-on: ubuntu-24.04
            steps:
              - uses: trufflesecurity/trufflehog@v3
                with:
                  path: ./
                  base: \${{ github.event.repository.default_branch }}
                  ^^^^ On a push to the default branch, \`base\` and \`head\` are the same commit and the scan fails.
                  head: HEAD
                  extra_args: --results=verified
      `,
      good: yaml`
        on:
          push:
            branches: [main, develop]
          pull_request:
        jobs:
          scan:
            runs-on: ubuntu-24.04
            steps:
              - uses: trufflesecurity/trufflehog@v3
                with:
                  path: ./
                  extra_args: --results=verified
      `,
    },
  ],

  valid: [
    yaml`
      on: pull_request
      jobs:
        scan:
          runs-on: ubuntu-24.04
          steps:
            - uses: trufflesecurity/trufflehog@v3
              with:
                base: \${{ github.event.repository.default_branch }}
                head: HEAD
    `,
    yaml`
      on: push
      jobs:
        scan:
          runs-on: ubuntu-24.04
          steps:
            - uses: trufflesecurity/trufflehog@v3
              with:
                base: \${{ github.event.before }}
                head: HEAD
    `,
  ],
});

function isPushedToDefault(file: WorkflowFile): boolean {
  const push = file.triggers.find(({ name }) => name === 'push');
  if (!push) return false;
  if (push.map?.has('branches-ignore')) return false;
  const branches = asSeq(push.map?.get('branches'))?.items.map((item) => (item.value?.kind === 'scalar' ? item.value.text : ''));
  if (!branches) return !push.map?.has('tags');
  return branches.some((branch) => /^(?:main|master|\*\*?)$/.test(branch));
}

function isOnlyForPulls(condition: string): boolean {
  return /event_name\s*[!=]=|pull_request/.test(condition);
}
