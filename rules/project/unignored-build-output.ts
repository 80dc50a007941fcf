import { appendLines, fix, joinPath, projectRule, text } from '#core';

/** Frameworks and tools → the folder that they build into. */
const OUTPUTS: readonly (readonly [RegExp, string])[] = [
  [/^next$/, '.next'],
  [/^nuxt$/, '.nuxt'],
  [/^(?:vite|@vitejs\/.+|tsup|rollup|@nestjs\/cli)$/, 'dist'],
  [/^react-scripts$/, 'build'],
  [/^(?:jest|vitest|nyc|c8)$/, 'coverage'],
];

export default projectRule({
  title: 'Build output is not ignored',
  category: 'maintainability',
  area: 'documentation',
  severity: 'low',
  profile: 'strict',
  why: 'The next `git add .` takes it along: large, outdated with the next build, and with the values of the environment that it was built in.',
  equivalents: ['review:F139'],

  check(project, report) {
    if (!project.tree.complete) return;
    const missing = new Set<string>();
    for (const { folder, dependencies } of project.packages) {
      for (const [pattern, output] of OUTPUTS) {
        const path = joinPath(folder, output) ?? output;
        if (dependencies.some(({ name }) => pattern.test(name)) && !project.isIgnored(path, true) && !project.isIgnored(path))
          missing.add(output);
      }
    }
    if (missing.size === 0) return;
    const patterns = [...missing].map((output) => `${output}/`);
    const gitignore = project.has('.gitignore') ? '.gitignore' : undefined;
    report(
      gitignore ? project.at(gitignore) : project.missing('.gitignore'),
      `${patterns.map((pattern) => `\`${pattern}\``).join(', ')} ${patterns.length === 1 ? 'is' : 'are'} not ignored.`,
      fix('safe', 'Ignore it', () => appendLines(project, '.gitignore', patterns)),
    );
  },

  examples: [
    {
      path: '.gitignore',
      files: { 'package.json': '{ "dependencies": { "next": "^16.0.0" } }\n' },
      bad: text`
        node_modules
        ^^^^^^^^^^^^ \`.next/\` is not ignored.
      `,
      good: text`
        node_modules
        .next/
      `,
    },
  ],

  valid: [{ path: '.gitignore', text: '/.next/\n', files: { 'package.json': '{ "dependencies": { "next": "^16.0.0" } }\n' } }],
});
