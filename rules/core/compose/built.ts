import { type DockerfileFile, parseDockerfile } from '../dockerfile/file.ts';
import type { Stage } from '../dockerfile/stage.ts';
import { inferRole } from '../kind.ts';
import { createSource } from '../source.ts';
import type { Service } from './service.ts';

/** The Dockerfile that a service's image is built from; undefined for what is not built here, and where it is not at hand. */
export function dockerfileOf(service: Service): DockerfileFile | undefined {
  const path = service.build?.dockerfilePath;
  if (path === undefined) return undefined;
  const make = (text: string) => parseDockerfile(createSource(path, text, 'dockerfile', inferRole(path, 'dockerfile', text)));
  return service.file.project.derive('dockerfile', path, make) ?? undefined;
}

/** The stage that a service's image is built from; undefined where its Dockerfile does not tell. */
export function builtFrom(service: Service): Stage | undefined {
  const target = service.build?.target;
  const file = dockerfileOf(service);
  return target === undefined ? file?.finalStage : file?.stageNamed(target);
}
