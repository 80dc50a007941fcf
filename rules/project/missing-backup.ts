import { BACKUP_COMMAND, findBackups, projectRule, severity } from '#core';

const PERSISTENT = new Set(['postgres', 'mysql', 'mongodb', 'neo4j', 'sqlite', 'sql', 'other']);

export default projectRule({
  title: 'Data without a backup',
  category: 'data',
  area: 'data',
  severity: 'high',
  profile: 'strict',
  why: 'Disks fail, and people drop tables. Without a backup that runs by itself, what users entrusted to the application is gone.',
  equivalents: ['review:F231'],

  check(project, report) {
    const store = project.app.datastores.find(({ kind }) => PERSISTENT.has(kind));
    if (!store || !project.app.isDeployed || !project.tree.complete) return;
    const { automatic, manual } = findBackups(project);
    if (automatic) return;
    // Whoever runs the database for the project may make backups of it.
    const runsItself = project.composeFiles.some((file) => file.services.some(({ imageKind }) => imageKind?.category === 'database'));
    report(
      manual ?? store.place,
      manual
        ? 'Backups are made by hand only: nothing runs this by itself.'
        : `Nothing makes backups of this data: no ${BACKUP_COMMAND} in a script, a service or a workflow.`,
      !runsItself && severity('medium'),
    );
  },

  noFix: 'Where backups are kept, and how long, has to be decided.',

  examples: [
    {
      path: 'Makefile',
      files: { 'package.json': '{ "private": true, "dependencies": { "express": "^5.0.0", "pg": "^8.0.0" } }\n' },
      bad: `db-backup:
	docker compose exec db pg_dump app > backup.sql
                        ^^^^^^^ Backups are made by hand only: nothing runs this by itself.
`,
    },
  ],

  valid: [
    {
      text: '{ "private": true, "dependencies": { "express": "^5.0.0", "pg": "^8.0.0" } }\n',
      files: { 'scripts/backup.sh': '#!/bin/sh\npg_dump app > /backups/app.sql\n' },
    },
    '{ "private": true, "dependencies": { "express": "^5.0.0", "ioredis": "^5.0.0" } }\n',
  ],
});
