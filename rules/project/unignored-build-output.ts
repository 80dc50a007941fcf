import { appendLines, fix, gitignoreFor, joinPath, projectRule, text } from '#core';

/** Frameworks and tools → the folder that they build into. */
const OUTPUTS: readonly (readonly [RegExp, string])[] = [
  [/^next$/, '.next'],
  [/^nuxt$/, '.nuxt'],
  [/^(?:vite|@vitejs\/.+|tsup|rollup|@nestjs\/cli)$/, 'dist'],
  [/^react-scripts$/, 'build'],
  [/^(?:nyc|c8|@vitest\/coverage-.+)$/, 'coverage'],
];
/** Scripts that count what tests cover; without one nobody makes the folder. */
const COVERAGE = /--coverage\b|--collectCoverage\b|\bcoverage\b/;

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
    for (const { folder, dependencies, scripts } of project.packages) {
      const outputs = OUTPUTS.filter(([pattern]) => dependencies.some(({ name }) => pattern.test(name))).map(([, output]) => output);
      if ([...scripts.values()].some((script) => COVERAGE.test(script))) outputs.push('coverage');
      for (const output of outputs) {
        const path = joinPath(folder, output) ?? output;
        // Output that is committed on purpose, as that of actions is, is there for those who use it.
        const isCommitted = [...(project.tree.tracked ?? [])].some((file) => file.startsWith(`${path}/`));
        if (!isCommitted && !project.isIgnored(path, true) && !project.isIgnored(path)) missing.add(output);
      }
    }
    if (missing.size === 0) return;
    const patterns = [...missing].map((output) => `${output}/`);
    const gitignore = gitignoreFor(project, project.folder);
    report(
      project.has(gitignore) ? project.at(gitignore) : project.missing(gitignore),
      `${patterns.map((pattern) => `\`${pattern}\``).join(', ')} ${patterns.length === 1 ? 'is' : 'are'} not ignored.`,
      fix('safe', 'Ignore it', () => appendLines(project, gitignore, patterns)),
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

  valid: [
    {
      title: 'Nobody counts what tests cover',
      path: '.gitignore',
      text: 'node_modules\n',
      files: { 'package.json': '{ "scripts": { "test": "vitest run" }, "devDependencies": { "vitest": "^4.0.0" } }\n' },
    },
    { path: '.gitignore', text: '/.next/\n', files: { 'package.json': '{ "dependencies": { "next": "^16.0.0" } }\n' } },
  ],
});
