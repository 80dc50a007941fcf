import { fix, projectRule, text } from '#core';

const POOL = /\bpool_size\s*=\s*(\d+)/;
const OVERFLOW = /\bmax_overflow\s*=\s*(\d+)/;
/** Connections of one process; PostgreSQL takes 100 in all unless told otherwise. */
const MAX = 40;

export default projectRule({
  title: 'Connection pool that is too large',
  category: 'data',
  area: 'data',
  severity: 'low',
  profile: 'strict',
  why: 'Every process has a pool of its own. A few workers with large ones take more connections than the database gives, and new ones fail.',
  equivalents: ['review:F238'],

  check(project, report) {
    for (const { path, code, isTest } of project.sources) {
      const pool = isTest || !path.endsWith('.py') ? null : POOL.exec(code);
      const overflow = pool && OVERFLOW.exec(code);
      const total = Number(pool?.[1] ?? 0) + Number(overflow?.[1] ?? 0);
      if (!pool || !overflow || total <= MAX) continue;
      const edit = (match: RegExpExecArray, value: string) => {
        const end = match.index + match[0].length;
        return { file: path, start: end - (match[1] ?? '').length, end, newText: value };
      };
      report(
        project.at(path, { start: pool.index, end: pool.index + pool[0].length }),
        `Each process may open ${total} connections.`,
        fix('unsafe', 'Limit the pool to 10 and 10 more', () => [edit(pool, '10'), edit(overflow, '10')]),
      );
    }
  },

  fixSafety: 'A server with slow queries may need more; measure how many connections are in use first.',

  examples: [
    {
      path: 'app/database.py',
      files: { 'requirements.txt': 'sqlalchemy==2.0.36\n' },
      bad: text`
        engine = create_async_engine(
            URL,
            pool_size=20,
            ^^^^^^^^^^^^ Each process may open 50 connections.
            max_overflow=30,
        )
      `,
      good: text`
        engine = create_async_engine(
            URL,
            pool_size=10,
            max_overflow=10,
        )
      `,
    },
  ],

  valid: [
    {
      path: 'app/database.py',
      text: 'engine = create_engine(URL, pool_size=20, max_overflow=10)\n',
      files: { 'requirements.txt': 'sqlalchemy==2.0.36\n' },
    },
  ],
});
