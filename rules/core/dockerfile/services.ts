import { readCompose } from '../compose/layers.ts';
import { ComposeFile } from '../compose/model.ts';
import type { Service } from '../compose/service.ts';
import { baseName, folderOf, joinPath, type Project } from '../project/project.ts';
import { type DockerfileFile, isSideStage } from './file.ts';
import type { Stage } from './stage.ts';

const COMPOSE_NAME = /^(?:docker-)?compose(?:[.-][^/]*)?\.ya?ml$/i;

/** The services of Compose files in the folders from the Dockerfile up that are built from it; those for development are left out. */
export function servicesBuiltFrom(file: DockerfileFile, project: Project): readonly Service[] {
  return project.remember(`services built from ${file.source.path}`, () => findServices(file, project));
}

function findServices(file: DockerfileFile, project: Project): Service[] {
  const services: Service[] = [];
  for (
    let folder: string | undefined = folderOf(file.source.path);
    folder !== undefined;
    folder = folder === '' ? undefined : folderOf(folder)
  ) {
    for (const name of project.list(folder) ?? []) {
      const path = COMPOSE_NAME.test(name) ? joinPath(folder, name) : undefined;
      const parsed = path === undefined ? undefined : readCompose(project, path);
      if (!parsed || parsed.source.role === 'development' || parsed.source.role === 'test') continue;
      for (const service of new ComposeFile(parsed, project).services) {
        if (service.build?.dockerfilePath === file.source.path) services.push(service);
      }
    }
  }
  return services;
}

/** The stages that ship: those that Compose services name as `target`, else the one that the file itself tells. */
export function shippedStages(file: DockerfileFile, project: Project): readonly Stage[] {
  const targets = servicesBuiltFrom(file, project).map((service) => service.build?.target);
  const named = targets.map((target) => {
    const stage = target === undefined ? undefined : file.stageNamed(target);
    // A Compose file for daily work often asks for the stage with the development server.
    return stage && !isSideStage(stage) ? stage : file.shippedStage;
  });
  const stages = named.length > 0 ? named : [file.shippedStage];
  return [...new Set(stages.flatMap((stage) => stage ?? []))];
}

const FOR_PRODUCTION = /^(?:Dockerfile|Containerfile)(?:\.prod(?:uction)?)?$/;

/**
 * Whether a Dockerfile is what runs for others as far as can be told: one for development is, too, where no other is beside it, or where
 * a Compose file for everybody builds it. One for tests never is.
 */
export function standsForProduction({ source }: DockerfileFile, project: Project, services: readonly Service[]): boolean {
  if (source.role === 'test' || source.role === 'ci') return false;
  if (source.role !== 'development' || services.length > 0) return true;
  const names = project.list(folderOf(source.path));
  return names !== undefined && names !== null && !names.some((name) => FOR_PRODUCTION.test(name) && name !== baseName(source.path));
}
