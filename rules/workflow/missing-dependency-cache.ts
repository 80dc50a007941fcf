import { addPairs, fix, joinPath, type Project, packageAt, repositoryRoot, runCommands, type Step, setIn, workflowRule, yaml } from '#core';

interface Manager {
  /** Value of the input `cache`. */
  readonly cache: string;
  readonly lockfiles: readonly string[];
  /** A command that installs from the lock file. */
  readonly installs: (program: string, words: string) => boolean;
}

const MANAGERS: Readonly<Record<string, readonly Manager[]>> = {
  'actions/setup-node': [
    {
      cache: 'npm',
      lockfiles: ['package-lock.json', 'npm-shrinkwrap.json'],
      installs: (program, words) => program === 'npm' && /^(ci|install|i)\b/.test(words),
    },
    {
      cache: 'yarn',
      lockfiles: ['yarn.lock'],
      installs: (program, words) => program === 'yarn' && (words === '' || /^(install|--)/.test(words)),
    },
    { cache: 'pnpm', lockfiles: ['pnpm-lock.yaml'], installs: (program, words) => program === 'pnpm' && /^(install|i)\b/.test(words) },
  ],
  'actions/setup-python': [
    {
      cache: 'pip',
      lockfiles: ['requirements.txt', 'pyproject.toml'],
      installs: (program, words) => /^pip3?$/.test(program) && /^install\b.*(-r|\s\.)/.test(words),
    },
    { cache: 'poetry', lockfiles: ['poetry.lock'], installs: (program, words) => program === 'poetry' && /^install\b/.test(words) },
    { cache: 'pipenv', lockfiles: ['Pipfile.lock'], installs: (program, words) => program === 'pipenv' && /^(install|sync)\b/.test(words) },
  ],
};

export default workflowRule({
  title: 'Dependencies are downloaded in every run',
  category: 'performance',
  severity: 'info',
  profile: 'strict',
  area: 'ci-cd',
  why: 'The setup action can cache the downloads of the package manager. Without that, every run downloads all dependencies again.',
  equivalents: ['review:F100'],

  visit: {
    usesStep(step, report, { project }) {
      const managers = MANAGERS[step.actionName ?? ''];
      // What is published is better built from nothing: a cache can be poisoned.
      if (step.file.isForReleases) return;
      if (!managers || !step.uses || !step.job || step.input('cache') || step.input('package-manager-cache')) return;
      if (step.job.steps.some((other) => other.actionName?.startsWith('actions/cache'))) return;
      const root = repositoryRoot(step.file.path);
      const found = firstCached(step, managers, project);
      if (!found || cachesByItself(step, project, root)) return;
      const { manager, lockfile } = found;
      const path = root === '' ? lockfile : lockfile.slice(root.length + 1);
      const inputs = { cache: manager.cache, ...(path.includes('/') && { 'cache-dependency-path': path }) };
      report(
        step.uses.span,
        `The downloads of \`${manager.cache}\` are not cached.`,
        fix('unsafe', `Cache the downloads of ${manager.cache}`, () =>
          step.with ? addPairs(step.file.yaml, step.with, inputs) : setIn(step.file.yaml, step.map, ['with'], inputs),
        ),
      );
    },
  },

  fixSafety: 'All runs of the branch share the cache. Do not use one in workflows that publish packages.',

  examples: [
    {
      files: { 'package-lock.json': '{}' },
      bad: yaml`
        on: push
        jobs:
          test:
            runs-on: ubuntu-24.04
            steps:
              - uses: actions/setup-node@v4
                      ^^^^^^^^^^^^^^^^^^^^^ The downloads of \`npm\` are not cached.
                with:
                  node-version: 24 # as in production
              - run: npm ci && npm test
      `,
      good: yaml`
        on: push
        jobs:
          test:
            runs-on: ubuntu-24.04
            steps:
              - uses: actions/setup-node@v4
                with:
                  node-version: 24 # as in production
                  cache: npm
              - run: npm ci && npm test
      `,
    },
    {
      title: 'A lockfile in a folder',
      files: { 'web/package-lock.json': '{}' },
      bad: yaml`
        on: push
        jobs:
          test:
            runs-on: ubuntu-24.04
            steps:
              - uses: actions/setup-node@v4
                      ^^^^^^^^^^^^^^^^^^^^^ The downloads of \`npm\` are not cached.
              - run: npm ci
                working-directory: web
      `,
      good: yaml`
        on: push
        jobs:
          test:
            runs-on: ubuntu-24.04
            steps:
              - uses: actions/setup-node@v4
                with:
                  cache: npm
                  cache-dependency-path: web/package-lock.json
              - run: npm ci
                working-directory: web
      `,
    },
  ],

  valid: [
    {
      title: 'The action caches by itself',
      files: { 'package-lock.json': '{}', 'package.json': '{ "packageManager": "npm@11.0.0" }' },
      text: yaml`
        on: push
        jobs:
          test:
            runs-on: ubuntu-24.04
            steps:
              - uses: actions/setup-node@v6
              - run: npm ci
      `,
    },
    {
      title: 'A release is better built from nothing',
      files: { 'package-lock.json': '{}' },
      text: yaml`
        on: release
        jobs:
          publish:
            runs-on: ubuntu-24.04
            steps:
              - uses: actions/setup-node@v4
              - run: npm ci
      `,
    },
    {
      title: 'Kept already, or nothing to keep',
      files: { 'package-lock.json': '{}' },
      text: yaml`
        on: push
        jobs:
          test:
            runs-on: ubuntu-24.04
            steps:
              - uses: actions/setup-node@v4
                with:
                  cache: npm
              - run: npm ci
          publish:
            runs-on: ubuntu-24.04
            steps:
              - uses: actions/setup-node@v4
              - run: npm publish
      `,
    },
    {
      title: 'No lock file in the root',
      files: { 'package.json': '{}' },
      text: yaml`
        on: push
        jobs:
          test:
            runs-on: ubuntu-24.04
            steps:
              - uses: actions/setup-node@v4
              - run: npm ci
      `,
    },
  ],
});

/** The first manager that installs from a lockfile in a later step. */
function firstCached(step: Step, managers: readonly Manager[], project: Project): { manager: Manager; lockfile: string } | undefined {
  const later = step.job?.steps.slice(step.index + 1) ?? [];
  for (const { command, folder } of later.flatMap((other) => runCommands(other))) {
    const { program } = command;
    if (program === undefined || folder === undefined) continue;
    const words = command.words.map((word) => word.template).join(' ');
    for (const manager of managers.filter((one) => one.installs(program, words))) {
      const lockfile = manager.lockfiles
        .map((name) => joinPath(folder, name))
        .find((path) => path !== undefined && project.exists(path) === true);
      if (lockfile !== undefined) return { manager, lockfile };
    }
  }
  return undefined;
}

/** Since version 5, `setup-node` caches for npm where `packageManager` names it. */
function cachesByItself(step: Step, project: Project, root: string): boolean {
  const { reference } = step;
  const major = Number(/^v(\d+)/.exec(reference?.kind === 'repository' ? (reference.ref ?? '') : '')?.[1] ?? 0);
  return (
    step.usesAction('actions/setup-node') &&
    (major === 0 || major >= 5) &&
    packageAt(project, root)?.packageManager?.startsWith('npm@') === true
  );
}
