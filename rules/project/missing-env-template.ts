import { envReads, envTemplate, fix, isSetByPlatform, joinPath, projectRule, text } from '#core';

export default projectRule({
  title: 'No template shows which variables there are',
  category: 'maintainability',
  area: 'secrets',
  severity: 'medium',
  profile: 'strict',
  why: 'Whoever sets the application up has to find the variables in the code, and forgets one.',
  equivalents: ['review:F120'],

  check(project, report) {
    if (!project.app.isDeployed || !project.tree.complete || project.envFiles.some(({ isTemplate }) => isTemplate)) return;
    const reads = envReads(project).filter(({ name, fallback }) => fallback === undefined && !isSetByPlatform(name));
    const names = new Set(reads.map(({ name }) => name));
    const [first] = reads;
    if (!first || names.size < 2) return;
    const path = joinPath(project.folder, '.env.example') ?? '.env.example';
    report(
      project.missing(path, first.place),
      `${names.size} variables are needed, and no template names them.`,
      fix('safe', 'Create `.env.example`', () =>
        project.files.exists(path) === false ? [{ create: path, contents: envTemplate(project) }] : undefined,
      ),
    );
  },

  examples: [
    {
      path: 'src/db.js',
      files: { 'package.json': '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n' },
      bad: text`
        connect(process.env.DATABASE_URL, process.env.DATABASE_PASSWORD, process.env.POOL || '5');
                ^^^^^^^^^^^^^^^^^^^^^^^^ 2 variables are needed, and no template names them.
      `,
      good: text`
        connect(process.env.DATABASE_URL, process.env.DATABASE_PASSWORD, process.env.POOL || '5');
      `,
      goodFiles: {
        '.env.example': text`
          # Copy this file to .env and fill in the values. Never commit .env.

          # src/db.js
          DATABASE_PASSWORD=
          DATABASE_URL=
          # POOL=5
        `,
      },
    },
  ],

  valid: [
    {
      path: 'src/db.js',
      text: 'connect(process.env.DATABASE_URL, process.env.DATABASE_PASSWORD);\n',
      files: { 'package.json': '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n', '.env.template': 'X=\n' },
    },
  ],
});
