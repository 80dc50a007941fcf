import type { ProjectModel } from './model.ts';

const MIGRATION =
  /(?:^|\/)(?:prisma\/migrations\/[^/]+\/migration\.sql|(?:alembic|migrations)\/versions\/[^/]+\.py|migrations\/(?:\d|V\d)[^/]*\.(?:sql|py|[cm]?[jt]s)|drizzle\/\d[^/]*\.sql|db\/migrate\/\d[^/]*\.rb)$/;

/** Migrations of the tools that keep them as numbered files, examples left out. Sorted. */
export function findMigrations(project: ProjectModel): readonly string[] {
  return project.remember('migrations', () => project.matching(MIGRATION).filter((path) => !project.isAside(path)));
}
