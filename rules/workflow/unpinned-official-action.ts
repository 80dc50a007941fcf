import { fix, movableReference, pinEdits, pinOf, workflowRule, yaml } from '#core';

export default workflowRule({
  title: 'Action of GitHub is not pinned to a commit',
  category: 'supply-chain',
  severity: 'low',
  profile: 'strict',
  why: 'A tag can be moved to other code at any time, and even GitHub’s own releases change behaviour between two runs.',
  equivalents: ['zizmor:unpinned-uses'],

  visit: {
    uses({ scalar, reference }, report) {
      const movable = movableReference(reference);
      if (!movable || !/^(actions|github)$/i.test(movable.owner)) return;
      const { owner, repo, ref, refSpan } = movable;
      const pin = pinOf(owner, repo, ref);
      report(
        scalar.spanOf(refSpan.start, refSpan.end),
        `\`${ref}\` of \`${owner}/${repo}\` can be moved to other code.`,
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
              - uses: actions/checkout@v7
                                       ^^ \`v7\` of \`actions/checkout\` can be moved to other code.
              - uses: github/codeql-action/init@main
                                                ^^^^ \`main\` of \`github/codeql-action\` can be moved to other code.
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
