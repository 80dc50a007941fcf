import { fix, movableReference, pinEdits, pinOf, workflowRule, yaml } from '#core';

export default workflowRule({
  title: 'GitHub’s own action is not pinned to a commit SHA',
  category: 'supply-chain',
  severity: 'low',
  profile: 'strict',
  why: 'A tag can be moved to other code at any time, and a new release can change what your workflow does from one run to the next.',
  equivalents: ['zizmor:unpinned-uses'],

  visit: {
    uses({ scalar, reference }, report) {
      const movable = movableReference(reference);
      if (!movable || !/^(actions|github)$/i.test(movable.owner)) return;
      const { owner, repo, ref, refSpan } = movable;
      const pin = pinOf(owner, repo, ref);
      report(
        scalar.spanOf(refSpan.start, refSpan.end),
        `\`${ref}\` of \`${owner}/${repo}\` is not a commit SHA: it can be moved to other code.`,
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
              - uses: actions/checkout@v7
                                       ^^ \`v7\` of \`actions/checkout\` is not a commit SHA: it can be moved to other code.
              - uses: github/codeql-action/init@main
                                                ^^^^ \`main\` of \`github/codeql-action\` is not a commit SHA: it can be moved to other code.
      `,
      good: yaml`
        on: push
        jobs:
          test:
            runs-on: ubuntu-24.04
            steps:
              - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
              - uses: github/codeql-action/init@main
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
            - uses: some/action@v7
            - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
    `,
  ],
});
