import { readCompose } from '../compose/layers.ts';
import { ComposeFile } from '../compose/model.ts';
import { type DockerfileFile, parseDockerfile } from '../dockerfile/file.ts';
import { detectKind, inferRole } from '../kind.ts';
import { createSource, type FileKind } from '../source.ts';
import { LineIndex } from '../text/lines.ts';
import type { Span } from '../text/span.ts';
import type { WorkflowFile } from '../workflow/model.ts';
import { readWorkflow } from '../workflow/pipeline.ts';
import type { YamlFile } from '../yaml/nodes.ts';
import { parseYaml } from '../yaml/parse.ts';
import { type AppFacts, findApps } from './app.ts';
import { codeLanguageOf, withoutComments } from './code.ts';
import { type EnvVariable, isEnvFile, isEnvTemplate, parseDotenv } from './dotenv.ts';
import { GitIgnores } from './gitignore.ts';
import { JsonFile } from './json.ts';
import { lockedVersions } from './lockfiles.ts';
import {
  type Ecosystem,
  FOREIGN_MANIFEST,
  isManifest,
  type Manifest,
  type NodePackage,
  type PackageDependency,
  readManifest,
} from './manifests.ts';
import { baseName, folderOf, joinPath, type Project } from './project.ts';
import { type FileTree, isAside, isTestPath } from './tree.ts';

/** Where a rule over the project reports: a place in a file of the project. */
export interface FilePlace {
  readonly file: string;
  readonly span: Span;
  /** Path of the file that ought to exist; `file` is then the nearest thing there is to it. */
  readonly missing?: string;
}

/** A source file of the project's own: no example, no vendored code. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
  /** `text` with blanks in the place of comments: same offsets. */
  readonly code: string;
  readonly isTest: boolean;
}

/** A dotenv file with what it sets. */
export interface EnvFile {
  readonly path: string;
  readonly text: string;
  readonly isTemplate: boolean;
  readonly variables: readonly EnvVariable[];
}

/** More source files than these are not read: nothing is claimed of what the code lacks then. */
const MAX_SOURCES = 4000;
const MAX_SOURCE_LENGTH = 300_000;

/** Files whose first line stands for the whole project, the first that exists. */
const ANCHORS = [
  /^package\.json$/,
  /^pyproject\.toml$/,
  /^requirements[^/]*\.txt$/,
  /^Dockerfile$/,
  /^(?:docker-)?compose\.ya?ml$/,
  /^README(?:\.\w+)?$/i,
  /(?:^|\/)package\.json$/,
  /(?:^|\/)(?:pyproject\.toml|requirements[^/]*\.txt)$/,
  /(?:^|\/)Dockerfile$/,
  /(?:^|\/)(?:docker-)?compose\.ya?ml$/,
];

/**
 * A whole project as rules see it. Everything is read and derived when it is asked for first, and once. Nothing here reads
 * installed packages, build output or what git ignores: such paths are not in the tree.
 */
export class ProjectModel {
  readonly files: Project;
  readonly tree: FileTree;
  /** ISO date given by the host. */
  readonly today: string;
  readonly #cache = new Map<string, unknown>();
  readonly #paths: ReadonlySet<string>;

  constructor(files: Project, tree: FileTree, today: string) {
    this.files = files;
    this.tree = tree;
    this.today = today;
    this.#paths = new Set(tree.paths);
  }

  #once<Value>(key: string, make: () => Value): Value {
    if (!this.#cache.has(key)) this.#cache.set(key, make());
    return this.#cache.get(key) as Value;
  }

  /** A fact that several rules ask for, made once for this project. @param key names the fact */
  remember<Value>(key: string, make: () => Value): Value {
    return this.#once(`fact ${key}`, make);
  }

  /** The audited folder; `''` for the workspace root. */
  get folder(): string {
    return this.tree.folder;
  }

  /** Sorted. */
  get paths(): readonly string[] {
    return this.tree.paths;
  }

  has(path: string): boolean {
    return this.#paths.has(path);
  }

  /** A path of the audited folder relative to it, for what names and folders tell. Paths above the folder stay as they are. */
  relative(path: string): string {
    return isBelow(path, this.folder) && this.folder !== '' ? path.slice(this.folder.length + 1) : path;
  }

  /** Whether a path is an example, a fixture or vendored code inside the audited folder. */
  isAside(path: string): boolean {
    return isAside(this.relative(path));
  }

  /** Paths that match, examples and vendored code included. */
  matching(pattern: RegExp): readonly string[] {
    return this.#once(`matching ${pattern}`, () => this.paths.filter((path) => pattern.test(path)));
  }

  /** The first path of the project's own that matches: no example, no fixture, nothing vendored. */
  find(pattern: RegExp): string | undefined {
    return this.matching(pattern).find((path) => !this.isAside(path));
  }

  /** Text of a file of the tree; undefined for one that is not there or cannot be read. */
  read(path: string): string | undefined {
    return (this.has(path) ? this.files.read(path) : undefined) ?? undefined;
  }

  lines(path: string): LineIndex {
    return this.text(path).lines;
  }

  /** A file's text with its lines; empty for one that cannot be read. */
  text(path: string): { readonly text: string; readonly lines: LineIndex } {
    return this.#once(`text ${path}`, () => {
      const text = this.files.read(path) ?? '';
      return { text, lines: new LineIndex(text) };
    });
  }

  json(path: string): JsonFile | undefined {
    return this.has(path) ? (this.files.derive('json', path, (text) => new JsonFile(path, text)) ?? undefined) : undefined;
  }

  /** A YAML file that is none of the kinds that are linted. */
  yaml(path: string): YamlFile | undefined {
    if (!this.has(path)) return undefined;
    return this.files.derive('yaml', path, (text) => parseYaml(createSource(path, text, 'other'))) ?? undefined;
  }

  // --- places ---

  /** A place in a file; its first line where no span is given. */
  at(file: string, span?: Span): FilePlace {
    return { file, span: span ?? { start: 0, end: this.lines(file).endOf(0) } };
  }

  /** The project as a whole, at the file that stands for it best. */
  get anchor(): FilePlace {
    return this.#once('anchor', () => {
      const own = this.paths.filter((path) => isBelow(path, this.folder) && !this.isAside(path));
      const path = ANCHORS.map((pattern) => own.find((one) => pattern.test(this.relative(one)))).find(Boolean);
      return this.at(path ?? own[0] ?? this.paths[0] ?? '.');
    });
  }

  /**
   * A file that ought to exist.
   * @param near the file that tells so; the project as a whole where none does
   */
  missing(path: string, near?: FilePlace): FilePlace {
    return { ...(near ?? this.anchor), missing: path };
  }

  // --- the files that are linted ---

  get dockerfiles(): readonly DockerfileFile[] {
    return this.#once('dockerfiles', () => this.#ofKind('dockerfile').flatMap((path) => this.dockerfile(path) ?? []));
  }

  dockerfile(path: string): DockerfileFile | undefined {
    const make = (text: string) => parseDockerfile(createSource(path, text, 'dockerfile', inferRole(path, 'dockerfile', text)));
    return (this.has(path) ? this.files.derive('dockerfile', path, make) : undefined) ?? undefined;
  }

  /** Every Compose file; each knows those that Compose merges with it. */
  get composeFiles(): readonly ComposeFile[] {
    return this.#once('composeFiles', () =>
      this.#ofKind('compose').flatMap((path) => {
        const parsed = readCompose(this.files, path);
        return parsed ? new ComposeFile(parsed, this.files) : [];
      }),
    );
  }

  get workflows(): readonly WorkflowFile[] {
    return this.#once('workflows', () => this.#ofKind('workflow').flatMap((path) => readWorkflow(this.files, path, 'workflow') ?? []));
  }

  /** Paths of one kind, examples and fixtures left out. */
  #ofKind(kind: FileKind): readonly string[] {
    return this.paths.filter((path) => !this.isAside(path) && detectKind(path, () => this.files.read(path)) === kind);
  }

  // --- packages ---

  /** Manifests of the ecosystems that are read, tests and examples left out. */
  get manifests(): readonly Manifest[] {
    return this.#once('manifests', () =>
      this.paths.flatMap((path) => {
        if (!isManifest(path) || this.isAside(path) || isTestPath(this.relative(path))) return [];
        return this.files.derive('manifest', path, (text) => readManifest(path, text)) ?? [];
      }),
    );
  }

  get packages(): readonly NodePackage[] {
    return this.manifests.filter((manifest): manifest is NodePackage => manifest.ecosystem === 'npm');
  }

  get dependencies(): readonly PackageDependency[] {
    return this.#once('dependencies', () => this.manifests.flatMap((manifest) => manifest.dependencies));
  }

  /** The first dependency of one of the names or patterns, runtime ones before those for development. */
  dependency(...names: readonly (string | RegExp)[]): PackageDependency | undefined {
    const found = this.dependencies.filter(({ name }) => names.some((one) => (typeof one === 'string' ? one === name : one.test(name))));
    return found.find((one) => !one.dev) ?? found[0];
  }

  hasEcosystem(ecosystem: Ecosystem): boolean {
    return this.manifests.some((manifest) => manifest.ecosystem === ecosystem);
  }

  /** Some part of the project is of an ecosystem that is not read: what no manifest names may be there all the same. */
  get hasForeignCode(): boolean {
    return this.find(FOREIGN_MANIFEST) !== undefined;
  }

  /** Versions that a lockfile installs: name → versions. Undefined where the file cannot be read. */
  locked(lockfile: string): ReadonlyMap<string, readonly string[]> | undefined {
    if (!this.has(lockfile)) return undefined;
    return this.files.derive('lockfile', lockfile, (text) => lockedVersions(baseName(lockfile), text)) ?? undefined;
  }

  /** A file of one of the names in a folder or one above it, nearest first, not above the audited project's repository. */
  nearest(folder: string, names: readonly string[]): string | undefined {
    for (let at: string | undefined = folder; at !== undefined; at = at === '' ? undefined : folderOf(at)) {
      for (const name of names) {
        const path = joinPath(at, name);
        if (path !== undefined && this.has(path)) return path;
      }
    }
    return undefined;
  }

  // --- source code ---

  /** The project's own code in the languages that are read. */
  get sources(): readonly SourceFile[] {
    return this.#once('sources', () => this.#sourcePaths.slice(0, MAX_SOURCES).flatMap((path) => this.#source(path) ?? []));
  }

  get #sourcePaths(): readonly string[] {
    return this.#once('sourcePaths', () =>
      this.paths.filter((path) => codeLanguageOf(path) !== undefined && !this.isAside(path) && isBelow(path, this.folder)),
    );
  }

  /** All of it could be read, and none of it is in another language: what is not in the sources is not in the project. */
  get knowsAllSources(): boolean {
    return (
      this.tree.complete &&
      this.#sourcePaths.length <= MAX_SOURCES &&
      this.sources.length === this.#sourcePaths.length &&
      !this.hasForeignCode
    );
  }

  #source(path: string): SourceFile | undefined {
    const source = this.files.derive('source', path, (text): SourceFile | undefined => {
      if (text.length > MAX_SOURCE_LENGTH) return undefined;
      return { path, text, code: withoutComments(text, path), isTest: isTestPath(this.relative(path)) };
    });
    return source ?? undefined;
  }

  /** The first place in the project's own code, tests left out, that matches. */
  findCode(pattern: RegExp, within: (file: SourceFile) => boolean = () => true): FilePlace | undefined {
    for (const file of this.sources) {
      if (file.isTest || !within(file)) continue;
      const match = pattern.exec(file.code);
      if (match) return { file: file.path, span: { start: match.index, end: match.index + match[0].length } };
    }
    return undefined;
  }

  /** Every place in the project's own code, tests left out, that matches. @param pattern with the flag `g` */
  findAllCode(pattern: RegExp, within: (file: SourceFile) => boolean = () => true): readonly FilePlace[] {
    return this.sources.flatMap((file) => {
      if (file.isTest || !within(file)) return [];
      return [...file.code.matchAll(pattern)].map((match) => ({
        file: file.path,
        span: { start: match.index, end: match.index + match[0].length },
      }));
    });
  }

  /** What the project is: its servers, user interfaces and datastores. */
  get app(): AppFacts {
    return this.#once('app', () => findApps(this));
  }

  // --- environment ---

  /** Dotenv files that are in the tree (not ignored by git) or that git has although they are ignored, templates included. */
  get envFiles(): readonly EnvFile[] {
    const isHidden = (path: string) => isEnvFile(path) && !this.has(path) && isBelow(path, this.folder);
    return this.#once('envFiles', () =>
      [...this.paths, ...[...(this.tree.tracked ?? [])].filter(isHidden)].flatMap((path) => {
        if (!isEnvFile(path) || this.isAside(path)) return [];
        const make = (text: string): EnvFile => ({ path, text, isTemplate: isEnvTemplate(path), variables: parseDotenv(text) });
        return this.files.derive('dotenv', path, make) ?? [];
      }),
    );
  }

  // --- git ---

  /** Whether git has a file: true, false, or undefined where there is no index to ask. */
  isTracked(path: string): boolean | undefined {
    return this.tree.tracked?.has(path);
  }

  /** Whether a `.gitignore` keeps a path out of git, whether it exists or not. */
  isIgnored(path: string, isFolder = false): boolean {
    const ignores = this.#once('ignores', () => new GitIgnores((file) => this.files.read(file)));
    const folder = folderOf(path);
    const scope = this.#once(`scope ${folder}`, () => ignores.enter(ignores.scopeOf(folder), folder));
    return scope.ignores(path, isFolder);
  }

  // --- documents ---

  /** Markdown and text documents of the project's own, README included. */
  get documents(): readonly string[] {
    return this.#once('documents', () =>
      this.matching(/\.(?:md|mdx|markdown|rst|adoc|txt)$/i).filter(
        (path) => !this.isAside(path) && !/(?:^|\/)requirements[^/]*\.txt$/i.test(path),
      ),
    );
  }

  /** The first document whose name or text matches. */
  findDocument(name: RegExp, content?: RegExp): FilePlace | undefined {
    for (const path of this.documents) if (name.test(path)) return this.at(path);
    if (!content) return undefined;
    for (const path of this.documents) {
      const match = content.exec(this.read(path) ?? '');
      if (match) return { file: path, span: { start: match.index, end: match.index + match[0].length } };
    }
    return undefined;
  }
}

function isBelow(path: string, folder: string): boolean {
  return folder === '' || path.startsWith(`${folder}/`);
}
