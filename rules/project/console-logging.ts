import { type FilePlace, projectRule, related, type SourceFile, STRUCTURED_LOGGING, text } from '#core';

const JAVASCRIPT = /\bconsole\.(?:log|error|warn|info|debug)\(/g;
const PYTHON = /^[ \t]*print\(/gm;
/** Programs for the terminal, what runs before a logger exists, and the logger itself. */
const EXEMPT =
  /(?:^|\/)(?:scripts?|bin|cli|tools|seeds?|prisma|migrations|alembic|cypress|playwright|public)\/|(?:^|\/)(?:[^/]*(?:logger|logging|seed|migrate|\.config|setup)[^/]*|env|instrumentation|manage|conftest|setup)\.(?:[cm]?[jt]sx?|py)$/i;
const FEW = 5;
const SHOWN = 10;

export default projectRule({
  title: 'Messages go to the console instead of a logger',
  category: 'observability',
  area: 'observability',
  severity: 'medium',
  profile: 'strict',
  why: 'Such lines have no level, no time and no request, cannot be switched off, and are not found where the logs are searched.',
  equivalents: ['review:F175'],

  check(project, report) {
    if (project.app.servers.length === 0) return;
    const counted = project.sources.flatMap((file) => {
      const places = file.isTest || EXEMPT.test(project.relative(file.path)) ? [] : placesIn(file);
      const [first] = places;
      return first ? [{ first, count: places.length }] : [];
    });
    const total = counted.reduce((sum, { count }) => sum + count, 0);
    const worst = [...counted].sort((a, b) => b.count - a.count || (a.first.file < b.first.file ? -1 : 1));
    const [top] = worst;
    if (!top || total < FEW) return;
    const logger = project.dependency(STRUCTURED_LOGGING);
    report(
      top.first,
      `The console is written to in ${total} places of ${counted.length} ${counted.length === 1 ? 'file' : 'files'}${logger ? `, although \`${logger.name}\` is there` : ''}.`,
      ...worst.slice(1, SHOWN).map(({ first, count }) => related(first.file, first.span, `${count} ${count === 1 ? 'place' : 'places'}.`)),
    );
  },

  noFix: 'Which level each message has, and what belongs to it, has to be decided one by one.',

  examples: [
    {
      path: 'src/orders.js',
      files: {
        'package.json': '{ "private": true, "dependencies": { "express": "^5.0.0", "winston": "^3.0.0" } }\n',
        'src/mail.js': "console.error('x');\n",
        'scripts/seed.js': "console.log('seeded');\n",
      },
      bad: text`
        // console.log('old');
        console.log('a');
        ^^^^^^^^^^^^ The console is written to in 5 places of 2 files, although \`winston\` is there.
        console.log('b');
        console.warn('c');
        console.error('d');
      `,
    },
  ],

  valid: [
    {
      title: 'A program for the terminal',
      path: 'src/orders.js',
      text: 'console.log(1);\n'.repeat(9),
      files: { 'package.json': '{ "name": "tool" }\n' },
    },
    {
      path: 'src/orders.js',
      text: 'console.log(1);\n',
      files: { 'package.json': '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n' },
    },
  ],
});

function placesIn({ path, code }: SourceFile): FilePlace[] {
  return [...code.matchAll(path.endsWith('.py') ? PYTHON : JAVASCRIPT)].map((match) => {
    const lead = match[0].length - match[0].trimStart().length;
    return { file: path, span: { start: match.index + lead, end: match.index + match[0].length } };
  });
}
