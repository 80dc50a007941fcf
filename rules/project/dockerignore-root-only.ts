import { dockerignoreFacts, fix, isDockerignore, projectRule, related, text } from '#core';

export default projectRule({
  title: '`.dockerignore` pattern that misses files in folders',
  category: 'secrets',
  area: 'containers',
  severity: 'medium',
  profile: 'recommended',
  why: 'Unlike in `.gitignore`, a pattern without `**/` holds for the root of the build context only: in a monorepo the files of every package get into the image.',
  equivalents: ['review:X15'],

  check(project, report) {
    for (const path of project.paths.filter(isDockerignore)) {
      const found = project.isAside(path) ? [] : (dockerignoreFacts(project, path)?.rootOnly ?? []);
      const [first, ...others] = found;
      if (!first) continue;
      const patterns = found.map(({ pattern }) => `\`${pattern}\``);
      const named = patterns.length === 1 ? patterns.join('') : `${patterns.slice(0, -1).join(', ')} and ${patterns.at(-1)}`;
      report(
        project.at(path, first.line),
        `${named} ${patterns.length === 1 ? 'holds' : 'hold'} for the root only: \`${first.example}\` gets into the image.`,
        ...others.map(({ line, example }) => related(path, line, `Misses \`${example}\`.`)),
        fix('unsafe', patterns.length === 1 ? `Write \`**/${first.pattern}\`` : 'Write them with `**/`', () =>
          found.map(({ line, pattern }) => ({ file: path, ...line, newText: `**/${pattern}` })),
        ),
      );
    }
  },

  fixSafety: 'A build that takes what is installed or built in the folders from outside no longer finds it.',

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
    {
      path: '.dockerignore',
      files: {
        Dockerfile: 'FROM node:24\nCOPY . .\n',
        'package.json': '{ "workspaces": ["apps/*"] }\n',
        'apps/api/package.json': '{ "dependencies": { "express": "5" } }\n',
      },
      bad: text`
        # Installed inside
        /node_modules/
        ^^^^^^^^^^^^^^ \`node_modules\`, \`.env\` and \`.env.*\` hold for the root only: \`apps/api/node_modules\` gets into the image.
        .git
        .env
        .env.*
      `,
      good: text`
        # Installed inside
        **/node_modules
        .git
        **/.env
        **/.env.*
      `,
    },
  ],

  valid: [
    { path: '.dockerignore', text: 'node_modules\n', files: { Dockerfile: 'FROM node:24\nCOPY . .\n', 'package.json': '{}\n' } },
    {
      title: 'The folder is left out as a whole',
      path: '.dockerignore',
      text: 'node_modules\n.env\napi\n',
      files: { Dockerfile: 'FROM node:24\nCOPY . .\n', 'package.json': '{}\n', 'api/package.json': '{}\n' },
    },
    {
      title: 'No package in a folder has one',
      path: '.dockerignore',
      text: 'node_modules\n**/.env\n',
      files: { Dockerfile: 'FROM node:24\nCOPY . .\n', 'package.json': '{}\n', 'tools/requirements.txt': 'flask\n' },
    },
  ],
});
