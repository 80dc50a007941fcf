import { appendLines, dockerignoreFacts, fix, isDockerignore, projectRule, severity, text } from '#core';

export default projectRule({
  title: 'Build context takes too much along',
  category: 'secrets',
  area: 'containers',
  severity: 'medium',
  profile: 'recommended',
  why: 'What `.dockerignore` does not leave out is sent to the builder, and `COPY . .` puts it into the image: history, environment files, packages of another platform.',
  equivalents: ['review:F021'],

  check(project, report) {
    for (const path of project.paths.filter(isDockerignore)) {
      const facts = project.isAside(path) ? undefined : dockerignoreFacts(project, path);
      if (!facts) continue;
      const { secrets, rest } = facts;
      const missing = [...secrets, ...rest];
      if (missing.length === 0) continue;
      const named = (secrets.length > 0 ? secrets : rest).map((pattern) => `\`${pattern}\``).slice(0, 5);
      report(
        project.at(path),
        `${named.join(', ')} ${named.length === 1 ? 'is' : 'are'} not left out of the image.`,
        secrets.length === 0 && severity('info'),
        fix('unsafe', `Leave out ${missing.length === 1 ? missing[0] : 'what is missing'}`, () => appendLines(project, path, missing)),
      );
    }
  },

  fixSafety: 'Make sure that no instruction copies what is left out.',

  examples: [
    {
      path: '.dockerignore',
      files: { Dockerfile: 'FROM node:24\nCOPY . .\n', 'package.json': '{}\n' },
      bad: text`
        node_modules
        ^^^^^^^^^^^^ \`.git\`, \`.env\`, \`.env.*\` are not left out of the image.
        .gitignore
        *.md
        docs
        .vscode
        .idea
      `,
      good: text`
        node_modules
        .gitignore
        *.md
        docs
        .vscode
        .idea
        .git
        .env
        .env.*
      `,
    },
  ],

  valid: [
    {
      title: 'Development packages of folders, written for all of them',
      path: '.dockerignore',
      text: '.git\n**/.env*\n**/node_modules\n.gitignore\n*.md\ndocs\n.vscode\n.idea\n',
      files: { Dockerfile: 'FROM node:24\nCOPY . .\n', 'package.json': '{}\n', 'api/package.json': '{}\n' },
    },
    { path: '.dockerignore', text: '*\n!src\n', files: { Dockerfile: 'FROM node:24\nCOPY . .\n' } },
    { title: 'No image is built from the folder', path: '.dockerignore', text: 'node_modules\n' },
  ],
});
