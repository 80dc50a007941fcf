import { strength } from '#core';

const CODE = /\bpool_size\b|\bmax_overflow\b|\bconnection_limit\b|\bconnectionLimit\b|\bpoolSize\b|\bmaxPoolSize\b/;
const ENV = /(?:^|_)(?:POOL|CONNECTION_LIMIT|DB_POOL)(?:_|$)/;

export default strength({
  title: 'The connection pool is set',
  area: 'data',
  equivalents: ['review:S43'],

  find(project) {
    const place = project.findCode(CODE);
    if (place) return { evidence: [place] };
    for (const { path, variables } of project.envFiles) {
      const found = variables.find(({ name }) => ENV.test(name));
      if (found) return { evidence: [project.at(path, found.nameSpan)] };
    }
    return undefined;
  },

  examples: [
    { files: { 'requirements.txt': 'sqlalchemy\n', 'db.py': 'engine = create_engine(URL,\n    pool_size=5)\n' }, evidence: ['db.py:2'] },
    { files: { '.env.example': 'A=1\nDB_POOL_SIZE=10\n' }, evidence: ['.env.example:2'] },
  ],
  lacking: [{ 'requirements.txt': 'sqlalchemy\n', 'db.py': 'engine = create_engine(URL)\n' }],
});
