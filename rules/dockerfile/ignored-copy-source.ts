import {
  buildContexts,
  type DockerfileNodes,
  dockerfile,
  dockerfileRule,
  dockerignoreMatcher,
  fix,
  joinPath,
  type Report,
  type RuleContext,
  related,
} from '#core';

interface Ignored {
  /** The file that says so. */
  readonly path: string;
  readonly isIgnored: (path: string) => boolean;
  readonly takesAll: boolean;
}

/** What the build of a Dockerfile does not get; undefined where that is not known. */
function ignoredBy(file: DockerfileNodes['file'], project: RuleContext['project']): Ignored | undefined {
  const ownPath = `${file.source.path}.dockerignore`;
  const own = project.read(ownPath);
  const contexts = buildContexts(file, project);
  const [context] = contexts;
  if (context === undefined || contexts.length !== 1) return undefined;
  const path = typeof own === 'string' ? ownPath : joinPath(context, '.dockerignore');
  const text = typeof own === 'string' ? own : path === undefined ? undefined : project.read(path);
  // What exceptions let in again depends on the files that there are.
  if (path === undefined || typeof text !== 'string' || /^\s*!/m.test(text)) return undefined;
  return { path, isIgnored: dockerignoreMatcher(text), takesAll: /^\s*(?:\*\*?|\*\*\/\*)\s*$/m.test(text) };
}

function check(copy: DockerfileNodes['copy'], report: Report, { project }: RuleContext): void {
  if (copy.from) return;
  const { file } = copy;
  const ignored = project.remember(`what ${file.source.path} does not get`, () => ignoredBy(file, project));
  if (!ignored) return;
  const { path, isIgnored, takesAll } = ignored;
  for (const word of copy.paths) {
    const value = word.value.replace(/^\.?\/+/, '').replace(/\/+$/, '');
    if (word.isDynamic || /[*?[]/.test(value) || /^[a-z]+:\/\/|^git@/.test(word.value)) continue;
    const isWhole = value === '' || value === '.';
    if (isWhole ? takesAll : isIgnored(value))
      report(
        word,
        `\`${path}\` leaves this out of the build.`,
        related(path, { start: 0, end: 0 }, 'The list of what is left out.'),
        !isWhole &&
          fix('unsafe', `Let it in again in \`${path}\``, () => {
            const text = project.read(path);
            if (typeof text !== 'string') return undefined;
            const eol = text.includes('\r\n') ? '\r\n' : '\n';
            const newText = `${text === '' || /\n$/.test(text) ? '' : eol}!${value}${eol}`;
            return [{ file: path, start: text.length, end: text.length, newText }];
          }),
      );
  }
}

export default dockerfileRule({
  title: 'Copy of something that the build does not get',
  category: 'correctness',
  severity: 'high',
  profile: 'recommended',
  why: 'What `.dockerignore` names is not sent to the builder, which then does not find the file and stops.',
  equivalents: ['buildkit:CopyIgnoredFile', 'docker-language-server:CopyIgnoredFile'],
  fixSafety: 'The file then goes to the builder and into the image: make sure that it holds no secret.',

  visit: {
    copy: check,
    add: check,
  },

  examples: [
    {
      files: { '.dockerignore': 'dist\n*.md\n' },
      bad: dockerfile`
        FROM nginx:1.29
        COPY dist/ README.md /usr/share/nginx/html/
             ^^^^^ \`.dockerignore\` leaves this out of the build.
                   ^^^^^^^^^ \`.dockerignore\` leaves this out of the build.
      `,
      good: dockerfile`
        FROM nginx:1.29
        COPY dist/ README.md /usr/share/nginx/html/
      `,
      goodFiles: { '.dockerignore': 'dist\n*.md\n!dist\n' },
    },
  ],

  valid: [
    { text: 'FROM nginx:1.29\nCOPY --from=build dist /a\nCOPY src nginx.conf /b/\n', files: { '.dockerignore': 'dist\n' } },
    { text: 'FROM nginx:1.29\nCOPY dist /a\n', files: { '.dockerignore': '*\n!dist\n' } },
    'FROM nginx:1.29\nCOPY dist /a\n',
  ],
});
