import { findBackups, strength } from '#core';

export default strength({
  title: 'Backups are made',
  area: 'data',
  equivalents: ['review:S44'],

  find(project) {
    const { automatic, manual } = findBackups(project);
    const place = automatic ?? manual;
    return place && { evidence: [place], ...(automatic ? {} : { partial: 'by hand only' }) };
  },

  examples: [
    { files: { 'scripts/backup.sh': '#!/bin/sh\npg_dump app > app.sql\n' }, evidence: ['scripts/backup.sh:2'] },
    { files: { Makefile: 'db-backup:\n\tpg_dump app > app.sql\n' }, evidence: ['Makefile:2'], partial: 'by hand only' },
  ],
  lacking: [{ 'scripts/dump.sh': 'echo dump\n' }],
});
