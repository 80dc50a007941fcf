import {
  type DependencyInstall,
  type DockerCommand,
  dependencyInstall,
  dockerfile,
  dockerfileRule,
  fix,
  folderOf,
  insertAfterWord,
  joinPath,
  LOCKFILES,
  type Project,
  replaceOnLine,
  severity,
} from '#core';

/** Whether the lockfile is in the image when the command runs; undefined when nothing tells. */
function hasLockfile(node: DockerCommand, install: DependencyInstall, project: Project): boolean {
  const { stage, place, file } = node.instruction;
  const locks = LOCKFILES[install.manager] ?? [];
  const sources = (stage?.chain ?? [])
    .flatMap((link) => [...link.all('COPY'), ...link.all('ADD')])
    .filter((copy) => !copy.from && copy.place.index < place.index)
    .flatMap((copy) => copy.paths.map((path) => path.value));
  const mounted = node.instruction.flags.some((flag) => locks.some((lock) => flag.value?.value.includes(lock)));
  if (mounted || sources.some((source) => locks.includes(source.replace(/^.*\//, '')))) return true;
  const folder = folderOf(file.source.path);
  return locks.some((lock) => {
    const path = joinPath(folder, lock);
    return path !== undefined && project.exists(path) === true && sources.some((source) => takesIn(source, lock));
  });
}

/** Whether a source of COPY, relative to the Dockerfile's folder, takes a file of that folder in. */
function takesIn(source: string, name: string): boolean {
  const path = source.replace(/^\.?\//, '');
  if (path === '' || path === '.' || path === '*') return true;
  const star = path.indexOf('*');
  return star >= 0 && !path.includes('/') && name.startsWith(path.slice(0, star)) && name.endsWith(path.slice(path.lastIndexOf('*') + 1));
}

const FLAG = { npm: '', yarn: '--frozen-lockfile', pnpm: '--frozen-lockfile', bun: '--frozen-lockfile' } as const;

export default dockerfileRule({
  title: 'Install that may ignore the lockfile',
  category: 'supply-chain',
  severity: 'medium',
  profile: 'recommended',
  why: 'Such an install takes newer versions where the lockfile does not fit, so that two builds of one commit may differ. The frozen one fails instead.',
  equivalents: ['review:F017'],

  visit: {
    shellCommand(node, report, { project, source }) {
      const { command, instruction } = node;
      const install = dependencyInstall(command);
      if (install?.isFrozen !== false || install.isUnfrozenOnPurpose) return;
      // In the branch for a missing lockfile it is right.
      if (command.isConditional || instruction.onbuild || !hasLockfile(node, install, project)) return;
      const { manager, action } = install;
      if (manager !== 'npm' && manager !== 'yarn' && manager !== 'pnpm' && manager !== 'bun') return;
      // Yarn 2 and later freeze by themselves on a build server, and call the flag otherwise.
      const isModernYarn = manager === 'yarn' && project.exists(joinPath(folderOf(source.path), '.yarnrc.yml') ?? '') === true;
      const flag = isModernYarn ? '--immutable' : FLAG[manager];
      const called = manager === 'npm' ? '`npm ci`' : `\`${flag}\``;
      report(
        action.span,
        `\`${manager} ${action.text === command.name ? 'install' : action.text}\` does not keep to \`${LOCKFILES[manager]?.[0] ?? ''}\`.`,
        (source.role === 'development' || source.role === 'test') && severity('low'),
        fix('unsafe', manager === 'npm' ? 'Use `npm ci`' : `Add ${called}`, () =>
          manager === 'npm' ? replaceOnLine(instruction.file, action.span, 'ci') : insertAfterWord(node, action, flag),
        ),
      );
    },
  },

  fixSafety: 'The build fails where the lockfile does not fit the manifest: update and commit the lockfile then.',

  examples: [
    {
      bad: dockerfile`
        FROM node:24
        COPY package.json package-lock.json ./
        RUN npm install --omit=dev
                ^^^^^^^ \`npm install\` does not keep to \`package-lock.json\`.
      `,
      good: dockerfile`
        FROM node:24
        COPY package.json package-lock.json ./
        RUN npm ci --omit=dev
      `,
    },
    {
      title: 'The lockfile is known from the project',
      files: { 'pnpm-lock.yaml': 'lockfileVersion: 9\n' },
      bad: dockerfile`
        FROM node:24
        COPY . .
        RUN corepack enable && pnpm i
                                    ^ \`pnpm i\` does not keep to \`pnpm-lock.yaml\`.
      `,
      good: dockerfile`
        FROM node:24
        COPY . .
        RUN corepack enable && pnpm i --frozen-lockfile
      `,
    },
    {
      bad: dockerfile`
        FROM node:24
        COPY package.json yarn.lock ./
        RUN yarn
            ^^^^ \`yarn install\` does not keep to \`yarn.lock\`.
      `,
      good: dockerfile`
        FROM node:24
        COPY package.json yarn.lock ./
        RUN yarn --frozen-lockfile
      `,
    },
  ],

  valid: [
    { title: 'No lockfile at hand', text: 'FROM node:24\nCOPY package.json ./\nRUN npm install\n' },
    'FROM node:24\nCOPY package.json package-lock.json ./\nRUN npm install -g npm@11 && npm ci && npm install sharp\n',
    'FROM node:24\nCOPY package.json package-lock.json* ./\nRUN if [ -f package-lock.json ]; then npm ci; else npm install; fi\n',
    'FROM node:24\nCOPY package.json yarn.lock ./\nRUN yarn install --immutable && yarn build\n',
  ],
});
