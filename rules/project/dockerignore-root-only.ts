import { dockerignoreFacts, fix, projectRule, text } from '#core';

export default projectRule({
  title: '`.dockerignore` pattern that misses files in folders',
  category: 'secrets',
  area: 'containers',
  severity: 'medium',
  profile: 'recommended',
  why: 'Unlike in `.gitignore`, a pattern without `**/` holds for the root of the build context only: in a monorepo the files of every package get into the image.',
  equivalents: ['review:X15'],

  check(project, report) {
    for (const path of project.matching(/(?:^|\/)(?:[^/]+)?\.dockerignore$/)) {
      const facts = project.isAside(path) ? undefined : dockerignoreFacts(project, path);
      for (const { line, pattern, example } of facts?.rootOnly ?? []) {
        report(
          project.at(path, line),
          `\`${pattern}\` holds for the root only: \`${example}\` gets into the image.`,
          fix('safe', `Write \`**/${pattern}\``, () => [{ file: path, start: line.start, end: line.start, newText: '**/' }]),
        );
      }
    }
  },

  examples: [
    {
      path: '.dockerignore',
      files: {
        Dockerfile: 'FROM node:24\nCOPY . .\n',
        'package.json': '{ "workspaces": ["apps/*"] }\n',
        'apps/api/package.json': '{ "dependencies": { "express": "5" } }\n',
      },
      bad: text`
        node_modules
        ^^^^^^^^^^^^ \`node_modules\` holds for the root only: \`apps/api/node_modules\` gets into the image.
        **/.env
        .git
      `,
      good: text`
        **/node_modules
        **/.env
        .git
      `,
    },
  ],

  valid: [{ path: '.dockerignore', text: 'node_modules\n', files: { Dockerfile: 'FROM node:24\nCOPY . .\n', 'package.json': '{}\n' } }],
});
