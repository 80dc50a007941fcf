import { baseName, folderOf, joinPath, type Project } from '../project/project.ts';
import { createSource } from '../source.ts';
import { asMap, asSeq, type YamlMap } from '../yaml/nodes.ts';
import { parseYaml } from '../yaml/parse.ts';

/** What a pipeline needs to know of a `package.json`. */
export interface Package {
  /** `''` for the root of the workspace. */
  readonly folder: string;
  readonly name: string | undefined;
  readonly scripts: ReadonlyMap<string, string>;
  /** Names of all dependencies, for development too. */
  readonly dependencies: ReadonlySet<string>;
  readonly packageManager: string | undefined;
  /** Patterns of workspaces; undefined when it has none. */
  readonly workspaces: readonly string[] | undefined;
  /** `devEngines.packageManager` is set. */
  readonly hasDevEngine: boolean;
  readonly text: string;
}

/** @returns null when there is none; undefined when that, or what is in it, is not known */
export function packageAt(project: Project, folder: string): Package | null | undefined {
  const path = joinPath(folder, 'package.json');
  return path === undefined ? undefined : project.derive('package', path, readPackage);
}

function readPackage(text: string, path: string): Package | undefined {
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
  if (!isRecord(json)) return undefined;
  const names = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'];
  const workspaces = isRecord(json.workspaces) ? json.workspaces.packages : json.workspaces;
  return {
    folder: folderOf(path),
    name: typeof json.name === 'string' ? json.name : undefined,
    scripts: new Map(Object.entries(record(json.scripts)).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : []))),
    dependencies: new Set(names.flatMap((name) => Object.keys(record(json[name])))),
    packageManager: typeof json.packageManager === 'string' ? json.packageManager : undefined,
    workspaces: Array.isArray(workspaces) ? workspaces.filter((item) => typeof item === 'string') : undefined,
    hasDevEngine: isRecord(json.devEngines) && json.devEngines.packageManager !== undefined,
    text,
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function record(value: unknown): Record<string, unknown> {
  return isRecord(value) ? value : {};
}

/** The package in a folder and those of its workspaces, as far as they can be listed. */
export function packagesBelow(project: Project, folder: string): Package[] {
  const root = packageAt(project, folder);
  const found = root ? [root] : [];
  for (const pattern of workspacePatterns(project, folder, root)) {
    for (const path of foldersOf(project, folder, pattern)) {
      const one = packageAt(project, path);
      if (one && !found.some((other) => other.folder === one.folder)) found.push(one);
    }
  }
  return found;
}

function workspacePatterns(project: Project, folder: string, root: Package | null | undefined): readonly string[] {
  const path = joinPath(folder, 'pnpm-workspace.yaml');
  const listed = path === undefined ? undefined : project.derive('pnpm-workspace', path, parseWorkspaceFile);
  const items = asSeq(listed?.get('packages'))?.items ?? [];
  return [...(root?.workspaces ?? []), ...items.flatMap((item) => (item.value?.kind === 'scalar' ? [item.value.text] : []))];
}

/** `apps/*` is every folder in `apps`; deeper patterns are followed one level. */
function foldersOf(project: Project, folder: string, pattern: string): string[] {
  if (pattern.startsWith('!')) return [];
  const star = pattern.search(/[*?[{]/);
  if (star < 0) {
    const path = joinPath(folder, pattern);
    return path === undefined ? [] : [path];
  }
  const parent = joinPath(folder, pattern.slice(0, star).replace(/[^/]*$/, ''));
  if (parent === undefined) return [];
  const names = project.list(parent) ?? [];
  return names
    .filter((name) => name.endsWith('/') && !name.startsWith('.') && name !== 'node_modules/')
    .map((name) => `${parent}/${name.slice(0, -1)}`.replace(/^\//, ''));
}

/** The packages that `--workspace=…`, `--filter …` name: by folder, by name, or by a pattern of names. */
export function namedPackages(packages: readonly Package[], root: string, wanted: string): readonly Package[] {
  const plain = wanted.replace(/^\.{3}|\.{3}$|^\^/g, '').replace(/^\{|\}$/g, '');
  const path = joinPath(root, plain);
  const pattern = new RegExp(`^${plain.replace(/[.+?^$()|[\]\\{}]/g, '\\$&').replaceAll('*', '.*')}$`);
  return packages.filter(
    (one) =>
      one.folder === path ||
      (one.name !== undefined && (pattern.test(one.name) || one.name.endsWith(`/${plain}`))) ||
      baseName(one.folder) === plain,
  );
}

function parseWorkspaceFile(text: string, path: string): YamlMap | undefined {
  return asMap(parseYaml(createSource(path, text, 'config')).documents[0]?.root);
}

const DEPTH = 2;
const MOST_FOLDERS = 20;

/** Folders below a folder that hold a package, two levels deep; those for examples and tests are left out. */
export function packageFolders(project: Project, root: string): string[] {
  const found: string[] = [];
  const visit = (folder: string, depth: number): void => {
    for (const name of project.list(folder) ?? []) {
      if (!name.endsWith('/') || /^(?:\.|node_modules\/|examples?\/|docs?\/|tests?\/|fixtures\/)/.test(name)) continue;
      const path = joinPath(folder, name);
      if (path === undefined || found.length >= MOST_FOLDERS) continue;
      if (packageAt(project, path)) found.push(path);
      else if (depth < DEPTH) visit(path, depth + 1);
    }
  };
  visit(root, 1);
  return found;
}
