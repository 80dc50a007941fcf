import type { FilePlace, ProjectModel } from './model.ts';
import { pipelineOf } from './pipeline.ts';

/** For messages. */
export const BACKUP_COMMAND = '`pg_dump` or the like';

/** A command that makes a backup. */
export const BACKUP =
  /\b(?:pg_dump|pg_dumpall|mysqldump|mariadb-dump|mongodump|neo4j-admin (?:database )?dump|redis-cli --rdb|restic backup|borg create|wal-g|pgbackrest|litestream|barman backup)\b/;
/** Images and packages whose only purpose is to make backups. */
const BACKUP_IMAGE = /backup|litestream|restic|wal-g|pgbackrest/i;

/** Settings of something that makes backups at fixed times. */
const SETTING = /(?:^|_)BACKUP_(?:RETENTION|SCHEDULE|CRON|DAYS|KEEP|INTERVAL)/;

/** How the project makes backups of its data. */
export interface Backups {
  /** Something that can run by itself: a script, a service, a workflow, code. */
  readonly automatic: FilePlace | undefined;
  /** A command that somebody has to start: a target of a Makefile, a script of package.json. */
  readonly manual: FilePlace | undefined;
}

export function findBackups(project: ProjectModel): Backups {
  return project.remember('backups', () => ({ automatic: findAutomatic(project), manual: findManual(project) }));
}

function findAutomatic(project: ProjectModel): FilePlace | undefined {
  for (const path of project.matching(/\.(?:sh|bash|ps1)$|(?:^|\/)(?:crontab|[^/]+\.cron|[^/]+\.timer|[^/]+\.service)$/)) {
    const match = project.isAside(path) ? null : BACKUP.exec(project.read(path) ?? '');
    if (match) return { file: path, span: { start: match.index, end: match.index + match[0].length } };
  }
  for (const file of project.composeFiles) {
    for (const service of file.services) {
      const runs = `${service.image?.scalar.text ?? ''} ${service.commandText('command') ?? ''} ${service.commandText('entrypoint') ?? ''}`;
      if (BACKUP.test(runs) || BACKUP_IMAGE.test(service.image?.scalar.text ?? '') || /(?:^|[-_])backup(?:s|er)?$/.test(service.name))
        return project.at(file.path, service.key.span);
    }
  }
  for (const { path, variables } of project.envFiles) {
    const setting = variables.find(({ name }) => SETTING.test(name));
    if (setting) return project.at(path, setting.nameSpan);
  }
  const job = pipelineOf(project).jobs.find(({ job, activities }) => activities.has('backup') && job.file.hasTrigger('schedule'));
  if (job) return job.place;
  return (
    project.findCode(BACKUP) ?? project.findCode(/\bbackup\w*\s*\(|\bBackupService\b|\bcreateBackup\b/, ({ path }) => /backup/i.test(path))
  );
}

function findManual(project: ProjectModel): FilePlace | undefined {
  for (const path of project.matching(/(?:^|\/)(?:GNU)?[Mm]akefile$|(?:^|\/)[Jj]ustfile$|(?:^|\/)[Tt]askfile\.ya?ml$/)) {
    const match = project.isAside(path) ? null : BACKUP.exec(project.read(path) ?? '');
    if (match) return { file: path, span: { start: match.index, end: match.index + match[0].length } };
  }
  for (const { path, scripts, json } of project.packages) {
    for (const [name, command] of scripts) if (BACKUP.test(command)) return project.at(path, json.span('scripts', name));
  }
  return undefined;
}
