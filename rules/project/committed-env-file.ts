import {
  type EnvFile,
  findSecret,
  fix,
  ignorePath,
  isPlaceholderSecret,
  isWeakSecret,
  type ProjectModel,
  projectRule,
  severity,
  text,
} from '#core';

/** In the repository by git's index; without one, by no `.gitignore` keeping it out. */
function isCommitted(project: ProjectModel, { path, isTemplate }: EnvFile): boolean | undefined {
  if (isTemplate) return false;
  return project.isTracked(path) ?? !project.isIgnored(path);
}

export default projectRule({
  title: 'Secret in a committed environment file',
  category: 'secrets',
  area: 'secrets',
  severity: 'critical',
  profile: 'recommended',
  why: 'Everybody who can read the repository, today or later, has it, and taking it out of the file leaves it in the history. It has to be revoked.',
  equivalents: ['review:F110'],

  check(project, report) {
    for (const file of project.envFiles) {
      if (!isCommitted(project, file)) continue;
      for (const { name, value, valueSpan } of file.variables) {
        const found = value === '' ? undefined : findSecret(name, value);
        if (!found || isPlaceholderSecret(value)) continue;
        const weak = found.weak || isWeakSecret(value);
        const what = found.evidence === 'shape' ? found.label : 'a credential';
        const how = project.isTracked(file.path) ? 'is in the repository' : 'is not kept out of git';
        report(
          project.at(file.path, valueSpan),
          `\`${name}\` is ${what}, and this file ${how}.`,
          // A word that everybody tries first hides nothing that has to be revoked, and without git nobody knows who has the file.
          (weak || (found.evidence !== 'shape' && !project.isTracked(file.path))) && severity('high'),
          !project.isIgnored(file.path) &&
            fix('unsafe', `Keep \`${project.relative(file.path)}\` out of git`, () => ignorePath(project, file.path)),
        );
      }
    }
  },

  fixSafety:
    'A file that git has already stays there until `git rm --cached` takes it out, and its history keeps it: revoke the credential first.',

  examples: [
    {
      path: '.env',
      files: { 'package.json': '{}\n' },
      bad: `MODE=production
JWT_SECRET=9f8a7c6d5e4f3a2b1c0d
           ^^^^^^^^^^^^^^^^^^^^ \`JWT_SECRET\` is a credential, and this file is not kept out of git.
`,
      good: `MODE=production
JWT_SECRET=9f8a7c6d5e4f3a2b1c0d
`,
      goodFiles: { '.gitignore': '/.env\n' },
    },
    {
      title: 'It was added before it was ignored',
      path: 'api/.env',
      files: { '.gitignore': '.env\n', 'package.json': '{}\n' },
      tracked: ['.gitignore', 'api/.env', 'package.json'],
      bad: text`
        JWT_SECRET=9f8a7c6d5e4f3a2b1c0d
                   ^^^^^^^^^^^^^^^^^^^^ \`JWT_SECRET\` is a credential, and this file is in the repository.
      `,
    },
  ],

  valid: [
    {
      title: 'Nobody gets it who does not have it already',
      path: '.env',
      text: 'JWT_SECRET=9f8a7c6d5e4f3a2b1c0d\n',
      files: { '.gitignore': '.env\n', 'package.json': '{}\n' },
    },
    {
      title: 'Git does not have it',
      path: '.env',
      text: 'JWT_SECRET=9f8a7c6d5e4f3a2b1c0d\n',
      files: { 'package.json': '{}\n' },
      tracked: ['package.json'],
    },
    { path: '.env.example', text: 'JWT_SECRET=9f8a7c6d5e4f3a2b1c0d\n' },
    { path: '.env', text: 'JWT_SECRET=\nPORT=3000\n' },
  ],
});
