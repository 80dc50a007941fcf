import { compareSeverity, exactVersion, fix, folderOf, isInRanges, knownHoles, lowerBound, projectRule, safeVersion, text } from '#core';

export default projectRule({
  title: 'Requirement that allows versions with a known hole',
  category: 'supply-chain',
  area: 'dependencies',
  severity: 'medium',
  profile: 'recommended',
  why: 'Without a lockfile the version that is installed depends on what is there already: the lower bound may be what runs.',
  equivalents: ['review:F132'],

  check(project, report) {
    for (const dependency of project.dependencies) {
      if (dependency.ecosystem !== 'python' || dependency.dev || exactVersion(dependency.version) !== undefined) continue;
      const bound = lowerBound(dependency.version);
      if (bound === undefined || project.nearest(folderOf(dependency.file), ['poetry.lock', 'uv.lock', 'pdm.lock', 'Pipfile.lock']))
        continue;
      const holes = knownHoles(dependency).filter(({ affected }) => isInRanges(bound, affected));
      const worst = [...holes].sort((a, b) => compareSeverity(a.severity, b.severity))[0];
      const target = safeVersion(dependency, bound);
      if (!worst || target === undefined) continue;
      const start = dependency.versionSpan.start + dependency.version.indexOf(bound);
      report(
        project.at(dependency.file, dependency.versionSpan),
        `\`${dependency.name}\` ${bound} is allowed, which lets an attacker ${worst.lets} (${worst.id}).`,
        fix('unsafe', `Raise the lower bound to ${target}`, () => [
          { file: dependency.file, start, end: start + bound.length, newText: target },
        ]),
      );
    }
  },

  fixSafety: 'Where an older version is installed for a reason, that reason stands against it.',

  examples: [
    {
      path: 'requirements.txt',
      bad: text`
        cryptography>=41.0.7,<46
                    ^^^^^^^^^^^^ \`cryptography\` 41.0.7 is allowed, which lets an attacker decrypt messages of TLS servers that use RSA key exchange (GHSA-3ww4-gg4f-jr7f).
      `,
      good: text`
        cryptography>=42.0.4,<46
      `,
    },
  ],

  valid: [
    { path: 'requirements.txt', text: 'cryptography>=43.0.1\n' },
    { path: 'requirements.txt', text: 'cryptography>=41.0.7\n', files: { 'uv.lock': '' } },
  ],
});
