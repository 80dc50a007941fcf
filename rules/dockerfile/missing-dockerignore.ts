import { buildContexts, dockerfile, dockerfileRule, dockerignoreText, fix, joinPath, severity } from '#core';

export default dockerfileRule({
  title: 'Build context without a `.dockerignore`',
  category: 'secrets',
  area: 'containers',
  severity: 'high',
  profile: 'recommended',
  why: 'Everything in the folder gets into the image: `.env` with its passwords, the whole history in `.git`, and packages that were installed for another system.',
  equivalents: ['review:F020'],

  visit: {
    file(file, report, { source, project }) {
      const copies = file.stages.flatMap((stage) => [...stage.all('COPY'), ...stage.all('ADD')]).filter((copy) => !copy.from);
      const word = copies.flatMap((copy) => copy.paths).find(({ value }) => /^\.?\/?$/.test(value) && value !== '');
      if (!word) return;
      if (project.exists(`${source.path}.dockerignore`) !== false) return;
      const contexts = buildContexts(file, project);
      // A folder with nothing but the Dockerfile is most likely built with another one.
      const lists = contexts.map((context) => project.list(context));
      const [names] = lists;
      const [context] = contexts;
      if (
        context === undefined ||
        !names ||
        lists.some((list) => !list || list.includes('.dockerignore') || list.filter((name) => !/^Dockerfile|\.md$/.test(name)).length === 0)
      )
        return;
      const path = joinPath(context, '.dockerignore');
      report(
        word,
        `\`${path ?? '.dockerignore'}\` is missing: this copies everything, also what must stay outside.`,
        // What only a stage for building takes in is not shipped, but sent to the builder all the same.
        !copies.some((copy) => copy.stage && file.isShipped(copy.stage) && copy.paths.includes(word)) && severity('medium'),
        path !== undefined &&
          fix('unsafe', 'Create `.dockerignore`', () => [
            {
              create: path,
              contents: dockerignoreText(
                names,
                copies.map((copy) => copy.head.text),
              ),
            },
          ]),
      );
    },
  },

  fixSafety: 'Make sure that the build needs nothing of what is left out.',

  examples: [
    {
      files: { 'package.json': '{}\n' },
      bad: dockerfile`
        FROM node:24-slim
        COPY . .
             ^ \`.dockerignore\` is missing: this copies everything, also what must stay outside.
        COPY docs /docs
      `,
      good: dockerfile`
        FROM node:24-slim
        COPY . .
        COPY docs /docs
      `,
      goodFiles: {
        '.dockerignore': `# What the image does not need, and what must not get into it.
.git
.gitignore
.gitattributes
.github
.dockerignore
**/.env
**/.env.*
!**/.env.example
.vscode
.idea
**/.DS_Store
*.md
**/*.log
Dockerfile*
compose*.y*ml
docker-compose*.y*ml

# Installed and built inside the image.
**/node_modules
**/dist
**/build
**/.next
**/coverage
**/.turbo
**/playwright-report
`,
      },
    },
  ],

  valid: [
    { text: 'FROM node:24-slim\nCOPY . .\n', files: { 'package.json': '{}\n', '.dockerignore': 'node_modules\n' } },
    { text: 'FROM node:24-slim\nCOPY . .\n', files: { 'package.json': '{}\n', 'Dockerfile.dockerignore': 'node_modules\n' } },
    { text: 'FROM node:24-slim\nCOPY src .\n', files: { 'package.json': '{}\n' } },
    'FROM node:24-slim\nCOPY . .\n',
    {
      title: 'The context is another folder, which has one',
      path: 'docker/api/Dockerfile',
      text: 'FROM node:24-slim\nCOPY . .\n',
      files: {
        'compose.yaml': 'services:\n  api:\n    build:\n      context: .\n      dockerfile: docker/api/Dockerfile\n',
        '.dockerignore': '\n',
        'docker/api/run.sh': '\n',
      },
    },
  ],
});
