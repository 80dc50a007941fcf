import { buildContexts, dependencyInstall, dockerfile, dockerfileRule, joinPath, LOCKFILES } from '#core';

export default dockerfileRule({
  title: 'Frozen install without a lockfile',
  category: 'correctness',
  severity: 'high',
  profile: 'recommended',
  why: '`npm ci` and its like take exactly what the lockfile says and fail where there is none: the image cannot be built.',
  equivalents: ['review:F134'],
  noFix: 'The package manager has to write the lockfile: run its install once and commit it.',

  visit: {
    shellCommand({ command, instruction }, report, { project }) {
      const install = dependencyInstall(command);
      const { stage, file } = instruction;
      if (!install?.isFrozen || !stage || command.isConditional || command.operatorAfter?.operator === '||') return;
      const locks = LOCKFILES[install.manager] ?? [];
      // Only what comes from the context into the folder where the command runs can be told.
      const copies = stage.chain.flatMap((link) => [...link.all('COPY'), ...link.all('ADD')]);
      const fromContext = copies.filter(
        (copy) => !copy.from && copy.paths.some(({ value }) => /^(?:\.\/)?(?:package[^/]*\.json|\.\/?)$/.test(value)),
      );
      if (
        fromContext.length === 0 ||
        copies.some((copy) => copy.from) ||
        stage.allInherited('RUN').some((run) => /git clone|package-lock-only/.test(run.head.text))
      )
        return;
      const contexts = buildContexts(file, project);
      const isMissing =
        contexts.length > 0 &&
        contexts.every((context) => {
          const names = project.list(context);
          return names?.includes('package.json') && locks.every((lock) => project.exists(joinPath(context, lock) ?? lock) === false);
        });
      if (isMissing) report(install.action.span, `There is no \`${locks[0]}\` in the build context: this command fails.`);
    },
  },

  examples: [
    {
      files: { 'package.json': '{}\n' },
      bad: dockerfile`
        FROM node:24-slim
        COPY package*.json ./
        RUN npm ci
                ^^ There is no \`package-lock.json\` in the build context: this command fails.
      `,
    },
  ],

  valid: [
    {
      title: 'An image of a monorepo, built from its root',
      path: 'apps/api/Dockerfile',
      text: 'FROM node:24-slim\nCOPY package*.json ./\nCOPY apps/api/package.json apps/api/\nRUN npm ci\n',
      files: { 'package.json': '{}\n', 'package-lock.json': '{}\n', 'apps/api/package.json': '{}\n' },
    },
    { text: 'FROM node:24-slim\nCOPY package*.json ./\nRUN npm ci\n', files: { 'package.json': '{}\n', 'package-lock.json': '{}\n' } },
    'FROM node:24-slim\nCOPY package*.json ./\nRUN npm ci\n',
    {
      text: 'FROM node:24-slim\nCOPY package*.json ./\nRUN if [ -f package-lock.json ]; then npm ci; else npm install; fi\n',
      files: { 'package.json': '{}\n' },
    },
  ],
});
