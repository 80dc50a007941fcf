import { NODE_LOCKFILES } from '../lockfiles.ts';
import type { ProjectModel } from '../model.ts';
import { baseName, folderOf } from '../project.ts';

/** A folder whose dependencies Dependabot can update. */
export interface UpdateTarget {
  /** As Dependabot calls it. */
  readonly ecosystem:
    | 'npm'
    | 'bun'
    | 'pip'
    | 'uv'
    | 'docker'
    | 'docker-compose'
    | 'github-actions'
    | 'gomod'
    | 'cargo'
    | 'composer'
    | 'bundler'
    | 'maven'
    | 'gradle';
  /** With a leading slash. */
  readonly directory: string;
}

const FOREIGN: readonly (readonly [RegExp, UpdateTarget['ecosystem']])[] = [
  [/(?:^|\/)go\.mod$/, 'gomod'],
  [/(?:^|\/)Cargo\.toml$/, 'cargo'],
  [/(?:^|\/)composer\.json$/, 'composer'],
  [/(?:^|\/)Gemfile$/, 'bundler'],
  [/(?:^|\/)pom\.xml$/, 'maven'],
  [/(?:^|\/)build\.gradle(?:\.kts)?$/, 'gradle'],
];

/** What of the project Dependabot can update: packages by their lockfile's folder, images, actions. */
export function updateTargets(project: ProjectModel): readonly UpdateTarget[] {
  const targets: UpdateTarget[] = [];
  const add = (ecosystem: UpdateTarget['ecosystem'], folder: string) => {
    const directory = `/${folder}`;
    if (!targets.some((one) => one.ecosystem === ecosystem && one.directory === directory)) targets.push({ ecosystem, directory });
  };
  for (const { folder, dependencies } of project.packages) {
    if (dependencies.length === 0) continue;
    // Packages of a workspace are updated at the folder of their common lockfile.
    const lockfile = project.nearest(folder, Object.values(NODE_LOCKFILES).flat());
    add(
      lockfile !== undefined && baseName(lockfile).startsWith('bun.') ? 'bun' : 'npm',
      lockfile === undefined ? folder : folderOf(lockfile),
    );
  }
  for (const { ecosystem, folder } of project.manifests)
    if (ecosystem === 'python') add(project.has(folder === '' ? 'uv.lock' : `${folder}/uv.lock`) ? 'uv' : 'pip', folder);
  for (const [pattern, ecosystem] of FOREIGN)
    for (const path of project.matching(pattern)) if (!project.isAside(path)) add(ecosystem, folderOf(path));
  for (const file of project.dockerfiles) add('docker', folderOf(file.source.path));
  for (const file of project.composeFiles)
    if (file.services.some(({ image, build }) => image && !build)) add('docker-compose', folderOf(file.path));
  if (project.workflows.length > 0) add('github-actions', '');
  return targets;
}

const GROUPED = new Set<UpdateTarget['ecosystem']>(['npm', 'bun', 'pip', 'uv', 'composer', 'bundler', 'cargo', 'gomod', 'maven', 'gradle']);

/** A `.github/dependabot.yml` for all of them: weekly, few at a time, small updates together, new releases after a week. */
export function dependabotConfig(project: ProjectModel): string {
  const lines = ['version: 2', 'updates:'];
  for (const { ecosystem, directory } of updateTargets(project)) {
    lines.push(
      `  - package-ecosystem: ${ecosystem}`,
      `    directory: ${/^[\w./-]+$/.test(directory) ? directory : `"${directory}"`}`,
      '    schedule:',
      '      interval: weekly',
      '    cooldown:',
      '      default-days: 7',
      '    open-pull-requests-limit: 5',
    );
    if (GROUPED.has(ecosystem)) lines.push('    groups:', '      minor-and-patch:', '        update-types: [minor, patch]');
  }
  return `${lines.join('\n')}\n`;
}
