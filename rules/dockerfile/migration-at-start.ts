import { type DockerCommand, dockerfile, dockerfileRule, operands } from '#core';

/** How the common migration tools are called: program (or the word behind a runner), then the words that follow. */
const MIGRATIONS: readonly (readonly [RegExp, RegExp])[] = [
  [/^alembic$/, /^upgrade$/],
  [/^flask$/, /^db upgrade$/],
  [/^prisma$/, /^(?:migrate (?:deploy|dev|reset)|db push)$/],
  [/^(?:knex|knex\.js)$/, /^migrate:/],
  [/^(?:sequelize|sequelize-cli)$/, /^db:migrate/],
  [/^typeorm$/, /^migration:run$/],
  [/^drizzle-kit$/, /^(?:migrate|push)$/],
  [/^(?:rails|rake)$/, /^db:(?:migrate|prepare)$/],
  [/^(?:php|artisan)$/, /^(?:artisan )?migrate/],
];
const RUNNERS = /^(?:npx|bunx|bundle|poetry|pipenv|uv|pnpm|yarn|npm)$/;

function migrationOf({ command }: DockerCommand): string | undefined {
  const words = [command.program ?? '', ...operands(command).map((word) => word.template)];
  if (RUNNERS.test(words[0] ?? '')) words.splice(0, /^(?:exec|run|dlx)$/.test(words[1] ?? '') ? 2 : 1);
  const [name = '', first = '', second = ''] = words;
  if (/(?:^|\/)manage\.py$/.test(name) || /(?:^|\/)manage\.py$/.test(first))
    return words.includes('migrate') ? 'manage.py migrate' : undefined;
  const found = MIGRATIONS.some(([program, call]) => program.test(name) && (call.test(first) || call.test(`${first} ${second}`)));
  return found ? `${name} ${first}` : undefined;
}

export default dockerfileRule({
  title: 'Database migration in the start command',
  category: 'data',
  severity: 'medium',
  profile: 'recommended',
  why: 'Each copy of the container migrates when it starts: several at once race for the schema, every restart waits for it, and a bad migration keeps all of them down.',
  equivalents: ['review:F011'],
  noFix: 'The migration belongs into a step or service of its own that runs once before the new version starts.',

  visit: {
    shippedStage(stage, report, { source }) {
      if (source.role === 'development' || source.role === 'test') return;
      for (const start of [stage.entrypoint, stage.cmd]) {
        const commands = start?.text.commands ?? [];
        const migration = commands.find((node) => migrationOf(node) !== undefined);
        // An image that only migrates is what is asked for.
        const others = commands.filter(
          (node) => node !== migration && !/^(?:sh|bash|ash|cd|echo|set|sleep|export)$/.test(node.command.program ?? ''),
        );
        const at = migration?.command.nameWord?.span;
        if (!migration || !at || others.length === 0) continue;
        report(at, `\`${migrationOf(migration)}\` runs at every start of every copy.`);
        return;
      }
    },
  },

  examples: [
    {
      bad: dockerfile`
        FROM python:3.14
        CMD ["sh", "-c", "alembic upgrade head && exec uvicorn app:app"]
                          ^^^^^^^ \`alembic upgrade\` runs at every start of every copy.
      `,
    },
    {
      bad: dockerfile`
        FROM node:24
        CMD npx prisma migrate deploy && node server.js
            ^^^ \`prisma migrate\` runs at every start of every copy.
      `,
    },
  ],

  valid: [
    { title: 'An image for the migration', text: 'FROM python:3.14\nCMD ["alembic", "upgrade", "head"]\n' },
    'FROM python:3.14\nRUN python manage.py collectstatic\nCMD ["gunicorn", "app:app"]\n',
  ],
});
