import { deprecated, fix, isCommitHash, rewriteInside, severity, type UsesNode, workflowRule, yaml } from '#core';
import { ACTION_VERSIONS } from '../data/action-versions.ts';

export default workflowRule({
  title: 'Outdated version of an action',
  category: 'ci-cd',
  severity: 'medium',
  profile: 'recommended',
  why: 'GitHub runs old actions on a newer Node.js than they were made for, or refuses to run them at all.',
  equivalents: ['actionlint:action'],

  visit: {
    uses(node, report) {
      const { reference, scalar } = node;
      if (reference?.kind !== 'repository') return;
      const name = `${reference.owner}/${reference.repo}`;
      const versions = ACTION_VERSIONS[name.toLowerCase()];
      const major = majorOf(node);
      if (!versions || major === undefined || major > Math.max(versions.oldRuntime, versions.stopped ?? 0)) return;
      const isStopped = versions.stopped !== undefined && major <= versions.stopped;
      const { current } = versions;
      const { refSpan, ref } = reference;
      const isTag = ref !== undefined && !isCommitHash(ref);
      report(
        scalar.spanOf(refSpan.start, refSpan.end),
        isStopped
          ? `GitHub stopped running \`${name}@v${major}\` on ${versions.stoppedOn}.`
          : `\`${name}@v${major}\` needs a Node.js version that runners no longer have.`,
        deprecated,
        isStopped && severity('high'),
        isTag &&
          current !== undefined &&
          fix('unsafe', `Use v${current}`, () => rewriteInside(scalar.file, scalar, refSpan.start, refSpan.end, `v${current}`)),
      );
    },
  },

  fixSafety: 'A new major version may have other inputs and defaults: read its release notes.',

  examples: [
    {
      bad: yaml`
        on: push
        jobs:
          test:
            runs-on: ubuntu-24.04
            steps:
              - uses: actions/checkout@v2 # first
                                       ^^ \`actions/checkout@v2\` needs a Node.js version that runners no longer have.
              - uses: actions/upload-artifact@v3.1.0
                                              ^^^^^^ GitHub stopped running \`actions/upload-artifact@v3\` on 2025-01-30.
                with:
                  path: dist
      `,
      good: yaml`
        on: push
        jobs:
          test:
            runs-on: ubuntu-24.04
            steps:
              - uses: actions/checkout@v7 # first
              - uses: actions/upload-artifact@v3.1.0
                with:
                  path: dist
      `,
    },
    {
      title: 'Pinned, with the version in the comment',
      bad: yaml`
        on: push
        jobs:
          test:
            runs-on: ubuntu-24.04
            steps:
              - uses: actions/setup-node@3235b876344d2a9aa001b8d1453c930bba69e610 # v3.9.1
                                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ \`actions/setup-node@v3\` needs a Node.js version that runners no longer have.
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
            - uses: actions/checkout@main
            - uses: actions/cache/restore@v4
            - uses: some/action@v1
    `,
  ],
});

/** From the tag, or for a commit from the comment behind it. */
function majorOf({ scalar, reference }: UsesNode): number | undefined {
  if (reference?.kind !== 'repository' || reference.ref === undefined) return undefined;
  if (!isCommitHash(reference.ref)) return numberOf(reference.ref);
  const line = scalar.file.source.lines.lineAt(scalar.span.end);
  return numberOf(scalar.file.comments.find((comment) => comment.line === line)?.text ?? '');
}

function numberOf(text: string): number | undefined {
  const digits = /^(?:tag=)?v(\d{1,3})(?:\.\d+)*$/.exec(text)?.[1];
  return digits === undefined ? undefined : Number(digits);
}
