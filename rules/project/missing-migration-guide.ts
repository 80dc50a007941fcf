import { findMigrations, fix, migrationGuide, projectRule, text } from '#core';

export default projectRule({
  title: 'Changes of the database follow no written rule',
  category: 'documentation',
  area: 'documentation',
  severity: 'info',
  profile: 'strict',
  why: 'A migration that locks a table, or that the running version does not understand, takes the application down while it is deployed.',
  equivalents: ['review:F236'],

  check(project, report) {
    if (!project.app.isDeployed || findMigrations(project).length === 0) return;
    if (
      project.findDocument(
        /(?:^|\/)[^/]*migrations?[^/]*\.\w+$/i,
        /\bmigrations?\b[^\n]{0,80}\b(?:roll ?back|zero[- ]downtime|backward)|\b(?:roll ?back|zero[- ]downtime|backward)[^\n]{0,80}\bmigrations?\b/i,
      )
    )
      return;
    const created = migrationGuide(project);
    report(
      project.missing(created.path),
      'No document says how migrations are made and taken back.',
      fix('placeholder', `Create \`${created.path}\``, () => [{ create: created.path, contents: created.contents() }]),
    );
  },

  fixSafety: 'It is a beginning: what the database and the way of deploying allow has to be known.',

  examples: [
    {
      files: { 'migrations/1_init.js': '\n' },
      bad: `{ "private": true, "dependencies": { "express": "^5.0.0", "knex": "^3.0.0" } }
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ No document says how migrations are made and taken back.
`,
      good: '{ "private": true, "dependencies": { "express": "^5.0.0", "knex": "^3.0.0" } }\n',
      goodFiles: {
        'docs/DATABASE_MIGRATIONS.md': text`
          # Database migrations

          Migrations are kept in \`migrations\`.

          Make one:

          \`\`\`sh
          npx knex migrate:make change
          \`\`\`

          Apply all that are new:

          \`\`\`sh
          npx knex migrate:latest
          \`\`\`

          ## Rules

          - A migration that was merged is never changed; another one mends it.
          - The running version has to work with the new tables: add first, deploy, remove what is old in a later release.
          - A backup is made before anything is removed.

          ## Roll back

          The last migration is taken back with:

          \`\`\`sh
          npx knex migrate:rollback
          \`\`\`

          Who decides: [name]
        `,
      },
    },
  ],

  valid: [
    {
      text: '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n',
      files: { 'migrations/1.sql': '\n', 'docs/MIGRATIONS.md': '\n' },
    },
    '{ "name": "library" }\n',
  ],
});
