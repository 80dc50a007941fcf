import { NODE_LOCKFILES, projectRule } from '#core';

const NAMES = Object.values(NODE_LOCKFILES).flat();

export default projectRule({
  title: 'Dependencies without a lockfile',
  category: 'supply-chain',
  area: 'dependencies',
  severity: 'medium',
  profile: 'recommended',
  why: 'Each install may bring other versions: what was tested is not what is deployed, and a version with malicious code arrives by itself.',
  equivalents: ['review:F134'],

  check(project, report) {
    if (!project.app.isDeployed || !project.tree.complete) return;
    for (const { path, folder, dependencies, isPrivate } of project.packages) {
      const isApp =
        isPrivate ||
        project.app.servers.some((server) => server.folder === folder) ||
        project.app.frontends.some((app) => app.folder === folder);
      if (!isApp || dependencies.length === 0 || project.nearest(folder, NAMES)) continue;
      if (NAMES.some((name) => project.isIgnored(folder === '' ? name : `${folder}/${name}`)))
        report(project.at(path), 'The lockfile is kept out of git: every install may bring other versions.');
      else
        report(
          project.missing(folder === '' ? 'package-lock.json' : `${folder}/package-lock.json`, project.at(path)),
          'There is no lockfile: every install may bring other versions.',
        );
    }
  },

  noFix: 'The package manager has to write it: `npm install`, `pnpm install`, `yarn`.',

  examples: [
    {
      bad: `{ "private": true, "dependencies": { "express": "^5.0.0" } }
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ There is no lockfile: every install may bring other versions.
`,
    },
  ],

  valid: [
    {
      title: 'The root of the workspace has it',
      path: 'apps/web/package.json',
      text: '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n',
      files: { 'package.json': '{}\n', 'yarn.lock': '' },
    },
    '{ "name": "library", "files": ["lib"], "dependencies": { "semver": "^7.0.0" } }\n',
  ],
});
