import { parseDockerfile } from '../dockerfile/file.ts';
import type { Stage } from '../dockerfile/stage.ts';
import { inferRole } from '../kind.ts';
import { createSource } from '../source.ts';
import type { Service } from './service.ts';

/** The stage that a service's image is built from; undefined for what is not built here, and where its Dockerfile is not at hand. */
export function builtFrom(service: Service): Stage | undefined {
  const { build } = service;
  const path = build?.dockerfilePath;
  if (!build || path === undefined) return undefined;
  const file = service.file.project.derive('dockerfile', path, (text) =>
    parseDockerfile(createSource(path, text, 'dockerfile', inferRole(path, 'dockerfile', text))),
  );
  if (!file) return undefined;
  return build.target === undefined ? file.finalStage : file.stageNamed(build.target);
}
