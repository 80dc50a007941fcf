import { fix, movableReference, pinEdits, pinOf, severity, workflowRule, yaml } from '#core';

/** GitHub's own: see `workflow/unpinned-official-action`. */
const OFFICIAL = new Set(['actions', 'github']);

export default workflowRule({
  title: 'Action of a third party is not pinned to a commit',
  category: 'supply-chain',
  severity: 'medium',
  profile: 'recommended',
  why: 'A tag can be moved to other code at any time: in March 2025 those of tj-actions/changed-files were, and 23,000 repositories printed their secrets.',
  equivalents: ['zizmor:unpinned-uses'],

  visit: {
    uses({ scalar, reference, step }, report, { settings }) {
      const movable = movableReference(reference);
      if (!movable || OFFICIAL.has(movable.owner.toLowerCase()) || isTrusted(settings.trustedActions, movable.owner, movable.repo)) return;
      const { owner, repo, ref, refSpan } = movable;
      const pin = pinOf(owner, repo, ref);
      const isBranch = /^(main|master|HEAD|develop|latest|trunk)$/i.test(ref);
      const [what, other] = step ? ['code may', 'other code'] : ['jobs may', 'another workflow'];
      report(
        scalar.spanOf(refSpan.start, refSpan.end),
        isBranch
          ? `\`${ref}\` of \`${owner}/${repo}\` is a branch: its ${what} change with every push.`
          : `\`${ref}\` of \`${owner}/${repo}\` can be moved to ${other}.`,
        // Projects of one owner often share workflows on purpose.
        !step && severity('low'),
        pin && fix('unsafe', `Pin to the commit of ${pin.release}`, () => pinEdits(scalar, movable, pin)),
      );
    },
  },

  fixSafety: 'The commit is that of the newest release known to this tool; the tag may be at a newer one by now.',

  examples: [
    {
      bad: yaml`
        on: push
        jobs:
          test:
            runs-on: ubuntu-24.04
            steps:
              - uses: docker/login-action@v4
                                          ^^ \`v4\` of \`docker/login-action\` can be moved to other code.
              - uses: "docker/setup-qemu-action@v4.2.0" # emulates arm64
                                                ^^^^^^ \`v4.2.0\` of \`docker/setup-qemu-action\` can be moved to other code.
      `,
      good: yaml`
        on: push
        jobs:
          test:
            runs-on: ubuntu-24.04
            steps:
              - uses: docker/login-action@dbcb813823bdd20940b903addbd779551569679f # v4.6.0
              - uses: "docker/setup-qemu-action@v4.2.0" # emulates arm64
      `,
    },
    {
      title: 'Other comments stay',
      bad: yaml`
        on: push
        jobs:
          test:
            runs-on: ubuntu-24.04
            steps:
              - uses: "docker/setup-qemu-action@v4.2.0" # emulates arm64
                                                ^^^^^^ \`v4.2.0\` of \`docker/setup-qemu-action\` can be moved to other code.
      `,
      good: yaml`
        on: push
        jobs:
          test:
            runs-on: ubuntu-24.04
            steps:
              - uses: "docker/setup-qemu-action@96fe6ef7f33517b61c61be40b68a1882f3264fb8" # v4.2.0 # emulates arm64
      `,
    },
    {
      title: 'A branch',
      bad: yaml`
        on: push
        jobs:
          test:
            runs-on: ubuntu-24.04
            steps:
              - uses: some/action/sub@main
                                      ^^^^ \`main\` of \`some/action\` is a branch: its code may change with every push.
          call:
            uses: octo-org/shared/.github/workflows/ci.yml@v1
                                                           ^^ \`v1\` of \`octo-org/shared\` can be moved to another workflow.
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
            - uses: ./.github/actions/build
            - uses: docker://alpine:3.22
            - uses: some/action@dbcb813823bdd20940b903addbd779551569679f # v1
    `,
  ],
});

/** Patterns such as `my-org/*` or `my-org/action`. */
function isTrusted(patterns: readonly string[], owner: string, repo: string): boolean {
  const name = `${owner}/${repo}`.toLowerCase();
  return patterns.some((pattern) => {
    const wanted = pattern.toLowerCase();
    return wanted === name || wanted === owner.toLowerCase() || wanted === `${owner.toLowerCase()}/*`;
  });
}
