import { projectRule, text } from '#core';

const CREATES = /\bcreate_(?:async_)?engine\s*\(|\bnew\s+PrismaClient\s*\(|\bnew\s+Pool\s*\(|\bmysql\.createPool\s*\(/;
const CONFIGURES =
  /\bpool_size\b|\bmax_overflow\b|\bconnection_limit\b|\bconnectionLimit\b|\bpoolSize\b|\bmaxPoolSize\b|\bDB_POOL\w*|\bPOOL_(?:SIZE|MAX)\b|\bNullPool\b|\bmax\s*:\s*(?:\d|process\.env|env\.|config)/;

export default projectRule({
  title: 'Connection pool left as it comes',
  category: 'data',
  area: 'data',
  severity: 'info',
  profile: 'strict',
  why: 'The usual size fits one process on a small machine. How many connections the database gives, and how long one may wait, is known only here.',
  equivalents: ['review:F239'],

  check(project, report) {
    const place = project.app.servers.length > 0 ? project.findCode(CREATES) : undefined;
    if (!place || !project.knowsAllSources || project.findCode(CONFIGURES)) return;
    if (
      project.envFiles.some(({ text }) => CONFIGURES.test(text)) ||
      project.composeFiles.some((file) => CONFIGURES.test(file.source.text))
    )
      return;
    // A file has no connections that could run out.
    const stores = project.app.datastores.filter(({ kind }) => kind !== 'redis' && kind !== 'sql');
    const isFile =
      stores.some(({ kind }) => kind === 'sqlite') ||
      project.findCode(/\bsqlite(?:\+\w+)?:\/\//) !== undefined ||
      project.matching(/\.prisma$/).some((path) => /\bprovider\s*=\s*"sqlite"/.test(project.read(path) ?? ''));
    if (isFile && !stores.some(({ kind }) => kind !== 'sqlite')) return;
    report(place, 'Size and waiting time of the connection pool are left as they come.');
  },

  noFix: 'The numbers follow from the database and from how many processes there are.',

  examples: [
    {
      path: 'app/database.py',
      files: { 'requirements.txt': 'fastapi==0.115.0\nsqlalchemy==2.0.36\n' },
      bad: text`
        engine = create_engine(URL)
                 ^^^^^^^^^^^^^^ Size and waiting time of the connection pool are left as they come.
      `,
    },
  ],

  valid: [
    {
      title: 'The database is a file',
      path: 'app/database.py',
      text: 'engine = create_engine("sqlite:///app.db")\n',
      files: { 'requirements.txt': 'fastapi==0.115.0\nsqlalchemy==2.0.36\n' },
    },
    {
      path: 'app/database.py',
      text: 'engine = create_engine(URL, pool_size=5)\n',
      files: { 'requirements.txt': 'fastapi==0.115.0\nsqlalchemy==2.0.36\n' },
    },
  ],
});
