import { appendLines, baseName, fix, folderOf, gitignoreFor, type ProjectModel, projectRule, text } from '#core';

/** What programs make and nobody writes: by the folder or the name. */
const OUTPUT =
  /(?:^|\/)(?:\.next|\.nuxt|\.svelte-kit|\.turbo|node_modules|__pycache__|\.pytest_cache|\.mypy_cache|coverage|htmlcov|playwright-report|test-results|storybook-static|\.parcel-cache|\.venv|venv)\/|(?:^|\/)(?:\.DS_Store|Thumbs\.db|celerybeat-schedule(?:\.db)?|npm-debug\.log|yarn-error\.log|[^/]+\.pyc|[^/]+\.tsbuildinfo|\.coverage|\.eslintcache)$/;

/** The folder or file to ignore, as a pattern. */
function patternOf(path: string): string {
  const match = OUTPUT.exec(path);
  const found = match?.[0].replace(/^\//, '') ?? baseName(path);
  return /\.pyc$/.test(found) ? '*.pyc' : found;
}

function isThere(project: ProjectModel, path: string): boolean {
  return project.isTracked(path) ?? project.has(path);
}

export default projectRule({
  title: 'Files in the repository that programs make',
  category: 'maintainability',
  area: 'documentation',
  severity: 'low',
  profile: 'recommended',
  why: 'They are outdated with the next build, get into every diff, and may hold what should not be public.',
  equivalents: ['review:F139', 'review:X12'],

  check(project, report) {
    const all = project.tree.tracked
      ? [...project.tree.tracked].filter((path) => project.folder === '' || path.startsWith(`${project.folder}/`))
      : project.paths;
    const found = all.filter(
      (path) => OUTPUT.test(path) && isThere(project, path) && !/(?:^|\/)(?:src|lib)\/(?:.*\/)?coverage\//.test(path),
    );
    if (found.length === 0) return;
    const patterns = [...new Set(found.map(patternOf))].sort();
    const missing = patterns.filter((pattern) => {
      const sample = found.find((path) => patternOf(path) === pattern) ?? pattern;
      return !project.isIgnored(sample) && !parents(sample).some((folder) => project.isIgnored(folder, true));
    });
    const gitignore = gitignoreFor(project, project.folder);
    const shown = patterns
      .slice(0, 4)
      .map((pattern) => `\`${pattern}\``)
      .join(', ');
    report(
      project.has(gitignore) ? project.at(gitignore) : project.missing(gitignore),
      `${found.length} ${found.length === 1 ? 'file' : 'files'} of ${shown} ${found.length === 1 ? 'is' : 'are'} in the repository${missing.length === 0 ? ' although ignored' : ''}.`,
      missing.length > 0 && fix('safe', 'Ignore them', () => appendLines(project, gitignore, missing)),
    );
  },

  examples: [
    {
      path: '.gitignore',
      files: { 'package.json': '{}\n', 'web/playwright-report/index.html': '<html></html>\n' },
      bad: text`
        node_modules
        ^^^^^^^^^^^^ 1 file of \`playwright-report/\` is in the repository.
      `,
      good: text`
        node_modules
        playwright-report/
      `,
    },
  ],

  valid: [
    { path: '.gitignore', text: 'node_modules\n', files: { 'package.json': '{}\n', 'src/index.js': '\n' } },
    {
      title: 'It is there, but git does not have it',
      path: '.gitignore',
      text: 'node_modules\n',
      files: { 'coverage/index.html': '\n' },
      tracked: ['.gitignore'],
    },
  ],
});

function parents(path: string): string[] {
  const folders: string[] = [];
  for (let at = folderOf(path); at !== ''; at = folderOf(at)) folders.push(at);
  return folders;
}
