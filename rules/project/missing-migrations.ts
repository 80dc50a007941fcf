import { findMigrations, projectRule, text } from '#core';

/** Packages that describe tables in code, and so need migrations when the code changes. */
const MAPPERS =
  /^(?:@prisma\/client|prisma|typeorm|sequelize|knex|drizzle-orm|@mikro-orm\/core|objection|sqlalchemy|sqlmodel|tortoise-orm|peewee)$/;
const MIGRATION_FOLDER =
  /(?:^|\/)(?:migrations?|alembic|drizzle|flyway|liquibase)\/.+\.(?:sql|py|[cm]?[jt]s|xml|ya?ml)$|(?:^|\/)alembic\.ini$/;
/** Makes or changes tables at the start, whatever they hold. */
const CREATES =
  /\bmetadata\.create_all\b|\bcreate_all\s*\(|\bsynchronize\s*:\s*true\b|\bsequelize\.sync\s*\(|\bSQLModel\.metadata\.create_all\b/;
const PUSHES = /\bprisma db push\b|\bdrizzle-kit push\b/;

export default projectRule({
  title: 'Database without migrations',
  category: 'data',
  area: 'data',
  severity: 'high',
  profile: 'recommended',
  why: 'Without migrations nobody can change a table that holds data: the code expects one form, the database has another, and no way leads back.',
  equivalents: ['review:F230'],

  check(project, report) {
    const mapper = project.dependency(MAPPERS);
    if (!mapper || mapper.dev || !project.app.isDeployed || !project.tree.complete) return;
    if (findMigrations(project).length > 0 || project.find(MIGRATION_FOLDER)) return;
    // Documents have no tables.
    if (project.matching(/\.prisma$/).some((path) => /\bprovider\s*=\s*"mongodb"/.test(project.read(path) ?? ''))) return;
    const script = project.packages.flatMap(({ path, scripts, json }) =>
      [...scripts].flatMap(([name, command]) => (PUSHES.test(command) ? [project.at(path, json.span('scripts', name))] : [])),
    )[0];
    const place = project.findCode(CREATES) ?? script;
    report(
      place ?? project.at(mapper.file, mapper.nameSpan),
      `\`${mapper.name}\` is used without migrations${place ? ': tables are made by this alone' : ''}.`,
    );
  },

  noFix: 'The first migration has to be made from the database as it is.',

  examples: [
    {
      path: 'app/database.py',
      files: { 'requirements.txt': 'fastapi==0.115.0\nsqlalchemy==2.0.36\nalembic==1.14.0\n' },
      bad: text`
        engine = create_engine(URL)
        Base.metadata.create_all(engine)
             ^^^^^^^^^^^^^^^^^^^ \`sqlalchemy\` is used without migrations: tables are made by this alone.
      `,
    },
  ],

  valid: [
    {
      title: 'A store of documents, where Prisma has no migrations',
      text: '{ "private": true, "dependencies": { "express": "^5.0.0", "@prisma/client": "^6.0.0" } }\n',
      files: { 'prisma/schema.prisma': 'datasource db {\n  provider = "mongodb"\n}\n' },
    },
    { path: 'requirements.txt', text: 'fastapi==0.115.0\nsqlalchemy==2.0.36\n', files: { 'alembic/versions/1_init.py': '\n' } },
    { path: 'requirements.txt', text: 'pandas==2.0.0\nsqlalchemy==2.0.36\n' },
  ],
});
