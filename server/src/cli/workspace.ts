import { existsSync, readFileSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import {
  CONFIG_NAMES,
  type ConfigHost,
  type ConfigLayer,
  createEngine,
  type Engine,
  folderOf,
  joinPath,
  LineIndex,
  type ParsedConfig,
  type Profile,
  type ProjectFiles,
  parseConfig,
  type ScriptToCheck,
} from '#core';
import { registry } from '../../../rules/registry.ts';
import { failureMessage, type NodeRoot, nodeHost, type ReadProblem } from '../host.node.ts';
import { Shellcheck } from '../shellcheck.node.ts';
import { UserError } from './errors.ts';
import { Digests } from './outcome.ts';

export interface WorkspaceOptions {
  readonly cwd: string;
  readonly profile?: Profile;
  /** Holds where neither options nor configuration files name a profile. */
  readonly usualProfile?: Profile;
  /** `--config`: path as it was given. */
  readonly config?: string;
  /** A folder outside of every repository is a root of its own, wherever it lies: an audit must not take in its neighbours. */
  readonly isolated?: boolean;
  /** Only the linted files themselves and configuration are read. */
  readonly alone?: boolean;
  /** `--shellcheck`: the program to ask, and its version. */
  readonly shellcheck?: { readonly program: string; readonly version: string };
  /** ISO date; that of the clock when it is left out. */
  readonly today?: string;
}

/** One root folder with what is needed to lint its files. */
export interface WorkspaceRoot {
  /** Absolute. */
  readonly path: string;
  readonly disk: NodeRoot;
  /** What rules may see; an overlay of `disk`. */
  readonly files: ProjectFiles;
  readonly engine: Engine;
  /** Texts that stand for what is on disk: stdin, and files that were fixed but are not written yet. */
  readonly overlay: Map<string, string>;
  /** Digests of `files`. */
  readonly digests: Digests;
  /** What other threads could not read. */
  readonly metElsewhere: ReadProblem[];
}

/** The roots that the files of one run belong to. */
export class Workspace {
  readonly cwd: string;
  readonly shellcheck: Shellcheck | undefined;
  /** Enough to make the same workspace in another thread. */
  readonly options: WorkspaceOptions & { readonly today: string };
  readonly #roots = new Map<string, WorkspaceRoot>();
  readonly #configs = new Map<string, FoundConfig | undefined>();
  readonly #named: NamedConfig | undefined;

  /** @throws UserError for a `--config` that cannot be used */
  constructor(options: WorkspaceOptions) {
    this.cwd = options.cwd;
    this.shellcheck = options.shellcheck && new Shellcheck(options.shellcheck.program);
    this.options = { ...options, today: options.today ?? today() };
    this.#named = options.config === undefined ? undefined : readNamedConfig(options.cwd, options.config);
  }

  /** ISO date. */
  get today(): string {
    return this.options.today;
  }

  /** Equal ones mean equal options, the text of a `--config` with them. */
  get identity(): string {
    const { profile, usualProfile, alone, shellcheck } = this.options;
    const named = this.#named && [displayPath(this.cwd, this.#named.path), this.#named.text];
    return JSON.stringify([profile, usualProfile, alone, named, shellcheck]);
  }

  get roots(): readonly WorkspaceRoot[] {
    return [...this.#roots.values()];
  }

  /** The root for a folder: the nearest one above it with a `.git`; else the working directory if it is above, else the folder itself. */
  rootFor(folder: string): WorkspaceRoot {
    return this.rootAt(gitRoot(folder) ?? (!this.options.isolated && isWithin(this.cwd, folder) ? this.cwd : folder));
  }

  /** How a path is shown: relative to the working directory, with forward slashes. */
  display(root: WorkspaceRoot, path: string): string {
    return displayPath(this.cwd, join(root.path, path));
  }

  /**
   * The baseline that the configuration for a file names.
   * @returns an absolute path
   */
  baselineFor(root: WorkspaceRoot, path: string): string | undefined {
    if (this.#named) return this.#named.baseline;
    for (const config of this.#configsAbove(root, folderOf(path))) {
      const { folder, baseline } = config.parsed.layer;
      if (baseline !== undefined) return resolve(root.path, folder, baseline);
    }
    return undefined;
  }

  /**
   * Reads every configuration file that holds for the files.
   * @throws UserError when one of them is wrong: a run with half of its settings would report anything
   */
  checkConfigs(root: WorkspaceRoot, paths: Iterable<string>): void {
    if (this.#named) return;
    const wrong = new Set<string>();
    for (const folder of new Set([...paths].map(folderOf))) {
      for (const config of this.#configsAbove(root, folder)) {
        for (const line of config.errors) wrong.add(line);
      }
    }
    if (wrong.size > 0) throw configError([...wrong]);
  }

  /** @param path absolute, of a folder that is a root */
  rootAt(path: string): WorkspaceRoot {
    const known = this.#roots.get(path);
    if (known) return known;
    const disk = nodeHost.openRoot(path);
    const overlay = new Map<string, string>();
    const { shellcheck } = this;
    const files = {
      ...overlaid(disk, overlay, this.options.alone === true),
      ...(shellcheck ? { checkScript: (script: ScriptToCheck) => shellcheck.answer(script) } : {}),
    };
    const root = { path, disk, overlay, files, engine: this.#engine(path), digests: new Digests(files), metElsewhere: [] };
    this.#roots.set(path, root);
    return root;
  }

  #engine(root: string): Engine {
    const { profile, usualProfile } = this.options;
    const named = this.#named;
    const config: ConfigHost = {
      ...(usualProfile === undefined ? {} : { defaults: { folder: '', profile: usualProfile } }),
      ...(profile === undefined ? {} : { forced: { folder: '', profile } }),
      ...(named === undefined ? {} : { only: { ...named.layer, folder: folderWithin(root, dirname(named.path)) } }),
    };
    return createEngine({ registry, today: this.today, config });
  }

  /** The nearest first. */
  *#configsAbove(root: WorkspaceRoot, folder: string): Iterable<FoundConfig> {
    for (let at: string | undefined = folder; at !== undefined; at = at === '' ? undefined : folderOf(at)) {
      const config = this.#configIn(root, at);
      if (!config) continue;
      yield config;
      if (config.parsed.layer.root) return;
    }
  }

  #configIn(root: WorkspaceRoot, folder: string): FoundConfig | undefined {
    const key = `${root.path}\n${folder}`;
    if (this.#configs.has(key)) return this.#configs.get(key);
    let found: FoundConfig | undefined;
    for (const name of CONFIG_NAMES) {
      const path = joinPath(folder, name);
      const text = path === undefined ? undefined : root.files.read(path);
      if (path === undefined || typeof text !== 'string') continue;
      const parsed = parseConfig(path, text, registry);
      found = { parsed, errors: errorsOf(parsed, text, this.display(root, path)) };
      break;
    }
    this.#configs.set(key, found);
    return found;
  }
}

interface FoundConfig {
  readonly parsed: ParsedConfig;
  /** `file:line:column: message`, for people. */
  readonly errors: readonly string[];
}

interface NamedConfig {
  /** Absolute. */
  readonly path: string;
  readonly text: string;
  readonly layer: ConfigLayer;
  readonly baseline?: string;
}

function readNamedConfig(cwd: string, given: string): NamedConfig {
  const path = resolve(cwd, given);
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (!existsSync(path)) throw new UserError(`There is no configuration file \`${given}\`.`);
    throw new UserError(`The configuration file \`${given}\` ${failureMessage(error)}.`);
  }
  const parsed = parseConfig('.seaworthy.yaml', text, registry);
  const errors = errorsOf(parsed, text, displayPath(cwd, path));
  if (errors.length > 0) throw configError(errors);
  const { baseline } = parsed.layer;
  return { path, text, layer: parsed.layer, ...(baseline === undefined ? {} : { baseline: resolve(dirname(path), baseline) }) };
}

function errorsOf(parsed: ParsedConfig, text: string, shown: string): string[] {
  const lines = new LineIndex(text);
  return parsed.problems
    .filter((problem) => problem.level === 'error')
    .map((problem) => {
      const { line, character } = lines.positionAt(problem.span.start);
      return `${shown}:${line + 1}:${character + 1}: ${problem.message}`;
    });
}

function configError(lines: readonly string[]): UserError {
  const what = lines.length === 1 ? 'The configuration has an error' : `The configuration has ${lines.length} errors`;
  return new UserError(
    `${what}; nothing was linted.`,
    ...lines.map((line) => `  ${line}`),
    'Correct the lines above, or use another file with --config FILE.',
  );
}

/** ISO date. SOURCE_DATE_EPOCH, where it is set, makes runs repeatable (reproducible-builds.org). */
function today(): string {
  const epoch = process.env.SOURCE_DATE_EPOCH;
  const date = epoch !== undefined && /^\d{1,11}$/.test(epoch) ? new Date(Number(epoch) * 1000) : new Date();
  return date.toISOString().slice(0, 10);
}

function overlaid(disk: ProjectFiles, overlay: ReadonlyMap<string, string>, alone: boolean): ProjectFiles {
  const isConfig = (path: string) => (CONFIG_NAMES as readonly string[]).includes(path.slice(path.lastIndexOf('/') + 1));
  return {
    read: (path) => overlay.get(path) ?? (alone && !isConfig(path) ? undefined : disk.read(path)),
    list(folder) {
      const listed = alone ? undefined : disk.list(folder);
      if (overlay.size === 0 || listed === undefined) return listed;
      const prefix = folder === '' ? '' : `${folder}/`;
      const added = [...overlay.keys()].filter((path) => folderOf(path) === folder).map((path) => path.slice(prefix.length));
      return added.length === 0 ? listed : [...new Set([...(listed ?? []), ...added])].sort();
    },
  };
}

function gitRoot(folder: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, '.git'))) return at;
    if (dirname(at) === at) return undefined;
  }
}

function isWithin(outer: string, inner: string): boolean {
  const path = relative(outer, inner);
  return path === '' || (path !== '..' && !path.startsWith(`..${sep}`) && !isAbsolute(path));
}

/** Folder relative to the root, `''` when it is the root or outside of it: globs are relative to the root then. */
function folderWithin(root: string, folder: string): string {
  return isWithin(root, folder) ? relative(root, folder).split(sep).join('/') : '';
}

/** Relative to the working directory, forward slashes; absolute on another drive. */
export function displayPath(cwd: string, path: string): string {
  return (relative(cwd, path) || '.').split(sep).join('/');
}
