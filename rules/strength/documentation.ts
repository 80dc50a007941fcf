import { strength } from '#core';

export default strength({
  title: 'The project is documented',
  area: 'documentation',
  equivalents: ['review:S64'],

  find(project) {
    const readme = project.documents.find((path) => /^README(?:\.\w+)?$/i.test(project.relative(path)));
    const others = project.documents.filter((path) => /^(?:docs?|documentation)\//i.test(project.relative(path)));
    if (readme === undefined || others.length < 2) return undefined;
    return {
      title: `The project is documented: README and ${others.length} documents`,
      evidence: [project.at(readme), ...others.slice(0, 3).map((path) => project.at(path))],
    };
  },

  examples: [
    {
      files: { 'README.md': '# A\n', 'docs/a.md': '# a\n', 'docs/b.md': '# b\n' },
      evidence: ['README.md:1', 'docs/a.md:1', 'docs/b.md:1'],
    },
  ],
  lacking: [{ 'README.md': '# A\n', 'CHANGELOG.md': '# b\n', 'LICENSE.md': '# c\n' }],
});
