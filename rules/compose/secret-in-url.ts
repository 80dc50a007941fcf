import {
  composeRule,
  credentialSeverity,
  DATABASE_VARIABLES,
  findUrlPasswords,
  type KeyValue,
  moveToEnv,
  type Report,
  type RuleContext,
  urlPasswordName,
  yaml,
} from '#core';

export default composeRule({
  title: 'Password in a URL',
  category: 'secrets',
  severity: 'high',
  profile: 'recommended',
  why: 'URLs are logged, shown on error pages and committed; the password in them goes with them.',
  equivalents: ['compose-lint:CL-0021', 'review:F032'],
  supersedes: ['compose/hardcoded-secret'],

  visit: {
    environmentEntry: (entry, report, context) => check(entry, report, context),
    buildArgument: (entry, report, context) => check(entry, report, context),
  },

  fixSafety:
    'The project no longer starts where `.env` is missing, and the old value stays in the history of the repository: change it at its source.',

  examples: [
    {
      bad: yaml`
        services:
          api:
            image: example/api:2.0
            environment:
              DATABASE_URL: postgres://shop:s3cr3t@db:5432/shop # main
                                            ^^^^^^ \`DATABASE_URL\` holds the password of \`shop\` in plain text.
      `,
      good: yaml`
        services:
          api:
            image: example/api:2.0
            environment:
              DATABASE_URL: postgres://shop:\${DATABASE_PASSWORD:?DATABASE_PASSWORD is not set}@db:5432/shop # main
      `,
      files: { '.gitignore': '.env\n' },
      goodFiles: { '.env': 'DATABASE_PASSWORD=s3cr3t\n', '.env.example': 'DATABASE_PASSWORD=\n' },
    },
    {
      title: 'The variable that has the password already is used again',
      bad: yaml`
        services:
          db:
            image: postgres:17
            environment:
              - POSTGRES_PASSWORD=\${POSTGRES_PASSWORD:?POSTGRES_PASSWORD is not set}
          api:
            image: example/api:2.0
            environment:
              - DATABASE_URL=postgres://shop:s3cr3t@db:5432/shop
                                             ^^^^^^
      `,
      good: yaml`
        services:
          db:
            image: postgres:17
            environment:
              - POSTGRES_PASSWORD=\${POSTGRES_PASSWORD:?POSTGRES_PASSWORD is not set}
          api:
            image: example/api:2.0
            environment:
              - DATABASE_URL=postgres://shop:\${POSTGRES_PASSWORD:?POSTGRES_PASSWORD is not set}@db:5432/shop
      `,
      files: { '.gitignore': '.env\n', '.env': 'POSTGRES_PASSWORD=s3cr3t\n', '.env.example': 'POSTGRES_PASSWORD=\n' },
    },
  ],

  valid: [
    yaml`
      services:
        api:
          image: example/api:2.0
          environment:
            DATABASE_URL: postgres://shop:\${DB_PASSWORD}@db:5432/shop
            CACHE_URL: redis://cache:6379/0
            EMPTY: postgres://shop:@db/shop
            MAIL: someone@example.com
    `,
  ],
});

function check(entry: KeyValue, report: Report, context: RuleContext): void {
  if (entry.value === undefined || !entry.scalar) return;
  for (const found of findUrlPasswords(entry.masked)) {
    if (found.dynamic) continue;
    // A token may stand in the place of the user: only what reads like a name is shown.
    const owner = /^[A-Za-z][A-Za-z_.-]{0,23}[0-9]{0,3}$/.test(found.user) ? ` of \`${found.user}\`` : '';
    report(
      entry.scalar.spanOf(entry.valueStart + found.start, entry.valueStart + found.end),
      `\`${entry.name}\` holds the password${owner} in plain text.`,
      credentialSeverity(context.source.role, entry.service.purpose, entry.masked.slice(found.start, found.end)),
      ...moveToEnv(context.project, 'password', entry, found, variableFor(entry, found.scheme)),
    );
  }
}

/** The variable that a service of this file has for the same database, else one named after the address. */
function variableFor(entry: KeyValue, scheme: string): string {
  const wanted = DATABASE_VARIABLES[scheme.replace(/\+.*$/, '')];
  const used =
    wanted !== undefined &&
    entry.service.file.services.some((service) =>
      service.environment.some((other) => other.masked !== other.value && other.name === wanted && other.value?.includes(`{${wanted}`)),
    );
  return used ? wanted : urlPasswordName(entry, scheme);
}
