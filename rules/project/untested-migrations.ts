import { findMigrations, lacksActivity, pipelinePlace, projectRule } from '#core';

export default projectRule({
  title: 'No pipeline tries the migrations',
  category: 'data',
  area: 'ci-cd',
  severity: 'low',
  profile: 'strict',
  why: 'A migration that fails does so in production, on data that nobody has tried it on.',
  equivalents: ['review:F093'],

  check(project, report) {
    const migrations = findMigrations(project);
    if (migrations.length === 0 || !project.app.isDeployed || !lacksActivity(project, 'migrate')) return;
    report(
      pipelinePlace(project, 'test'),
      `No pipeline applies the ${migrations.length === 1 ? 'migration' : `${migrations.length} migrations`} to a database.`,
    );
  },

  noFix: 'The job needs a database of the kind and version that production has, as a service container.',

  examples: [
    {
      path: 'package.json',
      files: {
        'prisma/migrations/1_init/migration.sql': 'CREATE TABLE a ();\n',
        'prisma/migrations/2_more/migration.sql': 'CREATE TABLE b ();\n',
      },
      bad: `{ "private": true, "dependencies": { "express": "^5.0.0" } }
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ No pipeline applies the 2 migrations to a database.
`,
    },
  ],

  valid: ['{ "private": true, "dependencies": { "express": "^5.0.0" } }\n'],
});
