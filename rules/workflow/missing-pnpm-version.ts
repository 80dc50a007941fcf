import { fix, joinPath, type Project, packageAt, packageFolders, repositoryRoot, setIn, workflowRule, yaml } from '#core';

export default workflowRule({
  title: 'Version of pnpm is given nowhere',
  category: 'correctness',
  severity: 'high',
  profile: 'recommended',
  why: '`pnpm/action-setup` takes the version from its input `version` or from `packageManager` in `package.json`, and fails without both.',
  fixSafety: 'The major is the one that writes such a lock file; the project may need another.',

  visit: {
    usesStep(step, report, { project }) {
      if (!step.usesAction('pnpm/action-setup') || !step.uses || step.input('version')) return;
      const root = repositoryRoot(step.file.path);
      const written = step.inputText('package_json_file') ?? 'package.json';
      if (written.includes('${{') || !/(?:^|\/)package\.json$/.test(written) || !checksOutHere(step.job?.steps ?? [])) return;
      const folder = joinPath(root, written.replace(/(?:^|\/)package\.json$/, '') || '.');
      const one = folder === undefined ? undefined : packageAt(project, folder);
      if (one === undefined || one?.hasDevEngine || one?.packageManager !== undefined) return;
      // A tree without any package is not the whole one.
      if (one === null && packageFolders(project, root).length === 0) return;
      const major = majorOf(project, folder ?? root);
      report(
        step.uses.span,
        one === null
          ? `The action looks for the version of pnpm in \`${written}\`, which does not exist, and \`version\` is not set.`
          : `\`${written}\` has no \`packageManager\`, and \`version\` is not set.`,
        major !== undefined &&
          fix('unsafe', `Set \`version: ${major}\``, () => setIn(step.file.yaml, step.map, ['with', 'version'], major)),
      );
    },
  },

  examples: [
    {
      path: '.github/workflows/ci.yml',
      files: { 'package.json': '{ "name": "a" }', 'pnpm-lock.yaml': "lockfileVersion: '9.0'\n" },
      bad: yaml`
        on: push
        jobs:
          test:
            runs-on: ubuntu-24.04
            steps:
              - uses: actions/checkout@v7
              - uses: pnpm/action-setup@v6 # the manager
                      ^^^^^^^^^^^^^^^^^^^^ \`package.json\` has no \`packageManager\`, and \`version\` is not set.
              - run: pnpm install
      `,
      good: yaml`
        on: push
        jobs:
          test:
            runs-on: ubuntu-24.04
            steps:
              - uses: actions/checkout@v7
              - uses: pnpm/action-setup@v6 # the manager
                with:
                  version: 10
              - run: pnpm install
      `,
    },
    {
      path: '.github/workflows/ci.yml',
      files: { 'apps/web/package.json': '{ "name": "a" }' },
      bad: yaml`
        on: push
        jobs:
          test:
            runs-on: ubuntu-24.04
            steps:
              - uses: actions/checkout@v7
              - uses: pnpm/action-setup@v6
                      ^^^^^^^^^^^^^^^^^^^^ The action looks for the version of pnpm in \`package.json\`, which does not exist, and \`version\` is not set.
      `,
    },
  ],

  valid: [
    {
      path: '.github/workflows/ci.yml',
      files: { 'package.json': '{ "packageManager": "pnpm@10.0.0" }', 'web/package.json': '{}' },
      text: yaml`
        on: push
        jobs:
          test:
            runs-on: ubuntu-24.04
            steps:
              - uses: actions/checkout@v7
              - uses: pnpm/action-setup@v6
              - uses: pnpm/action-setup@v6
                with:
                  version: 10
                  package_json_file: web/package.json
      `,
    },
  ],
});

/** A checkout of another repository, or into a folder, brings other files. */
function checksOutHere(steps: readonly { usesAction(name: string): boolean; input(name: string): unknown }[]): boolean {
  return !steps.some((step) => step.usesAction('actions/checkout') && (step.input('repository') || step.input('path')));
}

/** The newest major that writes a lock file of this version. */
function majorOf(project: Project, folder: string): number | undefined {
  const path = joinPath(folder, 'pnpm-lock.yaml');
  const text = path === undefined ? undefined : project.read(path);
  const version = /^lockfileVersion:\s*['"]?(\d+)/m.exec(text ?? '')?.[1];
  return version === undefined ? undefined : { 9: 10, 6: 8, 5: 7 }[version];
}
