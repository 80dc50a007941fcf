import {
  createEngine,
  type Engine,
  type FileTree,
  type FixAllOptions,
  type FixAllResult,
  fixAll,
  folderOf,
  type LintResult,
  mayBeLinted,
  type ProjectFiles,
  type ProjectLintResult,
  type Registry,
  type ScriptProblem,
  type ScriptToCheck,
  type Source,
} from '#core';
import { Documents, type OpenDocument } from './documents.ts';
import { describeFailure } from './failure.ts';
import { type Folder, Folders, type Place } from './folders.ts';
import type { Cancellation, Root } from './host.ts';
import { DEFAULT_SETTINGS, readSettings, type Settings } from './settings.ts';
import { childUri } from './uri.ts';

/** What the place that the server runs in provides: Node or a web worker. */
export interface Platform {
  /** Asked for when the first rule is needed, or somebody has time. */
  rules(): Registry;
  /** ISO date. */
  today(): string;
  /** Access to a folder; undefined when its files cannot be read from here. */
  openRoot(uri: string): Root | undefined;
  /** Gives way once to messages that have arrived. */
  pause(): Promise<void>;
  /** ShellCheck, where programs can be started. @param program its name or path */
  scriptChecker?(program: string): ScriptChecker;
}

/** Asks ShellCheck about scripts and keeps its answers. */
export interface ScriptChecker {
  /** Undefined for a script that was not checked yet. */
  answer(script: ScriptToCheck): readonly ScriptProblem[] | undefined;
  /** @returns whether something was learnt */
  check(scripts: readonly ScriptToCheck[], stop: AbortSignal): Promise<boolean>;
}

/** What a session asks of its connection. */
export interface SessionClient {
  /** Writes a line to the log that people see when they look for it. Never holds text of a file. */
  log(message: string): void;
  /** The editor's settings, section `seaworthy`. Without a URI: those that hold for no file in particular. */
  settings(uri: string | undefined): Promise<unknown>;
  /** A document was linted that holds scripts of which ShellCheck has not been asked yet. */
  unchecked?(document: OpenDocument): void;
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

/** Rounds of fetching and linting again, for files that lead to further files. */
const FETCH_ROUNDS = 8;
/** However fast changes arrive, one of them is answered in this time (milliseconds). */
const MAX_WAIT = 60;

/** State of one connection: folders, settings, open documents and what linting them gave. */
export class Session {
  readonly documents = new Documents();
  readonly folders: Folders;
  readonly #platform: Platform;
  readonly #client: SessionClient;
  #engines = new Map<string, Engine>();
  #checkers = new Map<string, ScriptChecker | undefined>();
  #lints = new WeakMap<OpenDocument, Lint & { readonly source: Source | undefined }>();
  #logged = new Set<string>();
  #lastId = 0;
  #changes = 0;

  constructor(platform: Platform, client: SessionClient) {
    this.#platform = platform;
    this.#client = client;
    this.folders = new Folders(this.documents, (uri) => platform.openRoot(uri));
  }

  get registry(): Registry {
    return this.#platform.rules();
  }

  /** @param uris all workspace folders, from now on */
  setFolders(uris: readonly string[]): void {
    this.folders.set(uris);
    this.#lints = new WeakMap();
  }

  /** Notes a change of an open document. @returns the other open documents whose findings may differ now */
  touch(document: OpenDocument): OpenDocument[] {
    this.#changes++;
    const { folder, path } = this.folders.placeOf(document);
    return this.#markStale(folder, (used) => used.has(path)).filter((other) => other !== document);
  }

  /** Notes a change on disk. @returns the open documents whose findings may differ now */
  invalidate(uri: string): OpenDocument[] {
    const stale = this.folders.forget(uri).flatMap(({ folder, path }) => this.#markStale(folder, (used) => bearsOn(path, used)));
    return [...new Set(stale)];
  }

  /** Forgets what was read from a folder, for what nobody watches. @returns the open documents whose findings may differ now */
  forgetFiles(folder: Folder): OpenDocument[] {
    folder.root.invalidate();
    return this.#markStale(folder, () => true);
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
    for (const folder of this.folders.everyOne) {
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

  /** Loads what the first lint needs, before anybody waits for it. */
  warmUp(): void {
    this.engineFor(DEFAULT_SETTINGS);
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
    const { folder } = this.folders.placeOf(document);
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
    const place = this.folders.placeOf(document);
    const engine = this.engineFor(settings);
    const before = this.#lints.get(document);
    const sameText = before?.version === document.version && before.place === place;
    if (sameText && !before.stale && before.engine === engine) return before;
    const source = sameText && before.engine === engine ? before.source : this.#open(engine, document, place);
    const checker = this.#checkerFor(settings);
    const files = checker ? { ...place.folder.files, checkScript: (script: ScriptToCheck) => checker.answer(script) } : place.folder.files;
    const result = source && settings.enable ? this.#run(engine, source, files) : undefined;
    const id = sameText && sameFindings(before.result, result) ? before.id : String(++this.#lastId);
    const lint = { version: document.version, place, engine, source, result, id, stale: false };
    this.#lints.set(document, lint);
    if (result?.unchecked.length) this.#client.unchecked?.(document);
    return lint;
  }

  #checkerFor({ shellcheck }: Settings): ScriptChecker | undefined {
    if (shellcheck === undefined) return undefined;
    if (!this.#checkers.has(shellcheck)) this.#checkers.set(shellcheck, this.#platform.scriptChecker?.(shellcheck));
    return this.#checkers.get(shellcheck);
  }

  /** Has ShellCheck read what it has not read of a document. @returns whether the document's findings may differ now */
  async checkScripts(document: OpenDocument, stop: AbortSignal): Promise<boolean> {
    const checker = this.#checkerFor(await this.settingsOf(this.folders.placeOf(document).folder));
    const { result } = await this.lint(document);
    if (!checker || !result?.unchecked.length || !(await checker.check(result.unchecked, stop))) return false;
    return this.#markLintStale(document);
  }

  #open(engine: Engine, document: OpenDocument, place: Place): Source | undefined {
    if (document.text.length > MAX_DOCUMENT_LENGTH) {
      this.#logOnce(`${place.path} is too large to be linted.`);
      return undefined;
    }
    return engine.open(place.path, document.text, languageOf(document));
  }

  /** Lints, whatever goes wrong inside. */
  #run(engine: Engine, source: Source, files: ProjectFiles): LintResult | undefined {
    try {
      const result = engine.lint(source, files);
      for (const { rule, message } of result.failures) this.#logOnce(`The rule ${rule} failed: ${describeFailure(message)}`);
      return result;
    } catch (error) {
      this.#logOnce(`Linting failed: ${describeFailure(error)}`);
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
    const open = this.folders.openAt(folder, path);
    if (open) return (await this.lint(open)).result;
    return this.#lintClosed(folder, path, await this.settingsOf(folder));
  }

  /** As `lintFile`, with the profile of an audit. */
  async lintForAudit(folder: Folder, path: string): Promise<LintResult | undefined> {
    return this.#lintClosed(folder, path, auditSettings(await this.settingsOf(folder)));
  }

  async #lintClosed(folder: Folder, path: string, settings: Settings): Promise<LintResult | undefined> {
    if (!settings.enable) return undefined;
    const engine = this.engineFor(settings);
    await folder.root.fetch?.([path]);
    const text = folder.files.read(path);
    const open = this.folders.openAt(folder, path);
    const source = typeof text === 'string' ? engine.open(path, text, open && languageOf(open)) : undefined;
    return source && this.#fetching(folder, () => this.#run(engine, source, folder.files));
  }

  /**
   * Runs the rules over a whole folder, with the profile of an audit.
   * @param path the folder, relative to the workspace folder
   * @returns undefined when it was cancelled or failed
   */
  async lintProject(folder: Folder, path: string, cancellation: Cancellation): Promise<ProjectLintResult | undefined> {
    const engine = this.engineFor(auditSettings(await this.settingsOf(folder)));
    const tree = await folder.root.findTree(path, cancellation);
    return this.#fetching(folder, () => (cancellation.isCancellationRequested ? undefined : this.#runProject(engine, tree, folder)));
  }

  #runProject(engine: Engine, tree: FileTree, folder: Folder): ProjectLintResult | undefined {
    try {
      const result = engine.lintProject(tree, folder.files);
      for (const { rule, message } of result.failures) this.#logOnce(`The rule ${rule} failed: ${describeFailure(message)}`);
      return result;
    } catch (error) {
      this.#logOnce(`Auditing failed: ${describeFailure(error)}`);
      return undefined;
    }
  }

  /** Runs again as long as files become known that were asked for. */
  async #fetching<Result extends { readonly used: ReadonlySet<string> }>(
    { root }: Folder,
    run: () => Result | undefined,
  ): Promise<Result | undefined> {
    let result = run();
    for (let round = 0; result && root.fetch && round < FETCH_ROUNDS; round++) {
      if (!(await root.fetch(result.used))) break;
      result = run();
    }
    return result;
  }

  /** The files of a workspace folder that may be linted, without those that a folder inside of it holds. Sorted. */
  async filesIn(folder: Folder, cancellation: Cancellation): Promise<string[]> {
    const paths: string[] = [];
    await folder.root.findFiles((path) => {
      if (this.folders.find(childUri(folder.uri, path))?.folder === folder) paths.push(path);
    }, cancellation);
    return paths.sort();
  }

  /** Makes of a document what its fixes make of it. Undefined when it is not linted. */
  async fixAll(document: OpenDocument, options: FixAllOptions): Promise<FixAllResult | undefined> {
    const lint = await this.lint(document);
    if (!lint.result) return undefined;
    try {
      return fixAll(lint.engine, lint.result.source, lint.place.folder.files, options);
    } catch (error) {
      this.#logOnce(`Fixing failed: ${describeFailure(error)}`);
      return undefined;
    }
  }

  /** Whether a file may be linted, as far as its name tells. */
  isLinted(path: string): boolean {
    return mayBeLinted(path);
  }
}

/** An audit asks for what production needs, whatever an editor is to show while somebody types. */
function auditSettings(settings: Settings): Settings {
  if (settings.layer.profile === 'all') return settings;
  return { ...settings, layer: { ...settings.layer, profile: 'strict' }, key: `${settings.key} audit` };
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

function sameFindings(a: LintResult | undefined, b: LintResult | undefined): boolean {
  if (a === b) return true;
  if (!a || !b || a.findings.length !== b.findings.length) return false;
  const facts = (result: LintResult) =>
    JSON.stringify(
      result.findings.map(({ rule, severity, span, message, related, tags }) => [rule, severity, span, message, related, tags]),
    );
  return facts(a) === facts(b);
}
