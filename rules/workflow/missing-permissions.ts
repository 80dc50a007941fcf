import { type FileEdit, fix, insertBefore, isCreate, lineBreakOf, neededScopes, type WorkflowFile, workflowRule, yaml } from '#core';

export default workflowRule({
  title: 'No `permissions` for the token',
  category: 'security',
  severity: 'medium',
  profile: 'recommended',
  why: 'Without `permissions` the `GITHUB_TOKEN` gets the default of the repository’s settings, which may be write access to everything. Every action of the run can use it.',
  equivalents: ['zizmor:excessive-permissions', 'poutine:default_permissions_on_risky_events', 'checkov:CKV2_GHA_1', 'review:F104'],

  visit: {
    file(file, report) {
      const jobsPair = file.root?.pair('jobs');
      if (file.kind !== 'workflow' || !jobsPair || file.isBroken || file.permissions) return;
      // A workflow that is only called gets no more than its caller has.
      if (file.triggers.length === 0 || file.triggers.every((trigger) => trigger.name === 'workflow_call')) return;
      const open = file.jobs.filter((job) => job.map && !job.permissions);
      if (open.length === 0) return;
      const scopes = neededScopes(file.jobs.filter((job) => !job.permissions));
      const others = Object.keys(scopes).filter((scope) => scope !== 'contents' || scopes.contents === 'write');
      const title = others.length === 0 ? 'Limit the token to `contents: read`' : 'Limit the token to what the actions of this file need';
      report(
        jobsPair.key.span,
        open.length === file.jobs.length
          ? 'This workflow does not set `permissions` for its token.'
          : `These jobs run without \`permissions\` for their token: ${listed(open.map((job) => job.id))}.`,
        // GitHub refuses a run whose called workflow asks for more than its caller has, and what it asks for is not known.
        !open.some((job) => job.isReusable) &&
          fix('unsafe', title, () => spaced(file, insertBefore(file.yaml, jobsPair, { permissions: scopes }))),
      );
    },
  },

  fixSafety: 'Steps that write with the token (releases, comments, packages) fail until you add the permission that they need.',

  examples: [
    {
      bad: yaml`
        name: CI

        on: push

        # what there is to do
        jobs:
        ^^^^ This workflow does not set \`permissions\` for its token.
          test:
            runs-on: ubuntu-24.04
            steps:
              - run: make
      `,
      good: yaml`
        name: CI

        on: push

        permissions:
          contents: read

        # what there is to do
        jobs:
          test:
            runs-on: ubuntu-24.04
            steps:
              - run: make
      `,
    },
    {
      title: 'One job of two, and an action that needs more',
      bad: yaml`
        on: push
        jobs:
        ^^^^ These jobs run without \`permissions\` for their token: \`stale\`.
          test:
            runs-on: ubuntu-24.04
            permissions: {}
            steps:
              - run: make
          stale:
            runs-on: ubuntu-24.04
            steps:
              - uses: actions/stale@v11
      `,
      good: yaml`
        on: push
        permissions:
          contents: read
          issues: write
          pull-requests: write
        jobs:
          test:
            runs-on: ubuntu-24.04
            permissions: {}
            steps:
              - run: make
          stale:
            runs-on: ubuntu-24.04
            steps:
              - uses: actions/stale@v11
      `,
    },
  ],

  valid: [
    yaml`
      on: push
      permissions: {}
      jobs:
        test:
          runs-on: ubuntu-24.04
          steps:
            - run: make
    `,
    yaml`
      on:
        workflow_call:
      jobs:
        test:
          runs-on: ubuntu-24.04
          steps:
            - run: make
    `,
    yaml`
      on: push
      jobs:
        test:
          permissions:
            contents: read
          runs-on: ubuntu-24.04
          steps:
            - run: make
    `,
  ],
});

/** Top-level keys that an empty line sets apart get one behind the new block, too. */
function spaced(file: WorkflowFile, edits: readonly FileEdit[] | undefined): readonly FileEdit[] | undefined {
  return edits?.map((edit) => {
    if (isCreate(edit) || !edit.newText.endsWith('\n')) return edit;
    const line = file.source.lines.lineAt(edit.start);
    const isApart = line > 0 && file.source.lines.textOf(line - 1).trim() === '';
    return isApart ? { ...edit, newText: edit.newText + lineBreakOf(file.source.text) } : edit;
  });
}

function listed(names: readonly string[]): string {
  const quoted = names.slice(0, 3).map((name) => `\`${name}\``);
  if (names.length > 3) return `${quoted.join(', ')} and ${names.length - 3} more`;
  return quoted.length > 1 ? `${quoted.slice(0, -1).join(', ')} and ${quoted.at(-1)}` : (quoted[0] ?? '');
}
