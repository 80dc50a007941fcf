import type { ComposeFile } from '../../compose/model.ts';
import type { Service } from '../../compose/service.ts';
import { placeholder } from '../../fix.ts';
import { findBackups } from '../backups.ts';
import { findMigrations } from '../data.ts';
import { healthRoutes } from '../http.ts';
import { NODE_LOCKFILES } from '../lockfiles.ts';
import type { NodePackage } from '../manifests.ts';
import type { ProjectModel } from '../model.ts';
import { pipelineOf } from '../pipeline.ts';
import { baseName, folderOf, joinPath } from '../project.ts';
import { lastingServices } from '../services.ts';

/**
 * Beginnings of documents, made from what the project's files tell: services, scripts, routes, migrations. What only people know is left to be
 * filled in. Nothing that is not in the files is claimed.
 */
export interface Stub {
  readonly path: string;
  contents(): string;
}

/** Something to fill in that is seen to be so, whoever reads the document. */
function blank(what: string): string {
  return placeholder(`[${what}]`);
}

export function runbook(project: ProjectModel): Stub {
  return stub(project, 'RUNBOOK.md', () => [
    '# Runbook',
    '',
    'For whoever is called when the application does not work.',
    '',
    ...serviceTable(project),
    ...operations(project),
    ...healthSection(project),
    ...rollbackSection(project),
    '## When something fails',
    '',
    '| Sign | Likely cause | What to do |',
    '|---|---|---|',
    `| ${blank('what is seen')} | ${blank('why')} | ${blank('first step')} |`,
    '',
    '## Whom to ask',
    '',
    `- ${blank('name, and how to reach them')}`,
  ]);
}

export function deploymentGuide(project: ProjectModel): Stub {
  return stub(project, 'DEPLOYMENT.md', () => {
    const template = project.envFiles.find(({ isTemplate }) => isTemplate)?.path;
    const jobs = pipelineOf(project).jobs.filter(({ activities }) => activities.has('deploy'));
    const compose = composeCommand(project);
    const migrate = migrationTool(project)?.apply;
    const steps = [
      ...(compose && builtServices(project).length > 0 ? [`${compose} build`] : []),
      ...(compose ? [`${compose} pull --ignore-buildable`] : []),
      ...(compose ? [`${compose} up -d`] : []),
    ];
    return [
      '# Deployment',
      '',
      '## What has to be there',
      '',
      `- Host: ${blank('where it runs, and who has access')}`,
      template === undefined
        ? `- Settings: ${blank('where the variables are set')}`
        : `- Settings: all variables of \`${project.relative(template)}\`, kept in ${blank('the secret store')}`,
      '',
      '## Steps',
      '',
      ...jobs.map(({ job }) => `The job \`${job.id}\` of \`${project.relative(job.file.path)}\` deploys.`),
      ...(jobs.length > 0 && steps.length > 0 ? ['', 'By hand:', ''] : jobs.length > 0 ? [''] : []),
      ...(migrate ? ['Migrations, before the new version gets requests:', '', ...shell([migrate]), ''] : []),
      ...(steps.length > 0 ? [...shell(steps), ''] : jobs.length > 0 ? [] : [`1. ${blank('what is run, and where')}`, '']),
      ...healthSection(project),
      ...rollbackSection(project),
    ];
  });
}

export function disasterPlan(project: ProjectModel): Stub {
  return stub(project, 'DISASTER_RECOVERY.md', () => {
    const { automatic, manual } = findBackups(project);
    const backup = automatic ?? manual;
    const compose = composeCommand(project);
    const stores = lastingServices(project).filter(({ imageKind }) => imageKind?.category === 'database');
    const goals = stores.length > 0 ? stores.map(({ name }) => `\`${name}\``) : ['The data'];
    const start = compose && stores.length > 0 ? [`${compose} up -d ${stores.map(({ name }) => name).join(' ')}`] : [];
    return [
      '# Disaster recovery',
      '',
      'How everything is set up again after a loss.',
      '',
      '## Goals',
      '',
      '| What | Back after (RTO) | Data that may be lost (RPO) |',
      '|---|---|---|',
      ...goals.map((name) => `| ${name} | ${blank('30 minutes')} | ${blank('24 hours')} |`),
      '',
      '## Backups',
      '',
      backup
        ? `See \`${project.relative(backup.file)}\`${automatic ? '' : ', which somebody has to run'}.`
        : 'When this was written, nothing in the repository made any.',
      '',
      `- Kept at: ${blank('a place that does not burn with the host')}`,
      `- Kept for: ${blank('30 days')}`,
      '',
      '## Setting up again',
      '',
      '1. Get the repository and the settings.',
      `2. Start the datastores.${start.length > 0 ? '' : ` ${blank('how')}`}`,
      ...(start.length > 0 ? ['', ...shell(start).map((line) => `   ${line}`), ''] : []),
      `3. Restore the newest backup: ${blank('command')}`,
      `4. Start the rest${compose ? `: \`${compose} up -d\`` : '.'}`,
      '5. Try what matters most to the users.',
      '',
      '## Rehearsals',
      '',
      '| Date | Took | What was learned |',
      '|---|---|---|',
      `| ${blank('never')} | | |`,
    ];
  });
}

export function migrationGuide(project: ProjectModel): Stub {
  return stub(project, 'DATABASE_MIGRATIONS.md', () => {
    const folders = [...new Set(findMigrations(project).map(migrationRoot))].map((path) => `\`${project.relative(path)}\``);
    const tool = migrationTool(project);
    return [
      '# Database migrations',
      '',
      `Migrations are kept in ${folders.join(', ')}.`,
      '',
      ...(tool ? ['Make one:', '', ...shell([tool.create]), '', 'Apply all that are new:', '', ...shell([tool.apply]), ''] : []),
      '## Rules',
      '',
      '- A migration that was merged is never changed; another one mends it.',
      '- The running version has to work with the new tables: add first, deploy, remove what is old in a later release.',
      '- A backup is made before anything is removed.',
      '',
      '## Roll back',
      '',
      ...(tool?.revert
        ? ['The last migration is taken back with:', '', ...shell([tool.revert])]
        : ['The tool takes nothing back: write a migration that undoes the change, or restore the backup.']),
      '',
      `Who decides: ${blank('name')}`,
    ];
  });
}

/** The section about the way back, for a document about deployment that lacks it. */
export function rollbackSection(project: ProjectModel): readonly string[] {
  const compose = composeCommand(project);
  const isBuilt = builtServices(project).length > 0;
  const steps = compose ? [`git checkout ${placeholder('release-before')}`, `${compose} up -d${isBuilt ? ' --build' : ''}`] : [];
  return [
    '## Roll back',
    '',
    ...(steps.length > 0 ? shell(steps) : [`1. ${blank('how the release before is brought back')}`]),
    ...(findMigrations(project).length > 0 ? ['', 'Check first whether the release before works with the database as it is now.'] : []),
    '',
  ];
}

/** How the containers are started, for a README; undefined where no Compose file is meant for it. */
export function composeSetup(project: ProjectModel): readonly string[] | undefined {
  const file = startFile(project);
  if (file === undefined) return undefined;
  const command = commandOf(project, file.layers.under[0] ? [file.layers.under[0].source.path, file.path] : [file.path]);
  const template = project.envFiles.find(({ path, isTemplate }) => isTemplate && folderOf(path) === folderOf(file.path))?.path;
  const copy =
    template === undefined
      ? []
      : [`cp ${word(project.relative(template))} ${word(project.relative(joinPath(folderOf(template), '.env') ?? '.env'))}`];
  return ['## Run with Docker Compose', '', ...shell([...copy, `${command} up -d`])];
}

function stub(project: ProjectModel, name: string, lines: () => readonly string[]): Stub {
  const folder = project.paths.some((path) => /^doc\//.test(project.relative(path))) ? 'doc' : 'docs';
  const path = joinPath(project.folder, `${folder}/${name}`) ?? `${folder}/${name}`;
  return { path, contents: () => `${lines().join('\n').trimEnd()}\n` };
}

function shell(commands: readonly string[]): string[] {
  return ['```sh', ...commands, '```'];
}

/** The Compose file that the application is started with: none for development or tests. */
function startFile(project: ProjectModel): ComposeFile | undefined {
  const services = lastingServices(project);
  return project.composeFiles.find((file) => services.some((service) => service.file.path === file.path));
}

/** With what production lays over it, where there is such a file. */
function composeCommand(project: ProjectModel): string | undefined {
  const file = startFile(project);
  if (!file) return undefined;
  const production = file.layers.over.find(({ source }) => source.role === 'production')?.source.path;
  const under = file.layers.under[0]?.source.path;
  return commandOf(project, under ? [under, file.path] : production ? [file.path, production] : [file.path]);
}

function commandOf(project: ProjectModel, paths: readonly string[]): string {
  const [first = ''] = paths;
  const isDefault = paths.length === 1 && /^(?:docker-)?compose\.ya?ml$/.test(project.relative(first));
  return isDefault ? 'docker compose' : ['docker compose', ...paths.map((path) => `-f ${word(project.relative(path))}`)].join(' ');
}

function builtServices(project: ProjectModel): readonly Service[] {
  return lastingServices(project).filter(({ build }) => build !== undefined);
}

function serviceTable(project: ProjectModel): string[] {
  const services = lastingServices(project);
  if (services.length === 0) return [];
  const rows = services.map((service) => {
    const ports = service.ports.flatMap(({ published }) => (published ? [published.first] : []));
    return `| \`${service.name}\` | ${originOf(project, service)} | ${ports.join(', ')} |`;
  });
  return ['## Services', '', '| Service | From | Published ports |', '|---|---|---|', ...rows, ''];
}

function originOf(project: ProjectModel, service: Service): string {
  const built = service.build?.dockerfilePath;
  if (built !== undefined) return `built from \`${project.relative(built)}\``;
  const image = service.image?.scalar.text;
  if (service.build) return 'built';
  return image === undefined ? '' : `\`${image.replaceAll('|', '\\|')}\``;
}

function operations(project: ProjectModel): string[] {
  const compose = composeCommand(project);
  if (compose) {
    const example = (builtServices(project)[0] ?? lastingServices(project)[0])?.name ?? '';
    return [
      ...['## Start and stop', ''],
      ...shell([`${compose} up -d`, `${compose} ps`, `${compose} restart ${example}`, `${compose} down`]),
      ...['', '## Logs', ''],
      ...shell([`${compose} logs --tail 200 --follow ${example}`]),
      '',
    ];
  }
  const starts = project.packages.flatMap((manifest) => (manifest.scripts.has('start') ? [runScript(project, manifest, 'start')] : []));
  const start = starts.length > 0 ? shell(starts) : [`1. ${blank('how it is started and stopped')}`];
  return ['## Start and stop', '', ...start, '', '## Logs', '', `- ${blank('where they are')}`, ''];
}

function runScript(project: ProjectModel, manifest: NodePackage, name: string): string {
  const managers = Object.entries(NODE_LOCKFILES);
  const manager = managers.find(([, names]) => project.nearest(manifest.folder, names) !== undefined)?.[0] ?? 'npm';
  return inFolder(project, manifest.folder, `${manager} run ${name}`);
}

function inFolder(project: ProjectModel, folder: string, command: string): string {
  return folder === project.folder || folder === '' ? command : `(cd ${word(project.relative(folder))} && ${command})`;
}

function healthSection(project: ProjectModel): string[] {
  const paths = [...new Set(healthRoutes(project).flatMap(({ path, method }) => (method === 'use' ? [] : [path])))].slice(0, 5);
  const asked =
    paths.length > 0 ? `The application answers ${paths.map((path) => `\`${path}\``).join(', ')}.` : blank('how one sees that all is well');
  return ['## Check', '', asked, ''];
}

interface MigrationTool {
  readonly create: string;
  readonly apply: string;
  /** Undefined where the tool takes nothing back. */
  readonly revert: string | undefined;
}

/** Package → what its own command line is called with. */
const TOOLS: readonly (readonly [string, MigrationTool])[] = [
  ['prisma', { create: 'npx prisma migrate dev --name change', apply: 'npx prisma migrate deploy', revert: undefined }],
  ['drizzle-kit', { create: 'npx drizzle-kit generate', apply: 'npx drizzle-kit migrate', revert: undefined }],
  ['knex', { create: 'npx knex migrate:make change', apply: 'npx knex migrate:latest', revert: 'npx knex migrate:rollback' }],
  [
    'sequelize-cli',
    {
      create: 'npx sequelize-cli migration:generate --name change',
      apply: 'npx sequelize-cli db:migrate',
      revert: 'npx sequelize-cli db:migrate:undo',
    },
  ],
  ['flask-migrate', { create: 'flask db migrate -m change', apply: 'flask db upgrade', revert: 'flask db downgrade' }],
  ['alembic', { create: 'alembic revision --autogenerate -m change', apply: 'alembic upgrade head', revert: 'alembic downgrade -1' }],
];

function migrationTool(project: ProjectModel): MigrationTool | undefined {
  if (findMigrations(project).length === 0) return undefined;
  for (const [name, tool] of TOOLS) {
    const dependency = project.dependency(name);
    if (!dependency) continue;
    const inside = (command: string) => inFolder(project, folderOf(dependency.file), command);
    return { create: inside(tool.create), apply: inside(tool.apply), revert: tool.revert && inside(tool.revert) };
  }
  return undefined;
}

/** The folder that holds all migrations of one tool. */
function migrationRoot(path: string): string {
  const folder = folderOf(path);
  return baseName(path) === 'migration.sql' || baseName(folder) === 'versions' ? folderOf(folder) : folder;
}

function word(text: string): string {
  return /^[\w./@+-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
