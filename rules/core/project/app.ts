import {
  DATASTORE_PACKAGES,
  type DatastoreKind,
  DOCUMENTATION_PACKAGES,
  FULL_STACK_PACKAGES,
  SERVER_ADAPTERS,
  SERVER_PACKAGES,
  UI_PACKAGES,
} from '../../data/frameworks.ts';
import { withoutComments } from './code.ts';
import { asTable, type Manifest, type NodePackage, type PackageDependency, tomlOf } from './manifests.ts';
import type { FilePlace, ProjectModel } from './model.ts';
import { baseName, folderOf, joinPath } from './project.ts';

/** A program of the project that answers HTTP requests. */
export interface ServerApp {
  /** Its framework's package. */
  readonly framework: string;
  readonly manifest: Manifest;
  readonly folder: string;
  /** It draws its own pages: Next.js and the like. */
  readonly isFullStack: boolean;
  /** Where the code creates it; the framework's line in the manifest where that cannot be told. */
  readonly place: FilePlace;
}

/** A program of the project that draws in a browser. */
export interface FrontendApp {
  readonly framework: string;
  readonly manifest: NodePackage;
  readonly folder: string;
}

/** A database, cache or search server that the project uses. */
export interface Datastore {
  readonly kind: DatastoreKind;
  readonly place: FilePlace;
}

export interface AppFacts {
  readonly servers: readonly ServerApp[];
  readonly frontends: readonly FrontendApp[];
  readonly datastores: readonly Datastore[];
  /** Something of it is run for others: a server, a user interface, a service of a Compose file that is built here. */
  readonly isDeployed: boolean;
}

const CREATES_SERVER =
  /\b(?:express|fastify|Fastify|polka|restify\.createServer|http\.createServer|createServer)\s*\(|\bnew\s+(?:Koa|Hono|Elysia|ApolloServer)\b|\bNestFactory\.create|\b(?:FastAPI|Flask|Sanic|Starlette|Litestar|Quart)\s*\(|\bget_(?:wsgi|asgi)_application\s*\(/;

export function findApps(project: ProjectModel): AppFacts {
  const servers = project.manifests.flatMap((manifest) => serverOf(manifest, project) ?? []);
  const frontends = project.packages.flatMap((manifest) => frontendOf(manifest) ?? []);
  const datastores = [...storesOfCompose(project), ...storesOfManifests(project)];
  const builds = project.composeFiles.some((file) => file.services.some((service) => service.build !== undefined));
  return { servers, frontends, datastores, isDeployed: servers.length > 0 || frontends.length > 0 || builds };
}

function serverOf(manifest: Manifest, project: ProjectModel): ServerApp | undefined {
  const names: readonly string[] = SERVER_PACKAGES[manifest.ecosystem];
  const framework = runtime(manifest).find(({ name }) => names.includes(name));
  if (!framework) return undefined;
  const isFullStack = FULL_STACK_PACKAGES.includes(framework.name);
  if (isFullStack && isDocumentation(manifest, framework)) return undefined;
  if (manifest.ecosystem === 'npm' && !isApplication(manifest as NodePackage, project)) return undefined;
  if (isFullStack && isExported(manifest, project)) return undefined;
  const within = (path: string) => manifest.folder === '' || path.startsWith(`${manifest.folder}/`);
  const place = project.findCode(CREATES_SERVER, (file) => within(file.path) && manifestFolderOf(file.path, project) === manifest.folder);
  if (!place && isPythonLibrary(manifest, project)) return undefined;
  return {
    framework: framework.name,
    manifest,
    folder: manifest.folder,
    isFullStack,
    place: place ?? project.at(framework.file, framework.nameSpan),
  };
}

/** The folder of the innermost manifest above a file. */
export function manifestFolderOf(path: string, project: ProjectModel): string | undefined {
  let owner: string | undefined;
  for (const { folder } of project.manifests) {
    const isAbove = folder === '' || path.startsWith(`${folder}/`);
    if (isAbove && (owner === undefined || folder.length > owner.length)) owner = folder;
  }
  return owner;
}

/** A package that is published for others may bring a framework along; it is no server by itself. */
function isApplication(manifest: NodePackage, project: ProjectModel): boolean {
  const isPublished =
    manifest.json.value('files') !== undefined ||
    manifest.json.value('publishConfig') !== undefined ||
    manifest.json.value('exports') !== undefined ||
    manifest.json.value('types') !== undefined ||
    manifest.json.value('engines', 'vscode') !== undefined ||
    manifest.json.value('bin') !== undefined;
  if (manifest.isPrivate || !isPublished) return true;
  return project.dockerfiles.some((file) => folderOf(file.source.path) === manifest.folder);
}

/** A package of Python that is built for others brings a framework along for them; nothing in its code makes a server. */
function isPythonLibrary(manifest: Manifest, project: ProjectModel): boolean {
  if (manifest.ecosystem !== 'python' || baseName(manifest.path) !== 'pyproject.toml') return false;
  const toml = tomlOf(project.text(manifest.path).text);
  const isBuilt = toml['build-system'] !== undefined && asTable(asTable(toml.tool).poetry)['package-mode'] !== false;
  return isBuilt && !project.dockerfiles.some((file) => folderOf(file.source.path) === manifest.folder);
}

/** Pages that are made once, when the site is built: what is run for others are files. */
function isExported(manifest: Manifest, project: ProjectModel): boolean {
  if (hasPackage(manifest, ['@sveltejs/adapter-static'])) return true;
  return [...EXPORTS].some(([name, pattern]) =>
    EXTENSIONS.some((extension) => {
      const path = joinPath(manifest.folder, `${name}.config.${extension}`);
      return path !== undefined && project.has(path) && pattern.test(withoutComments(project.text(path).text, path));
    }),
  );
}

const EXTENSIONS = ['js', 'mjs', 'cjs', 'ts', 'mts'] as const;
/** Configuration file of a framework → what in it turns the server off. */
const EXPORTS: ReadonlyMap<string, RegExp> = new Map([
  ['next', /^[ \t]*output\s*:\s*['"]export['"]|[{,][ \t]*output\s*:\s*['"]export['"]/m],
  ['nuxt', /\bssr\s*:\s*false\b/],
  ['react-router', /\bssr\s*:\s*false\b/],
]);

/** The framework is there for the documentation's sake: an application may have the tool for that beside its own for development. */
function isDocumentation(manifest: Manifest, framework: PackageDependency): boolean {
  return manifest.dependencies.some(({ name, dev }) => DOCUMENTATION_PACKAGES.includes(name) && (!dev || framework.dev));
}

function hasPackage(manifest: Manifest, names: readonly string[]): boolean {
  return manifest.dependencies.some(({ name }) => names.includes(name));
}

function frontendOf(manifest: NodePackage): FrontendApp | undefined {
  const framework = manifest.dependencies.find(({ name }) => UI_PACKAGES.includes(name));
  // A library of components names its framework as a peer and for its own development.
  if (!framework || (framework.dev && manifest.json.value('peerDependencies', framework.name) !== undefined)) return undefined;
  if (manifest.json.value('publishConfig') !== undefined && !manifest.isPrivate) return undefined;
  if (isDocumentation(manifest, framework)) return undefined;
  // Astro makes articles into pages, unless it is told to answer requests.
  if (framework.name === 'astro' && !hasPackage(manifest, SERVER_ADAPTERS)) return undefined;
  return { framework: framework.name, manifest, folder: manifest.folder };
}

function runtime(manifest: Manifest): readonly PackageDependency[] {
  return manifest.dependencies.filter((dependency) => !dependency.dev);
}

const IMAGE_STORES: readonly (readonly [RegExp, DatastoreKind])[] = [
  [/postgres|postgis|pgvector|timescale/, 'postgres'],
  [/mysql|mariadb/, 'mysql'],
  [/mongo/, 'mongodb'],
  [/redis|valkey|keydb|dragonfly/, 'redis'],
  [/neo4j/, 'neo4j'],
  [/elasticsearch|opensearch/, 'elasticsearch'],
];

function storesOfCompose(project: ProjectModel): Datastore[] {
  return project.composeFiles.flatMap((file) =>
    file.services.flatMap((service) => {
      const name = service.image?.reference.familiarName ?? '';
      const kind = IMAGE_STORES.find(([pattern]) => pattern.test(name))?.[1];
      const category = service.imageKind?.category;
      const known = kind ?? (category === 'database' || category === 'search' ? 'other' : category === 'cache' ? 'cache' : undefined);
      return known ? [{ kind: known, place: project.at(file.path, service.key.span) }] : [];
    }),
  );
}

function storesOfManifests(project: ProjectModel): Datastore[] {
  return project.manifests.flatMap((manifest) =>
    runtime(manifest).flatMap((dependency) => {
      const table = DATASTORE_PACKAGES[manifest.ecosystem];
      const kind = Object.hasOwn(table, dependency.name) ? table[dependency.name] : undefined;
      return kind ? [{ kind, place: project.at(dependency.file, dependency.nameSpan) }] : [];
    }),
  );
}
