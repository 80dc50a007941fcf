import { baseName, isInRanges, knownHoles, strength } from '#core';

const LOCKFILES = /^(?:package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|poetry\.lock|uv\.lock)$/;

export default strength({
  title: 'No locked version has a hole of the bundled table',
  area: 'dependencies',
  equivalents: ['review:S29'],
  contradictedBy: ['supply-chain'],

  find(project) {
    const lockfiles = project.paths.filter((path) => LOCKFILES.test(baseName(path)) && !project.isAside(path));
    const judged = lockfiles.filter((path) => (project.locked(path)?.size ?? 0) > 0);
    const direct = project.dependencies.filter(({ dev }) => !dev);
    if (judged.length === 0 || direct.length === 0) return undefined;
    const hasHole = direct.some((dependency) =>
      judged.some((path) =>
        project
          .locked(path)
          ?.get(dependency.name)
          ?.some((version) => knownHoles(dependency).some(({ affected }) => isInRanges(version, affected))),
      ),
    );
    if (hasHole) return undefined;
    return {
      title: 'No locked version of a direct dependency has a hole of the table of 2026-11-21',
      evidence: judged.map((path) => project.at(path)),
    };
  },

  examples: [
    {
      files: {
        'package.json': '{ "dependencies": { "axios": "^1.0.0" } }\n',
        'package-lock.json': '{ "packages": { "node_modules/axios": { "version": "1.13.2" } } }\n',
      },
      evidence: ['package-lock.json:1'],
    },
  ],
  lacking: [
    {
      'package.json': '{ "dependencies": { "axios": "^1.0.0" } }\n',
      'package-lock.json': '{ "packages": { "node_modules/axios": { "version": "1.0.0" } } }\n',
    },
  ],
});
