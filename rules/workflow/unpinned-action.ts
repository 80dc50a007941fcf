import { fix, movableReference, pinEdits, pinOf, severity, workflowRule, yaml } from '#core';

/** GitHub's own: see `workflow/unpinned-official-action`. */
const OFFICIAL = new Set(['actions', 'github']);

export default workflowRule({
  title: 'Third-party action is not pinned to a commit SHA',
  category: 'supply-chain',
  severity: 'medium',
  profile: 'recommended',
  why: 'A tag can be moved to other code at any time. In March 2025 this happened to tj-actions/changed-files, which more than 23,000 repositories used; it printed their secrets to the log.',
  equivalents: ['zizmor:unpinned-uses'],

  visit: {
    uses({ scalar, reference, step }, report, { settings }) {
      const movable = movableReference(reference);
      if (!movable || OFFICIAL.has(movable.owner.toLowerCase()) || isTrusted(settings.trustedActions, movable.owner, movable.repo)) return;
      const { owner, repo, ref, refSpan } = movable;
      const pin = pinOf(owner, repo, ref);
      const isBranch = /^(main|master|HEAD|develop|trunk)$/i.test(ref);
      const what = step ? 'code' : 'jobs';
      report(
        scalar.spanOf(refSpan.start, refSpan.end),
        isBranch
          ? `\`${owner}/${repo}@${ref}\` follows a branch: its ${what} can change with every push.`
          : `\`${ref}\` of \`${owner}/${repo}\` is not a commit SHA: it can be moved to other ${what}.`,
        // Projects of one owner often share workflows on purpose.
        !step && severity('low'),
        pin && fix('unsafe', `Pin to the commit of ${pin.release}`, () => pinEdits(scalar, movable, pin)),
      );
    },
  },

  fixSafety: 'The commit SHA is that of the newest release that this tool knows; the tag may already be at a newer one.',

  examples: [
    {
      bad: yaml`
        on: push
        jobs:
          test:
            runs-on: ubuntu-24.04
            steps:
              - uses: docker/login-action@v4
                                          ^^ \`v4\` of \`docker/login-action\` is not a commit SHA: it can be moved to other code.
              - uses: "docker/setup-qemu-action@v4.2.0" # emulates arm64
                                                ^^^^^^ \`v4.2.0\` of \`docker/setup-qemu-action\` is not a commit SHA: it can be moved to other code.
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
                                                ^^^^^^ \`v4.2.0\` of \`docker/setup-qemu-action\` is not a commit SHA: it can be moved to other code.
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
                                      ^^^^ \`some/action@main\` follows a branch: its code can change with every push.
          call:
            uses: octo-org/shared/.github/workflows/ci.yml@v1
                                                           ^^ \`v1\` of \`octo-org/shared\` is not a commit SHA: it can be moved to other jobs.
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
    return wanted === '*' || wanted === name || wanted === owner.toLowerCase() || wanted === `${owner.toLowerCase()}/*`;
  });
}
