import { projectRule } from '#core';

const DUMP =
  /(?:^|\/)(?:[^/]*(?:dump|backup|backups|snapshot)[^/]*\.(?:sql|dump|bak|bson|archive)(?:\.(?:gz|bz2|xz|zip|zst))?|backups?\/[^/]+\.(?:sql|dump|bak)(?:\.(?:gz|bz2|xz|zip|zst))?|[^/]+\.sql\.(?:gz|bz2|xz|zip|zst))$/i;

export default projectRule({
  title: 'Database dump in the repository',
  category: 'secrets',
  area: 'secrets',
  severity: 'high',
  profile: 'recommended',
  why: 'A dump holds everything that users entrusted to the application. Everybody who can read the repository has it, and its history keeps it.',
  equivalents: ['review:X10'],

  check(project, report) {
    const all = project.tree.tracked ? [...project.tree.tracked] : project.paths;
    for (const path of all) {
      if (!DUMP.test(path) || project.isAside(path) || (project.folder !== '' && !path.startsWith(`${project.folder}/`))) continue;
      report(project.at(path), `\`${path}\` looks like a dump of a database, and git has it.`);
    }
  },

  noFix: 'It has to be taken out of the history as well, and what it holds counts as known.',

  examples: [
    {
      path: 'backups/backup-2025-10-22.sql',
      files: { 'package.json': '{}\n' },
      bad: `-- PostgreSQL database dump
^^^^^^^^^^^^^^^^^^^^^^^^^^^ \`backups/backup-2025-10-22.sql\` looks like a dump of a database, and git has it.
`,
    },
  ],

  valid: [
    { path: 'db/schema.sql', text: 'CREATE TABLE a ();\n', files: { 'package.json': '{}\n' } },
    { path: 'scripts/backup.sh', text: '#!/bin/sh\n', files: { 'package.json': '{}\n' } },
    { title: 'Git does not have it', path: 'backup.sql', text: '\n', tracked: ['package.json'] },
  ],
});
