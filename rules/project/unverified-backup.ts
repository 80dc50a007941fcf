import { BACKUP, findBackups, projectRule } from '#core';

const VERIFIES =
  /pg_restore\s+(?:-l|--list)|\bverify\b|\bsha256sum\b|\bgzip\s+-t\b|\bgunzip\s+-t\b|\b(?:restic|borg)\s+check\b|\btest[-_]restore\b|\bpg_verifybackup\b|--dryRun\b|\[\[?\s+!?\s*-s\s|\btest\s+-s\b/i;

export default projectRule({
  title: 'Backups that nobody checks',
  category: 'data',
  area: 'data',
  severity: 'info',
  profile: 'strict',
  why: 'A backup that was never read back may be empty or broken, which one learns on the worst day.',
  equivalents: ['review:F232'],

  check(project, report) {
    const { automatic, manual } = findBackups(project);
    const place = automatic ?? manual;
    // A setting or a service of somebody else's image tells nothing of how it is done.
    const text = place && project.app.isDeployed ? project.text(place.file).text : '';
    if (!place || !BACKUP.test(text) || VERIFIES.test(text)) return;
    report(place, 'Nothing checks that this backup can be read back.');
  },

  noFix: 'A restore has to be tried against a database of its own.',

  examples: [
    {
      path: 'scripts/backup.sh',
      files: { 'package.json': '{ "private": true, "dependencies": { "express": "^5.0.0", "pg": "^8.0.0" } }\n' },
      bad: `#!/bin/sh
pg_dump app > app.sql
^^^^^^^ Nothing checks that this backup can be read back.
`,
    },
  ],

  valid: [
    { title: 'A tool', path: 'src/find.js', text: 'const BACKUP = /pg_dump/;\n', files: { 'package.json': '{ "name": "linter" }\n' } },
    {
      path: 'scripts/backup.sh',
      text: 'pg_dump -Fc app > app.dump\npg_restore --list app.dump\n',
      files: { 'package.json': '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n' },
    },
  ],
});
