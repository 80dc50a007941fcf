import { findMigrations, folderOf, strength } from '#core';

export default strength({
  title: 'Versioned migrations',
  area: 'data',
  equivalents: ['review:S40'],

  find(project) {
    const files = findMigrations(project);
    const [first] = files;
    if (first === undefined) return undefined;
    const lock = project.find(/(?:^|\/)migration_lock\.toml$/);
    return {
      title: `Versioned migrations: ${files.length} in \`${folderOf(first).replace(/(prisma\/migrations)\/.*$/, '$1')}\``,
      evidence: [project.at(first), ...(lock ? [project.at(lock)] : [])],
    };
  },

  examples: [
    {
      files: {
        'prisma/migrations/20250101_init/migration.sql': 'CREATE TABLE a ();\n',
        'prisma/migrations/migration_lock.toml': 'provider = "postgresql"\n',
      },
      evidence: ['prisma/migrations/20250101_init/migration.sql:1', 'prisma/migrations/migration_lock.toml:1'],
    },
  ],
  lacking: [{ 'prisma/schema.prisma': 'model A {}\n', 'db/init.sql': 'CREATE TABLE a ();\n' }],
});
