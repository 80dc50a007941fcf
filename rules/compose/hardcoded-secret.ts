import {
  composeRule,
  credentialSeverity,
  findSecret,
  isPlaceholderSecret,
  type KeyValue,
  moveToEnv,
  type Report,
  type RuleContext,
  severity,
  valueVariable,
  yaml,
} from '#core';

export default composeRule({
  title: 'Credential in plain text',
  category: 'secrets',
  severity: 'high',
  profile: 'recommended',
  why: 'Everybody who can read the repository or its history has the credential, and every environment that is set up from this file shares it.',
  equivalents: ['compose-lint:CL-0020', 'review:F032', 'review:F034', 'review:F035'],

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
          db:
            image: postgres:17
            environment:
              POSTGRES_USER: shop
              POSTGRES_PASSWORD: "correct horse" # for now
                                 ^^^^^^^^^^^^^^^ \`POSTGRES_PASSWORD\` holds a credential in plain text.
      `,
      good: yaml`
        services:
          db:
            image: postgres:17
            environment:
              POSTGRES_USER: shop
              POSTGRES_PASSWORD: "\${POSTGRES_PASSWORD:?POSTGRES_PASSWORD is not set}" # for now
      `,
      files: { '.gitignore': 'node_modules/\n', '.env': 'TAG=1\n' },
      goodFiles: {
        '.env': "TAG=1\nPOSTGRES_PASSWORD='correct horse'\n",
        '.env.example': 'POSTGRES_PASSWORD=\n',
        '.gitignore': 'node_modules/\n.env\n',
      },
    },
    {
      title: 'User and password in one value, in list form',
      bad: yaml`
        services:
          graph:
            image: neo4j:5
            environment:
              - NEO4J_AUTH=neo4j/s3cr3t-graph
                                 ^^^^^^^^^^^^
      `,
      good: yaml`
        services:
          graph:
            image: neo4j:5
            environment:
              - NEO4J_AUTH=neo4j/\${NEO4J_PASSWORD:?NEO4J_PASSWORD is not set}
      `,
      files: { '.gitignore': '.env\n', '.env.example': 'NEO4J_PASSWORD=\n' },
      goodFiles: { '.env': 'NEO4J_PASSWORD=s3cr3t-graph\n' },
    },
    {
      title: 'All copies, also in addresses and in the file that lies over this one',
      files: {
        'compose.override.yaml': 'services:\n  worker:\n    environment:\n      - REPORT_URL=postgres://app:s3cr3t-shop@db/report\n',
        '.gitignore': '.env\n',
        '.env.example': 'POSTGRES_PASSWORD=\n',
      },
      fix: 'Move all 3 copies of it to `.env`',
      bad: yaml`
        services:
          db:
            image: postgres:17
            environment:
              POSTGRES_PASSWORD: s3cr3t-shop
                                 ^^^^^^^^^^^
          worker:
            image: example/worker:1.0
            environment:
              DATABASE_URL: postgresql+asyncpg://app:s3cr3t-shop@db/shop
              GRAPH_PASSWORD: s3cr3t-graph
                              ^^^^^^^^^^^^
      `,
      good: yaml`
        services:
          db:
            image: postgres:17
            environment:
              POSTGRES_PASSWORD: \${POSTGRES_PASSWORD:?POSTGRES_PASSWORD is not set}
          worker:
            image: example/worker:1.0
            environment:
              DATABASE_URL: postgresql+asyncpg://app:\${POSTGRES_PASSWORD:?POSTGRES_PASSWORD is not set}@db/shop
              GRAPH_PASSWORD: s3cr3t-graph
      `,
      goodFiles: {
        'compose.override.yaml':
          'services:\n  worker:\n    environment:\n      - REPORT_URL=postgres://app:${POSTGRES_PASSWORD:?POSTGRES_PASSWORD is not set}@db/report\n',
        '.env': 'POSTGRES_PASSWORD=s3cr3t-shop\n',
      },
    },
    {
      title: 'A placeholder that would run as it is',
      bad: yaml`
        services:
          api:
            build:
              context: .
              args:
                NPM_TOKEN: change-me
                           ^^^^^^^^^ \`NPM_TOKEN\` holds a placeholder that is used as it is.
      `,
    },
  ],

  valid: [
    yaml`
      services:
        db:
          image: postgres:17
          environment:
            POSTGRES_PASSWORD: \${POSTGRES_PASSWORD:?POSTGRES_PASSWORD is not set}
            POSTGRES_PASSWORD_FILE: /run/secrets/db
            JWT_PUBLIC_KEY: MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE
            ACCESS_TOKEN_EXPIRE_MINUTES: 30
            ALLOW_EMPTY_PASSWORD: "yes"
            API_TOKEN:
            DB_PASSWORD: ""
    `,
    yaml`
      services:
        api:
          image: example/api:2.0
          environment:
            - API_TOKEN
            - SECRET_KEY=$SECRET_KEY
            - SECRET_NAME=shop/production
    `,
  ],
});

function check(entry: KeyValue, report: Report, context: RuleContext): void {
  if (entry.value === undefined || !entry.scalar) return;
  const found = findSecret(entry.name, entry.masked);
  if (!found) return;
  const secret = entry.value.slice(found.start, found.end);
  const what =
    found.evidence === 'shape'
      ? `${found.label} in plain text`
      : isPlaceholderSecret(secret)
        ? 'a placeholder that is used as it is'
        : 'a credential in plain text';
  const isWhole = entry.form === 'map' && found.start === 0 && found.end === entry.value.length;
  report(
    isWhole ? entry.scalar.span : entry.scalar.spanOf(entry.valueStart + found.start, entry.valueStart + found.end),
    `\`${entry.name}\` holds ${what}.`,
    // A token of a known shape opens a service elsewhere, whatever the file is for.
    found.evidence === 'shape' ? severity('critical') : credentialSeverity(context.source.role, entry.service.purpose, secret),
    ...moveToEnv(context.project, 'value', entry, found, valueVariable(entry, found)),
  );
}
