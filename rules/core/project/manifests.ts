import { parse as parseToml } from 'smol-toml';
import type { Span } from '../text/span.ts';
import { JsonFile } from './json.ts';
import { baseName, folderOf } from './project.ts';

/** Ecosystems whose manifests and lockfiles are read; rules are silent about all others. */
export type Ecosystem = 'npm' | 'python';

/** One package that a manifest names. */
export interface PackageDependency {
  readonly ecosystem: Ecosystem;
  /** As its registry knows it: lower case with dashes for Python. */
  readonly name: string;
  /** What is asked for, as it is written: `^4.18.2`, `==3.9.1`, `>=41,<46`; empty where anything is taken. */
  readonly version: string;
  /** Needed for development and tests only. */
  readonly dev: boolean;
  readonly file: string;
  readonly nameSpan: Span;
  readonly versionSpan: Span;
}

/** A manifest: package.json, requirements*.txt, pyproject.toml, Pipfile. */
export interface Manifest {
  readonly ecosystem: Ecosystem;
  readonly path: string;
  readonly folder: string;
  /** Name that the package gives itself. */
  readonly name: string | undefined;
  readonly dependencies: readonly PackageDependency[];
}

export interface NodePackage extends Manifest {
  readonly json: JsonFile;
  readonly scripts: ReadonlyMap<string, string>;
  /** Globs of the packages of the workspace whose root this is. */
  readonly workspaces: readonly string[];
  readonly isPrivate: boolean;
}

export function readNodePackage(path: string, text: string): NodePackage {
  const json = new JsonFile(path, text);
  const dependencies = [
    ...npmDependencies(json, 'dependencies', false),
    ...npmDependencies(json, 'optionalDependencies', false),
    ...npmDependencies(json, 'devDependencies', true),
  ];
  const listed = json.value('workspaces', 'packages') ?? json.value('workspaces');
  return {
    ecosystem: 'npm',
    path,
    folder: folderOf(path),
    name: json.string('name'),
    dependencies,
    json,
    scripts: json.strings('scripts'),
    workspaces: Array.isArray(listed) ? listed.filter((glob) => typeof glob === 'string') : [],
    isPrivate: json.value('private') === true,
  };
}

function npmDependencies(json: JsonFile, section: string, dev: boolean): PackageDependency[] {
  return [...json.strings(section)].flatMap(([name, version]) => {
    const nameSpan = json.keySpan(section, name);
    const versionSpan = json.span(section, name);
    return nameSpan && versionSpan ? [{ ecosystem: 'npm', name, version, dev, file: json.path, nameSpan, versionSpan } as const] : [];
  });
}

const REQUIREMENT = /^([ \t]*)([A-Za-z0-9][A-Za-z0-9._-]*)([ \t]*(?:\[[^\]]*\])?[ \t]*)(@[^;#]*|[<>=!~][^;#]*)?/;

/** A requirements file of pip. Options, URLs and paths name no package. */
export function readRequirements(path: string, text: string): Manifest {
  const dev = /(?:^|[-_./])(?:dev|test|tests|lint|docs?|ci)(?:[-_.]|$)/i.test(baseName(path));
  const dependencies: PackageDependency[] = [];
  let offset = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  for (const line of text.slice(offset).split('\n')) {
    const match = /^[ \t]*(?:#|-|\.|[a-z+]+:\/\/)/i.test(line) ? null : REQUIREMENT.exec(line);
    if (match) {
      const [, lead = '', name = '', extras = '', spec = ''] = match;
      const start = offset + lead.length;
      const specStart = start + name.length + extras.length;
      const version = spec.trim();
      dependencies.push({
        ecosystem: 'python',
        name: pythonName(name),
        version,
        dev,
        file: path,
        nameSpan: { start, end: start + name.length },
        versionSpan: { start: specStart, end: specStart + version.length },
      });
    }
    offset += line.length + 1;
  }
  return { ecosystem: 'python', path, folder: folderOf(path), name: undefined, dependencies };
}

/** PEP 503: case and the kind of separator make no difference. */
export function pythonName(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-');
}

/** pyproject.toml (PEP 621, Poetry, dependency groups) or a Pipfile. A text that is no TOML names nothing. */
export function readPythonToml(path: string, text: string): Manifest {
  const toml = tomlOf(text);
  const dependencies: PackageDependency[] = [];
  const add = (name: string, version: string, dev: boolean) => {
    if (pythonName(name) === 'python' || name === '') return;
    const nameSpan = findName(text, name);
    const versionSpan = findVersion(text, nameSpan, version);
    dependencies.push({ ecosystem: 'python', name: pythonName(name), version, dev, file: path, nameSpan, versionSpan });
  };
  const addSpecs = (list: unknown, dev: boolean) => {
    for (const one of Array.isArray(list) ? list : []) {
      const match = typeof one === 'string' ? REQUIREMENT.exec(one) : null;
      if (match) add(match[2] ?? '', (match[4] ?? '').trim(), dev);
    }
  };
  const addTable = (table: unknown, dev: boolean) => {
    for (const [name, value] of Object.entries(asTable(table))) {
      const version = typeof value === 'string' ? value : asTable(value).version;
      add(name, typeof version === 'string' && version !== '*' ? version : '', dev);
    }
  };
  const project = asTable(toml.project);
  const tool = asTable(toml.tool);
  const poetry = asTable(tool.poetry);
  addSpecs(project.dependencies, false);
  for (const [name, list] of Object.entries(asTable(project['optional-dependencies']))) addSpecs(list, isDevGroup(name));
  for (const [name, list] of Object.entries(asTable(toml['dependency-groups']))) addSpecs(list, isDevGroup(name));
  addSpecs(asTable(tool.uv)['dev-dependencies'], true);
  addTable(poetry.dependencies, false);
  addTable(poetry['dev-dependencies'], true);
  for (const [name, group] of Object.entries(asTable(poetry.group))) addTable(asTable(group).dependencies, isDevGroup(name));
  addTable(toml.packages, false);
  addTable(toml['dev-packages'], true);
  const name = project.name ?? poetry.name;
  return { ecosystem: 'python', path, folder: folderOf(path), name: typeof name === 'string' ? name : undefined, dependencies };
}

function isDevGroup(name: string): boolean {
  return /^(?:dev|develop|development|tests?|testing|lint|docs?|typing|ci|types)$/i.test(name);
}

/** Plain data of a TOML text; empty for one that cannot be read. */
export function tomlOf(text: string): Readonly<Record<string, unknown>> {
  try {
    return parseToml(text);
  } catch {
    return {};
  }
}

export function asTable(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

function findName(text: string, name: string): Span {
  const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const match = new RegExp(`(?:^|["'\\s])(${escaped})(?=["'\\s=<>!~\\[;@,.]|$)`, 'm').exec(text);
  const start = match ? match.index + match[0].length - name.length : 0;
  return { start, end: match ? start + name.length : 1 };
}

function findVersion(text: string, name: Span, version: string): Span {
  const lineEnd = text.indexOf('\n', name.end);
  const start = version === '' ? -1 : text.indexOf(version, name.end);
  const isSameLine = start >= 0 && (lineEnd < 0 || start < lineEnd);
  return isSameLine ? { start, end: start + version.length } : name;
}

const REQUIREMENTS = /(?:^|\/)(?:requirements[^/]*\.(?:txt|in)|requirements\/[^/]+\.(?:txt|in))$/i;

/** Reads a manifest of a kind that is known; undefined for every other file. */
export function readManifest(path: string, text: string): Manifest | undefined {
  const name = baseName(path);
  if (name === 'package.json') return readNodePackage(path, text);
  if (REQUIREMENTS.test(path)) return readRequirements(path, text);
  return name === 'pyproject.toml' || name === 'Pipfile' ? readPythonToml(path, text) : undefined;
}

export function isManifest(path: string): boolean {
  return /(?:^|\/)(?:package\.json|pyproject\.toml|Pipfile)$/.test(path) || REQUIREMENTS.test(path);
}

/** Manifests of ecosystems that are not read: where there is one, the absence of a library proves nothing. */
export const FOREIGN_MANIFEST =
  /(?:^|\/)(?:go\.mod|Cargo\.toml|pom\.xml|build\.gradle(?:\.kts)?|Gemfile|composer\.json|mix\.exs|[^/]+\.csproj|deno\.jsonc?|Package\.swift|pubspec\.yaml)$/;
