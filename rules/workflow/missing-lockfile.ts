import {
  baseName,
  changesFolder,
  dependencyInstall,
  fix,
  folderOf,
  hasRepositoryFiles,
  inWords,
  isAbsent,
  joinPath,
  LOCKFILES,
  type Project,
  packageAt,
  packageFolders,
  repositoryRoot,
  runCommands,
  setIn,
  workflowRule,
  yaml,
} from '#core';

export default workflowRule({
  title: 'Lockfile that the repository does not have',
  category: 'correctness',
  severity: 'high',
  profile: 'recommended',
  why: '`npm ci` and its like install what the lockfile says, and `actions/setup-node` names its cache after it. Both fail without one.',
  fixSafety: 'The cache changes with that lockfile only.',

  visit: {
    runStep(step, report, { project }) {
      const root = repositoryRoot(step.file.path);
      for (const { command, folder } of runCommands(step)) {
        const install = dependencyInstall(command);
        if (!install?.isFrozen || folder === undefined || command.context.nested || command.isConditional || changesFolder(command))
          continue;
        const names = LOCKFILES[install.manager] ?? [];
        const isHere = step.job && names[0] !== undefined && packageAt(project, folder) && hasRepositoryFiles(step, step.job, names[0]);
        if (!isHere || !upTo(root, folder).every((place) => lacks(project, root, place, names))) continue;
        const where = folder === root ? 'the root' : `\`${folder}\``;
        report(
          command.span,
          `There is no ${inWords(
            names.map((name) => `\`${name}\``),
            'or',
          )} in ${where}.`,
        );
      }
    },

    usesStep(step, report, { project }) {
      if (!step.usesAction('actions/setup-node')) return;
      const manager = step.inputText('cache');
      const input = step.input('cache');
      const named = step.input('cache-dependency-path')?.value;
      if (named?.kind === 'scalar' && step.job) {
        const path = /[*?[!\n]|\$\{\{/.test(named.text) ? undefined : joinPath(repositoryRoot(step.file.path), named.text);
        if (path === undefined || !isAbsent(project, path, repositoryRoot(step.file.path))) return;
        if (hasRepositoryFiles(step, step.job, baseName(path))) report(named.span, `The repository has no \`${path}\`.`);
        return;
      }
      if (!input || (manager !== 'npm' && manager !== 'yarn' && manager !== 'pnpm')) return;
      const root = repositoryRoot(step.file.path);
      const names = Object.values(LOCKFILES).flat();
      if (!step.job || !hasRepositoryFiles(step, step.job, names[0] ?? '') || !lacks(project, root, root, names)) return;
      const found = lockfilesBelow(project, root, LOCKFILES[manager] ?? []);
      const [only] = found;
      if (only === undefined) return;
      report(
        input.value?.span ?? input.key.span,
        `The action needs a lockfile in the root to name the cache after; there is only \`${only}\`.`,
        found.length === 1 &&
          fix('unsafe', `Set \`cache-dependency-path: ${only}\``, () =>
            setIn(step.file.yaml, step.map, ['with', 'cache-dependency-path'], only),
          ),
      );
    },
  },

  examples: [
    {
      path: '.github/workflows/ci.yml',
      files: { 'README.md': '', 'web/package.json': '{}' },
      bad: yaml`
        on: push
        jobs:
          test:
            runs-on: ubuntu-24.04
            steps:
              - uses: actions/checkout@v7
              - uses: actions/setup-node@v7
                with:
                  cache: npm
                  cache-dependency-path: web/package-lock.json
                                         ^^^^^^^^^^^^^^^^^^^^^ The repository has no \`web/package-lock.json\`.
              - run: npm ci && npm test --if-present
                     ^^^^^^ There is no \`package-lock.json\` or \`npm-shrinkwrap.json\` in \`web\`.
                working-directory: web
      `,
    },
    {
      path: '.github/workflows/ci.yml',
      files: { 'README.md': '', 'web/package.json': '{}', 'web/pnpm-lock.yaml': "lockfileVersion: '9.0'" },
      bad: yaml`
        on: push
        jobs:
          test:
            runs-on: ubuntu-24.04
            steps:
              - uses: actions/checkout@v7
              - uses: actions/setup-node@v7
                with:
                  cache: pnpm # downloads
                         ^^^^ The action needs a lockfile in the root to name the cache after; there is only \`web/pnpm-lock.yaml\`.
              - run: pnpm install
                working-directory: web
      `,
      good: yaml`
        on: push
        jobs:
          test:
            runs-on: ubuntu-24.04
            steps:
              - uses: actions/checkout@v7
              - uses: actions/setup-node@v7
                with:
                  cache: pnpm # downloads
                  cache-dependency-path: web/pnpm-lock.yaml
              - run: pnpm install
                working-directory: web
      `,
    },
  ],

  valid: [
    {
      title: 'A workspace has one lockfile, at its root',
      path: '.github/workflows/ci.yml',
      files: { 'README.md': '', 'package-lock.json': '{}', 'package.json': '{}', 'web/package.json': '{}' },
      text: yaml`
        on: push
        jobs:
          test:
            runs-on: ubuntu-24.04
            steps:
              - uses: actions/checkout@v7
              - uses: actions/setup-node@v7
                with:
                  cache: npm
              - run: cd web && npm ci
              - run: npm ci
              - run: npm --prefix api ci
      `,
    },
    {
      title: 'The files are not known',
      path: '.github/workflows/ci.yml',
      text: yaml`
        on: push
        jobs:
          test:
            runs-on: ubuntu-24.04
            steps:
              - uses: actions/checkout@v7
              - uses: actions/setup-node@v7
                with:
                  cache: npm
              - run: npm ci
      `,
    },
  ],
});

function lacks(project: Project, root: string, folder: string, names: readonly string[]): boolean {
  return names.every((name) => isAbsent(project, joinPath(folder, name) ?? name, root));
}

/** A folder and those around it, up to the root. */
function upTo(root: string, folder: string): string[] {
  return folder === root || folder === '' ? [folder] : [folder, ...upTo(root, folderOf(folder))];
}

function lockfilesBelow(project: Project, root: string, names: readonly string[]): string[] {
  return packageFolders(project, root).flatMap((folder) => {
    const name = names.find((one) => project.exists(joinPath(folder, one) ?? one) === true);
    const path = name === undefined ? undefined : `${folder}/${name}`;
    return path === undefined ? [] : [root === '' ? path : path.slice(root.length + 1)];
  });
}
