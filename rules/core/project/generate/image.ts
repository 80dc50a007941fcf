import { dockerignoreText } from '../../dockerfile/context.ts';
import type { CreateFile } from '../../fix.ts';
import { dockerignoreMatcher } from '../dockerignore.ts';
import type { Manifest, NodePackage } from '../manifests.ts';
import type { ProjectModel } from '../model.ts';
import { joinPath } from '../project.ts';
import { nodeImage } from './node-image.ts';
import { pythonImage } from './python-image.ts';
import type { ImageRecipe } from './recipe.ts';

/** Clients of databases in files: the image's account may not write beside the program. */
const FILE_STORES = new Set(['sqlite3', 'better-sqlite3', 'aiosqlite', 'node-sqlite', '@libsql/client']);

/**
 * Files that make a production image of an application: a Dockerfile, and the `.dockerignore` and configuration that it needs.
 * @returns undefined where the project leaves open how the application is built or started
 */
export function productionImage(project: ProjectModel, manifests: readonly Manifest[]): readonly CreateFile[] | undefined {
  const [manifest] = manifests;
  const folder = manifest?.folder;
  // Two programs in one folder: nobody can say which one the image is for.
  if (!manifest || folder === undefined || manifests.some((other) => other.ecosystem !== manifest.ecosystem)) return undefined;
  const at = (name: string) => joinPath(folder, name) ?? name;
  const name = ['Dockerfile', 'Dockerfile.prod'].find((one) => !project.has(at(one)));
  if (name === undefined || manifests.some(({ dependencies }) => dependencies.some((one) => FILE_STORES.has(one.name)))) return undefined;
  const recipe = manifest.ecosystem === 'npm' ? nodeImage(project, manifest as NodePackage) : pythonImage(project, manifests);
  if (!recipe) return undefined;
  const beside = Object.entries(recipe.beside ?? {});
  if (beside.some(([other]) => project.has(at(other)))) return undefined;
  const created = [[name, recipe.dockerfile] as const, ...beside].map(([other, contents]) => ({ create: at(other), contents }));
  const ignore = project.read(at('.dockerignore'));
  if (ignore !== undefined) {
    const isLeftOut = dockerignoreMatcher(ignore);
    return [...recipe.needs, ...beside.map(([other]) => other)].some(isLeftOut) ? undefined : created;
  }
  const names = project.files.list(folder);
  if (!names) return undefined;
  return [
    ...created,
    { create: at('.dockerignore'), contents: dockerignoreText([...names, ...beside.map(([other]) => other)], copies(recipe)) },
  ];
}

function copies({ dockerfile }: ImageRecipe): string[] {
  return dockerfile.split('\n').filter((line) => line.startsWith('COPY ') && !line.includes('--from='));
}
