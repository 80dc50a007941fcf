import { DEPRECATED_PACKAGES, fix, projectRule, text } from '#core';

export default projectRule({
  title: 'Dependency that its authors gave up',
  category: 'supply-chain',
  area: 'dependencies',
  severity: 'medium',
  profile: 'recommended',
  why: 'Nobody mends what is found in it from now on.',
  equivalents: ['review:F133'],

  check(project, report) {
    for (const dependency of project.dependencies) {
      const table = DEPRECATED_PACKAGES[dependency.ecosystem];
      const known = Object.hasOwn(table, dependency.name) ? table[dependency.name] : undefined;
      if (!known) continue;
      const { successor } = known;
      report(
        project.at(dependency.file, dependency.nameSpan),
        `\`${dependency.name}\` ${known.reason}${successor ? `; \`${successor}\` takes its place` : ''}.`,
        { detail: 'tag', tag: 'deprecated' },
        known.isRenamed &&
          successor !== undefined &&
          dependency.ecosystem === 'python' &&
          dependency.version === '' &&
          fix('unsafe', `Use ${successor}`, () => [{ file: dependency.file, ...dependency.nameSpan, newText: successor }]),
      );
    }
  },

  fixSafety: 'Imports in the code may have to change as well.',

  examples: [
    {
      path: 'requirements.txt',
      bad: text`
        PyPDF2==3.0.1
        ^^^^^^ \`pypdf2\` goes on as \`pypdf\` since 2022; \`pypdf\` takes its place.
      `,
    },
    {
      path: 'requirements.txt',
      bad: text`
        sklearn
        ^^^^^^^ \`sklearn\` is a placeholder for another name; \`scikit-learn\` takes its place.
      `,
      good: text`
        scikit-learn
      `,
    },
  ],

  valid: [{ path: 'requirements.txt', text: '# PyPDF2==3.0.1\npypdf==6.4.0\n' }, '{ "dependencies": { "requests": "1.0.0" } }\n'],
});
