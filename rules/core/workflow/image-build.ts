import { type DockerfileFile, parseDockerfile } from '../dockerfile/file.ts';
import { joinPath, type Project } from '../project/project.ts';
import { createSource } from '../source.ts';
import type { Step } from './model.ts';
import { folderOfStep, repositoryRoot } from './pipeline.ts';

/** An image that `docker/build-push-action` builds from a file of the repository. */
export interface ImageBuild {
  /** Path of the Dockerfile from the root of the project. */
  readonly path: string;
  /** null: there is no such file; undefined: not known. */
  readonly dockerfile: DockerfileFile | null | undefined;
}

/** @returns undefined for other steps, and where the path is computed or leads outside of the checkout */
export function imageBuildOf(step: Step, project: Project): ImageBuild | undefined {
  if (!step.usesAction('docker/build-push-action')) return undefined;
  // Where the checkout lies in a folder of its own, paths are not those of the repository.
  const root = repositoryRoot(step.file.path);
  if (step.job?.steps.some((other) => other.usesAction('actions/checkout') && (other.input('path') || other.input('repository'))))
    return undefined;
  if (folderOfStep(step) === undefined) return undefined;
  const context = step.inputText('context') ?? '.';
  const file = step.inputText('file') ?? `${context.replace(/\/$/, '')}/Dockerfile`;
  if (/\$\{\{|:\/\/|^git@/.test(`${context} ${file}`)) return undefined;
  const path = joinPath(root, file);
  if (path === undefined) return undefined;
  return { path, dockerfile: project.derive('dockerfile', path, (text, name) => parseDockerfile(createSource(name, text, 'dockerfile'))) };
}
