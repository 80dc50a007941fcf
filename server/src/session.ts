import {
  baseName,
  createEngine,
  type Engine,
  type FixAllOptions,
  type FixAllResult,
  fixAll,
  folderOf,
  type LintResult,
  mayBeLinted,
  NO_FILES,
  type ProjectFiles,
  type Registry,
  type Source,
} from '#core';
import { Documents, type OpenDocument } from './documents.ts';
import type { Cancellation, Root } from './host.ts';
import { DEFAULT_SETTINGS, readSettings, type Settings } from './settings.ts';
import { childUri, looseFolderOf, nameOf, pathBelow, uriKey } from './uri.ts';

/** What the place that the server runs in provides: Node or a web worker. */
export interface Platform {
  readonly registry: Registry;
  /** ISO date. */
  today(): string;
  /** Access to a folder; undefined when its files cannot be read from here. */
  openRoot(uri: string): Root | undefined;
  /** Gives way once to messages that have arrived. */
  pause(): Promise<void>;
}

/** What a session asks of its connection. */
export interface SessionClient {
  /** Writes a line to the log that people see when they look for it. Never holds text of a file. */
  log(message: string): void;
  /** The editor's settings, section `seaworthy`. Without a URI: those that hold for no file in particular. */
  settings(uri: string | undefined): Promise<unknown>;
}

/** A workspace folder, or the folder of a file outside of all of them. */
export interface Folder {
  readonly uri: string;
  readonly key: string;
  readonly root: Root;
  /** What is on disk, with the text of open documents instead where there is one. */
  readonly files: ProjectFiles;
  /** Not opened by the user: only files that are open are linted. */
  readonly loose: boolean;
  settings?: Settings;
  asked?: Promise<Settings>;
}

export interface Place {
  readonly folder: Folder;
  /** Relative to the folder. */
  readonly path: string;
}

/** What is known of one version of an open document. */
export interface Lint {
  readonly version: number;
  readonly place: Place;
  /** Undefined for a document that is not linted: none of our kinds, too large, or switched off. */
  readonly result: LintResult | undefined;
  readonly engine: Engine;
  /** Stays the same as long as the document and its findings do. */
  readonly id: string;
  /** Something that was looked at has changed since. */
  stale: boolean;
}

/** Larger documents are no configuration that a person wrote; they are left alone. */
export const MAX_DOCUMENT_LENGTH = 2_000_000;

const EMPTY_ROOT: Root = { ...NO_FILES, root: '', findFiles: async () => {}, invalidate: () => {} };
/** Rounds of fetching and linting again, for files that lead to further files. */
const FETCH_ROUNDS = 8;
/** However fast changes arrive, one of them is answered in this time (milliseconds). */
const MAX_WAIT = 60;

/** State of one connection: folders, settings, open documents and what linting them gave. */
export class Session {
  readonly documents = new Documents();
  readonly #platform: Platform;
  readonly #client: SessionClient;
  readonly #noFolder: Folder;
  #folders: Folder[] = [];
  #looseFolders = new Map<string, Folder>();
  #engines = new Map<string, Engine>();
  #lints = new WeakMap<OpenDocument, Lint & { readonly source: Source | undefined }>();
  #places = new WeakMap<OpenDocument, Place>();
  #logged = new Set<string>();
  #lastId = 0;
  #changes = 0;

  constructor(platform: Platform, client: SessionClient) {
    this.#platform = platform;
    this.#client = client;
    this.#noFolder = { uri: '', key: '', root: EMPTY_ROOT, files: NO_FILES, loose: true };
  }

  get registry(): Registry {
    return this.#platform.registry;
  }

  /** The workspace folders, in the order in which the client gave them. */
  get folders(): readonly Folder[] {
    return this.#folders;
  }

  /** @param uris all workspace folders, from now on */
  setFolders(uris: readonly string[]): void {
    const known = new Map(this.#folders.map((folder) => [folder.key, folder]));
    this.#folders = uris.flatMap((uri) => known.get(folderKey(uri)) ?? this.#openFolder(uri, false) ?? []);
    this.#looseFolders.clear();
    this.#places = new WeakMap();
    this.#lints = new WeakMap();
  }

  #openFolder(uri: string, loose: boolean): Folder | undefined {
    const root = this.#platform.openRoot(uri);
    if (!root) return undefined;
    const key = folderKey(uri);
    const files: ProjectFiles = {
      read: (path) => this.documents.byKey(`${key}/${path}`)?.text ?? root.read(path),
      list: (folder) => root.list(folder),
    };
    return { uri, key, root, files, loose };
  }

  /** The innermost workspace folder that holds a URI; undefined for files outside of all. */
  find(uri: string): Place | undefined {
    const key = uriKey(uri);
    let best: Place | undefined;
    for (const folder of this.#folders) {
      const path = pathBelow(folder.key, key);
      if (path !== undefined && (!best || folder.key.length > best.folder.key.length)) best = { folder, path };
    }
    return best;
  }

  /** A folder that is a workspace folder (its path is `''` then) or inside one. */
  placeInFolder(uri: string): Place | undefined {
    const key = folderKey(uri);
    const folder = this.#folders.find((one) => one.key === key);
    return folder ? { folder, path: '' } : this.find(uri.replace(/\/$/, ''));
  }

  placeOf(document: OpenDocument): Place {
    let place = this.#places.get(document);
    if (!place) {
      place = this.find(document.uri) ?? this.#loosePlace(document);
      this.#places.set(document, place);
    }
    return place;
  }

  #loosePlace(document: OpenDocument): Place {
    const uri = looseFolderOf(document.uri);
    const key = uri === undefined ? undefined : folderKey(uri);
    const path = key === undefined ? undefined : pathBelow(key, document.key);
    if (uri === undefined || key === undefined || path === undefined) return { folder: this.#noFolder, path: nameOf(document.uri) };
    const folder = this.#looseFolders.get(key) ?? this.#openFolder(uri, true);
    if (!folder) return { folder: this.#noFolder, path: nameOf(document.uri) };
    this.#looseFolders.set(key, folder);
    return { folder, path };
  }

  /** URI of a path in a folder: the client's own spelling where it has the file open. */
  uriOf(folder: Folder, path: string): string {
    return this.documents.byKey(`${folder.key}/${path}`)?.uri ?? childUri(folder.uri, path);
  }

  openAt(folder: Folder, path: string): OpenDocument | undefined {
    return this.documents.byKey(`${folder.key}/${path}`);
  }

  /** Notes a change of an open document. @returns the other open documents whose findings may differ now */
  touch(document: OpenDocument): OpenDocument[] {
    this.#changes++;
    const { folder, path } = this.placeOf(document);
    return this.#markStale(folder, (used) => used.has(path)).filter((other) => other !== document);
  }

  /** Notes a change on disk. @returns the open documents whose findings may differ now */
  invalidate(uri: string): OpenDocument[] {
    const key = uriKey(uri);
    const stale = new Set<OpenDocument>();
    for (const folder of [...this.#folders, ...this.#looseFolders.values()]) {
      const path = pathBelow(folder.key, key);
      if (path === undefined) continue;
      forgetPath(folder.root, path);
      for (const document of this.#markStale(folder, (used) => bearsOn(path, used))) stale.add(document);
    }
    return [...stale];
  }

  /** Forgets what was read from disk, for clients that do not say what changes there. */
  forgetFiles(): void {
    for (const folder of [...this.#folders, ...this.#looseFolders.values()]) folder.root.invalidate();
    for (const document of this.documents.all()) this.#markLintStale(document);
  }

  #markStale(folder: Folder, isAffected: (used: ReadonlySet<string>) => boolean): OpenDocument[] {
    return this.documents.all().filter((document) => {
      const lint = this.#lints.get(document);
      return lint?.place.folder === folder && lint.result && isAffected(lint.result.used) && this.#markLintStale(document);
    });
  }

  #markLintStale(document: OpenDocument): boolean {
    const lint = this.#lints.get(document);
    if (!lint) return false;
    lint.stale = true;
    return true;
  }

  /** Asks for all settings anew at their next use. */
  forgetSettings(): void {
    for (const folder of [...this.#folders, ...this.#looseFolders.values(), this.#noFolder]) {
      delete folder.settings;
      delete folder.asked;
    }
    this.#engines.clear();
  }

  async settingsOf(folder: Folder): Promise<Settings> {
    if (folder.settings) return folder.settings;
    folder.asked ??= this.#client.settings(folder.uri || undefined).then(readSettings, () => DEFAULT_SETTINGS);
    const { asked } = folder;
    const settings = await asked;
    if (folder.asked === asked) folder.settings = settings;
    return folder.settings ?? settings;
  }

  engineFor(settings: Settings): Engine {
    const today = this.#platform.today();
    const key = `${today} ${settings.key}`;
    let engine = this.#engines.get(key);
    if (!engine) {
      engine = createEngine({ registry: this.registry, today, config: { defaults: settings.layer } });
      this.#engines.set(key, engine);
    }
    return engine;
  }

  /** Waits until changes that have arrived already are applied, so that none but the newest text is linted. */
  async settle(): Promise<void> {
    const deadline = Date.now() + MAX_WAIT;
    let seen: number;
    do {
      seen = this.#changes;
      // A message is handled per turn of the event loop; the next one may be queued behind the first pause.
      await this.#platform.pause();
      await this.#platform.pause();
    } while (seen !== this.#changes && Date.now() < deadline);
  }

  pause(): Promise<void> {
    return this.#platform.pause();
  }

  /** Findings of the newest text of a document; computed once per version and state of the files around it. */
  async lint(document: OpenDocument): Promise<Lint> {
    const { folder } = this.placeOf(document);
    const settings = folder.settings ?? (await this.settingsOf(folder));
    let lint = this.#lintNow(document, settings);
    for (let round = 0; folder.root.fetch && lint.result && round < FETCH_ROUNDS; round++) {
      if (!(await folder.root.fetch(lint.result.used))) break;
      this.#markLintStale(document);
      lint = this.#lintNow(document, folder.settings ?? settings);
    }
    return lint;
  }

  /** What the last lint gave, stale or not. */
  peek(document: OpenDocument): Lint | undefined {
    return this.#lints.get(document);
  }

  #lintNow(document: OpenDocument, settings: Settings): Lint {
    const place = this.placeOf(document);
    const engine = this.engineFor(settings);
    const before = this.#lints.get(document);
    const sameText = before?.version === document.version && before.place === place;
    if (sameText && !before.stale && before.engine === engine) return before;
    const source = sameText && before.engine === engine ? before.source : this.#open(engine, document, place);
    const result = source && settings.enable ? this.#run(engine, source, place.folder) : undefined;
    const id = sameText && sameFindings(before.result, result) ? before.id : String(++this.#lastId);
    const lint = { version: document.version, place, engine, source, result, id, stale: false };
    this.#lints.set(document, lint);
    return lint;
  }

  #open(engine: Engine, document: OpenDocument, place: Place): Source | undefined {
    if (document.text.length > MAX_DOCUMENT_LENGTH) {
      this.#logOnce(`${place.path} is too large to be linted.`);
      return undefined;
    }
    return engine.open(place.path, document.text, languageOf(document));
  }

  /** Lints, whatever goes wrong inside. */
  #run(engine: Engine, source: Source, folder: Folder): LintResult | undefined {
    try {
      const result = engine.lint(source, folder.files);
      for (const { rule, message } of result.failures) this.#logOnce(`The rule ${rule} failed: ${withoutContent(message)}`);
      return result;
    } catch (error) {
      this.#logOnce(`Linting failed: ${withoutContent(error instanceof Error ? (error.stack ?? '') : '')}`);
      return undefined;
    }
  }

  #logOnce(message: string): void {
    if (this.#logged.has(message) || this.#logged.size > 1000) return;
    this.#logged.add(message);
    this.#client.log(message);
  }

  /** Lints a file as it is on disk, or as it is open. Undefined for one that is not linted or cannot be read. */
  async lintFile(folder: Folder, path: string): Promise<LintResult | undefined> {
    const open = this.openAt(folder, path);
    if (open) return (await this.lint(open)).result;
    const settings = await this.settingsOf(folder);
    if (!settings.enable) return undefined;
    const engine = this.engineFor(settings);
    await folder.root.fetch?.([path]);
    const text = folder.files.read(path);
    const source = typeof text === 'string' ? engine.open(path, text) : undefined;
    let result = source && this.#run(engine, source, folder);
    for (let round = 0; source && result && folder.root.fetch && round < FETCH_ROUNDS; round++) {
      if (!(await folder.root.fetch(result.used))) break;
      result = this.#run(engine, source, folder);
    }
    return result;
  }

  /** The files of a workspace folder that may be linted, without those that a folder inside of it holds. Sorted. */
  async filesIn(folder: Folder, cancellation: Cancellation): Promise<string[]> {
    const paths: string[] = [];
    await folder.root.findFiles((path) => {
      if (this.find(childUri(folder.uri, path))?.folder === folder) paths.push(path);
    }, cancellation);
    return paths.sort();
  }

  /** Makes of a document what its fixes make of it. Undefined when it is not linted. */
  async fixAll(document: OpenDocument, options: FixAllOptions): Promise<FixAllResult | undefined> {
    const lint = await this.lint(document);
    return lint.result && fixAll(lint.engine, lint.result.source, lint.place.folder.files, options);
  }

  /** Whether a file may be linted, as far as its name tells. */
  isLinted(path: string): boolean {
    return mayBeLinted(path);
  }
}

/** The client's word, or what the folders above the workspace say, when somebody opens `.github/workflows` itself. */
function languageOf({ key, languageId }: OpenDocument): string {
  const isYaml = languageId === '' || languageId === 'yaml';
  return isYaml && /\/\.(?:github|gitea|forgejo)\/workflows\/[^/]+\.ya?ml$/i.test(key) ? 'github-actions-workflow' : languageId;
}

/** Whether a change of a file or folder may make a difference to somebody who asked for some paths (folders end in `/`). */
export function bearsOn(changed: string, used: ReadonlySet<string>): boolean {
  if (used.has(changed)) return true;
  for (let folder = folderOf(changed); ; folder = folderOf(folder)) {
    if (used.has(`${folder}/`)) return true;
    if (folder === '') break;
  }
  for (const path of used) if (path.startsWith(`${changed}/`)) return true;
  return false;
}

/** Forgets a path, and the folders above it that were not known to be there. */
function forgetPath(root: Root, path: string): void {
  root.invalidate(path);
  for (let folder = folderOf(path); folder !== ''; folder = folderOf(folder)) {
    if (!root.list(folderOf(folder))?.includes(`${baseName(folder)}/`)) root.invalidate(folder);
  }
}

function folderKey(uri: string): string {
  return uriKey(uri).replace(/\/$/, '');
}

function sameFindings(a: LintResult | undefined, b: LintResult | undefined): boolean {
  if (a === b) return true;
  if (!a || !b || a.findings.length !== b.findings.length) return false;
  const facts = (result: LintResult) =>
    JSON.stringify(
      result.findings.map(({ rule, severity, span, message, related, tags }) => [rule, severity, span, message, related, tags]),
    );
  return facts(a) === facts(b);
}

/** A stack without its message, which may quote the text of a file; those of these classes name code only. */
function withoutContent(stack: string): string {
  const [first = '', ...rest] = stack.split('\n');
  const name = /^(?:TypeError|ReferenceError|RangeError): .*$/.test(first) ? first : first.replace(/:.*$/, '');
  return [name, ...rest.filter((line) => /^\s+at /.test(line)).slice(0, 6)].join('\n');
}
