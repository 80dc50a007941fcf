import {
  compareSeverity,
  exactVersion,
  fix,
  folderOf,
  isInRanges,
  knownHoles,
  type PackageDependency,
  type ProjectModel,
  projectRule,
  safeVersion,
  severity,
  text,
} from '#core';

const LOCKFILES = {
  npm: ['package-lock.json', 'npm-shrinkwrap.json', 'pnpm-lock.yaml', 'yarn.lock'],
  python: ['poetry.lock', 'uv.lock', 'pdm.lock'],
} as const;

/** The version that is installed: by the lockfile, else where the manifest names exactly one. Undefined when several are, or it is not known. */
function installedVersions(project: ProjectModel, dependency: PackageDependency): readonly string[] {
  const lockfile = project.nearest(folderOf(dependency.file), LOCKFILES[dependency.ecosystem]);
  const locked = lockfile === undefined ? undefined : project.locked(lockfile)?.get(dependency.name);
  if (locked) return locked;
  const exact = exactVersion(dependency.version);
  return exact === undefined ? [] : [exact];
}

export default projectRule({
  title: 'Dependency with a known hole',
  category: 'supply-chain',
  area: 'dependencies',
  severity: 'high',
  profile: 'recommended',
  why: 'The hole is public, and programs look for servers that have it.',
  equivalents: ['review:F130', 'review:F131'],

  check(project, report) {
    for (const dependency of project.dependencies) {
      if (dependency.dev) continue;
      const versions = installedVersions(project, dependency);
      const holes = knownHoles(dependency).filter(
        ({ affected }) => versions.length > 0 && versions.every((version) => isInRanges(version, affected)),
      );
      const worst = [...holes].sort((a, b) => compareSeverity(a.severity, b.severity))[0];
      if (!worst) continue;
      const more = holes.length > 1 ? ` and ${holes.length - 1} more` : '';
      const target = safeVersion(dependency, versions[0] ?? '');
      const exact = exactVersion(dependency.version);
      report(
        project.at(
          dependency.file,
          dependency.versionSpan.end > dependency.versionSpan.start ? dependency.versionSpan : dependency.nameSpan,
        ),
        `\`${dependency.name}\` ${versions.join(', ')} lets an attacker ${worst.lets} (${worst.id}${more}).`,
        severity(worst.severity),
        exact !== undefined &&
          dependency.ecosystem === 'python' &&
          target !== undefined &&
          fix('unsafe', `Require ${target} or newer fixes of it`, () => [
            { file: dependency.file, ...dependency.versionSpan, newText: `==${target}` },
          ]),
      );
    }
  },

  fixSafety: 'A newer version may behave differently: read its changes and run the tests.',

  examples: [
    {
      path: 'requirements.txt',
      bad: text`
        aiohttp==3.9.1
               ^^^^^^^ \`aiohttp\` 3.9.1 lets an attacker read any file where static routes follow links (GHSA-5h86-8mv2-jq9f and 1 more).
        redis==7.0.1
      `,
      good: text`
        aiohttp==3.13.3
        redis==7.0.1
      `,
    },
    {
      title: 'What the lockfile installs counts',
      path: 'package.json',
      files: { 'package-lock.json': '{ "packages": { "node_modules/axios": { "version": "1.6.0" } } }\n' },
      bad: text`
        {
          "dependencies": {
            "axios": "^1.6.0"
                     ^^^^^^^^ \`axios\` 1.6.0 lets an attacker exhaust the memory with a \`data:\` address (GHSA-4hjh-wcwx-xvwj and 1 more).
          }
        }
      `,
    },
  ],

  valid: [
    {
      title: 'The lockfile has a mended version',
      text: '{ "dependencies": { "axios": "^1.6.0" } }\n',
      files: { 'package-lock.json': '{ "packages": { "node_modules/axios": { "version": "1.13.2" } } }\n' },
    },
    { title: 'An advisory that was taken back', text: '{ "dependencies": { "express": "4.21.2" } }\n' },
    { title: 'Nobody knows which version is installed', text: '{ "dependencies": { "axios": "^1.6.0" } }\n' },
    { path: 'requirements-dev.txt', text: 'aiohttp==3.9.1\n' },
  ],
});
