import { appendLines, baseName, fix, foldersWithEnvironment, gitignoreFor, joinPath, projectRule, text } from '#core';

export default projectRule({
  title: 'Git would take `.env` along',
  category: 'secrets',
  area: 'secrets',
  severity: 'high',
  profile: 'recommended',
  why: 'A file that holds secrets and is not ignored is committed sooner or later with everything else, and what was pushed once counts as known.',
  equivalents: ['review:F111'],

  check(project, report) {
    if (!project.app.isDeployed || !project.tree.complete) return;
    const open = foldersWithEnvironment(project).filter((folder) => !project.isIgnored(joinPath(folder, '.env') ?? '.env'));
    // A template that is called `.env` itself is a decision that other rules judge.
    const [first] = open;
    if (first === undefined) return;
    const gitignore = gitignoreFor(project, first);
    const where = open.map((folder) => `\`${joinPath(folder, '.env') ?? '.env'}\``);
    const named = where.length > 2 ? `${where.slice(0, 2).join(', ')} and ${where.length - 2} more` : where.join(' and ');
    report(
      project.has(gitignore) ? project.at(gitignore) : project.missing(gitignore),
      `Nothing keeps ${named} out of git.`,
      fix('safe', 'Ignore environment files', () => {
        const hasOwn = project.envFiles.some(
          (file) => baseName(file.path).startsWith('.env') && !file.isTemplate && project.isTracked(file.path),
        );
        // Files of these names that git has already would become invisible to it.
        if (hasOwn) return undefined;
        return appendLines(project, gitignore, ['.env', '.env.*', '!.env.example', '!.env.*.example', '!.env.template', '!.env.sample']);
      }),
    );
  },

  examples: [
    {
      path: '.gitignore',
      files: {
        'package.json': '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n',
        'src/server.js': 'listen(process.env.PORT);\n',
      },
      bad: text`
        node_modules
        ^^^^^^^^^^^^ Nothing keeps \`.env\` out of git.
      `,
      good: text`
        node_modules
        .env
        .env.*
        !.env.example
        !.env.*.example
        !.env.template
        !.env.sample
      `,
    },
  ],

  valid: [
    {
      path: '.gitignore',
      text: '.env*\n',
      files: {
        'package.json': '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n',
        'src/server.js': 'listen(process.env.PORT);\n',
      },
    },
    {
      title: 'Nothing reads the environment',
      path: '.gitignore',
      text: 'node_modules\n',
      files: { 'package.json': '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n' },
    },
  ],
});
