import { findBackups, strength } from '#core';

const SCHEDULE = /(?:^|_)BACKUP_(?:RETENTION|SCHEDULE|CRON|DAYS|KEEP)/;

export default strength({
  title: 'Backups are made',
  area: 'data',
  equivalents: ['review:S44'],

  find(project) {
    const { automatic, manual } = findBackups(project);
    for (const { path, variables } of automatic ? [] : project.envFiles) {
      const found = variables.find(({ name }) => SCHEDULE.test(name));
      if (found) return { evidence: [project.at(path, found.nameSpan)] };
    }
    const place = automatic ?? manual;
    return place && { evidence: [place], ...(automatic ? {} : { partial: 'by hand only' }) };
  },

  examples: [
    { files: { 'scripts/backup.sh': '#!/bin/sh\npg_dump app > app.sql\n' }, evidence: ['scripts/backup.sh:2'] },
    { files: { Makefile: 'db-backup:\n\tpg_dump app > app.sql\n' }, evidence: ['Makefile:2'], partial: 'by hand only' },
  ],
  lacking: [{ 'scripts/dump.sh': 'echo dump\n' }],
});
