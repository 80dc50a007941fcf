import { strength } from '#core';

const EXTENSION = /CREATE EXTENSION[^;\n]*(?:vector|postgis|pg_trgm|uuid-ossp|pgcrypto|citext|timescaledb)[^;\n]*/i;

export default strength({
  title: 'Database extensions are set up by the project',
  area: 'data',
  equivalents: ['review:S41'],

  find(project) {
    for (const path of project.matching(/\.sql$/)) {
      const match = project.isAside(path) ? null : EXTENSION.exec(project.read(path) ?? '');
      if (match) return { evidence: [project.at(path, { start: match.index, end: match.index + match[0].length })] };
    }
    return undefined;
  },

  examples: [{ files: { 'db/init.sql': '-- search\nCREATE EXTENSION IF NOT EXISTS vector;\n' }, evidence: ['db/init.sql:2'] }],
  lacking: [{ 'db/init.sql': 'CREATE TABLE vector ();\n' }],
});
