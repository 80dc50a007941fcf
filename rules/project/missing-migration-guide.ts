import { findMigrations, projectRule } from '#core';

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
    report(project.anchor, 'No document says how migrations are made and taken back.');
  },

  noFix: 'What the database and the way of deploying allow has to be known.',

  examples: [
    {
      files: { 'migrations/1_init.sql': '\n' },
      bad: `{ "private": true, "dependencies": { "express": "^5.0.0" } }
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ No document says how migrations are made and taken back.
`,
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
