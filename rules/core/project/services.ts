import { builtFrom } from '../compose/built.ts';
import type { Service } from '../compose/service.ts';
import type { DockerfileFile } from '../dockerfile/file.ts';
import { shippedStages } from '../dockerfile/services.ts';
import type { Stage } from '../dockerfile/stage.ts';
import type { Proof } from '../rule.ts';
import type { Role } from '../source.ts';
import type { FilePlace, ProjectModel } from './model.ts';

/** Roles of files that say how the project is run for others. */
function isShared(role: Role): boolean {
  return role === 'unknown' || role === 'production';
}

/** Dockerfiles of images that are run for others: none for development or tests only. */
export function sharedDockerfiles(project: ProjectModel): readonly DockerfileFile[] {
  return project.dockerfiles.filter((file) => isShared(file.source.role));
}

/** The stages that ship, over all Dockerfiles that are not for development or tests. */
export function shippedStagesOf(project: ProjectModel): readonly Stage[] {
  return project.remember('shipped stages', () => sharedDockerfiles(project).flatMap((file) => shippedStages(file, project.files)));
}

/** The services of all Compose files that are not for development or tests; what ends by itself left out. A service of several files counts once. */
export function lastingServices(project: ProjectModel): readonly Service[] {
  return project.remember('lasting services', () => {
    const byName = new Map<string, Service>();
    // What lies over another file says less of a service than that one.
    const files = [...project.composeFiles].sort((a, b) => a.layers.under.length - b.layers.under.length);
    for (const file of files) {
      if (!isShared(file.source.role)) continue;
      for (const service of file.services) if (!service.isOneShot && !byName.has(service.name)) byName.set(service.name, service);
    }
    return [...byName.values()];
  });
}

/** Whether a service is known to be probed: by its own health check, or by that of its image. */
export function isProbed(service: Service): boolean {
  if (service.has('healthcheck')) return service.lacks('healthcheck', 'disable');
  if (service.imageKind?.hasHealthcheck) return true;
  const check = builtFrom(service)?.healthcheck;
  return check !== undefined && !check.isNone;
}

export function serviceAt(project: ProjectModel, service: Service): FilePlace {
  return project.at(service.file.path, service.key.span);
}

/**
 * The proof of something that every one of some things may have or lack: full where all have it, else "n of m".
 * @param noun plural: `services`
 */
export function shareOf<Thing>(
  all: readonly Thing[],
  has: (thing: Thing) => boolean,
  at: (thing: Thing) => FilePlace,
  noun: string,
): Proof | undefined {
  const having = all.filter(has);
  if (having.length === 0) return undefined;
  return { evidence: having.map(at), ...(having.length < all.length ? { partial: `${having.length} of ${all.length} ${noun}` } : {}) };
}
