import { strength } from '#core';

const POLICY = /ENABLE ROW LEVEL SECURITY|CREATE POLICY/i;

export default strength({
  title: 'The database itself decides who sees which row',
  area: 'security',
  equivalents: ['review:S55'],

  find(project) {
    for (const path of project.matching(/\.sql$/)) {
      const match = project.isAside(path) ? null : POLICY.exec(project.read(path) ?? '');
      if (match) return { evidence: [project.at(path, { start: match.index, end: match.index + match[0].length })] };
    }
    return undefined;
  },

  examples: [{ files: { 'db/init.sql': 'CREATE TABLE a ();\nALTER TABLE a ENABLE ROW LEVEL SECURITY;\n' }, evidence: ['db/init.sql:2'] }],
  lacking: [{ 'db/init.sql': 'CREATE TABLE policy ();\n' }],
});
