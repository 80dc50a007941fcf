import { findBackups, projectRule } from '#core';

const VERIFIES =
  /pg_restore\s+(?:-l|--list)|\bverify\b|\bsha256sum\b|\bgzip\s+-t\b|\bgunzip\s+-t\b|\brestic\s+check\b|\btest[-_]restore\b/i;

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
    if (!place || VERIFIES.test(project.text(place.file).text)) return;
    report(place, 'Nothing checks that this backup can be read back.');
  },

  noFix: 'A restore has to be tried against a database of its own.',

  examples: [
    {
      path: 'scripts/backup.sh',
      files: { 'package.json': '{}\n' },
      bad: `#!/bin/sh
pg_dump app > app.sql
^^^^^^^ Nothing checks that this backup can be read back.
`,
    },
  ],

  valid: [
    { path: 'scripts/backup.sh', text: 'pg_dump -Fc app > app.dump\npg_restore --list app.dump\n', files: { 'package.json': '{}\n' } },
  ],
});
