import picomatch from 'picomatch/posix.js';
import { CATEGORIES, PROFILES, type Profile, SEVERITIES, type Severity } from './finding.ts';
import { CONFIG_NAMES, inferRole } from './kind.ts';
import { peerLayers } from './peer-config.ts';
import { baseName, folderOf, joinPath, type Project } from './project/project.ts';
import type { RegisteredRule, Registry, SyntaxProblem } from './rule.ts';
import { createSource, type FileKind, type Role } from './source.ts';
import { nearestName } from './text/nearest.ts';
import type { Span } from './text/span.ts';
import { parseYaml, type YamlMap, type YamlNode, type YamlPair } from './yaml/yaml.ts';

export type RuleLevel = Severity | 'off';
export const ROLES = ['development', 'test', 'ci', 'production', 'unknown'] as const satisfies readonly Role[];

/** CPU and memory that the resource-limit fixes write, by kind of service. Values as Compose takes them. */
export interface Limit {
  readonly cpus: string;
  readonly memory: string;
}

/** Kinds of service for `limits`; `default` holds for all others. */
export const LIMIT_KINDS = ['database', 'cache', 'broker', 'search', 'web', 'app', 'default'] as const;
export type LimitKind = (typeof LIMIT_KINDS)[number];
export type Limits = Readonly<Record<LimitKind, Limit>>;

/** What the five reviews behind this tool recommended for a small production host. */
export const DEFAULT_LIMITS: Limits = {
  database: { cpus: '1.0', memory: '1G' },
  cache: { cpus: '0.5', memory: '512M' },
  broker: { cpus: '1.0', memory: '1G' },
  search: { cpus: '2.0', memory: '2G' },
  web: { cpus: '0.5', memory: '256M' },
  app: { cpus: '1.0', memory: '1G' },
  default: { cpus: '1.0', memory: '1G' },
};

/** One configuration: a file, the editor's settings, or the command line's options. */
export interface ConfigLayer {
  /** Folder that its globs are relative to; `''` is the workspace root. */
  readonly folder: string;
  /** No configuration further up is looked at. */
  readonly root?: boolean;
  readonly profile?: Profile;
  /** Rule id or category → level. */
  readonly rules?: Readonly<Record<string, RuleLevel>>;
  readonly ignore?: readonly string[];
  readonly overrides?: readonly ConfigOverride[];
  readonly roles?: Readonly<Partial<Record<Role, readonly string[]>>>;
  readonly limits?: Readonly<Partial<Record<LimitKind, Partial<Limit>>>>;
  readonly trustedRegistries?: readonly string[];
  readonly trustedActions?: readonly string[];
  readonly labels?: LabelSchema;
  /** Path of a baseline file, relative to `folder`. */
  readonly baseline?: string;
}

export interface ConfigOverride {
  readonly files: readonly string[];
  readonly role?: Role;
  readonly profile?: Profile;
  readonly rules?: Readonly<Record<string, RuleLevel>>;
}

/** The labels that images are to have, as `.hadolint.yaml` says. */
export interface LabelSchema {
  /** Name → what its value is: `text`, `url`, `rfc3339`, `spdx`, `hash`, `semver`, `email`. */
  readonly types: Readonly<Record<string, string>>;
  /** No others are wanted. */
  readonly strict: boolean;
}

/** The configuration that holds for one file. */
export interface FileSettings {
  readonly profile: Profile;
  readonly role: Role;
  /** The file is not linted at all. */
  readonly ignored: boolean;
  readonly limits: Limits;
  readonly trustedRegistries: readonly string[];
  readonly trustedActions: readonly string[];
  readonly labels: LabelSchema | undefined;
  /** Level of a rule; undefined when the profile does not hold it and nobody switched it on. */
  levelOf(id: string, rule: RegisteredRule): RuleLevel | undefined;
  /** Equal keys mean equal levels for all rules, so that hosts may keep what they derived. */
  readonly rulesKey: string;
}

export interface ParsedConfig {
  readonly layer: ConfigLayer;
  readonly problems: readonly SyntaxProblem[];
}

const KEYS = [
  'root',
  'profile',
  'rules',
  'ignore',
  'overrides',
  'roles',
  'limits',
  'trustedRegistries',
  'trustedActions',
  'baseline',
  '$schema',
] as const;

/**
 * Reads a `.seaworthy.yaml`. Total: what is wrong becomes a problem with its place, the rest holds.
 * @param path relative to the workspace root
 * @param registry to tell unknown rule ids
 */
export function parseConfig(path: string, text: string, registry: Registry): ParsedConfig {
  const source = createSource(path, text, 'config');
  const file = parseYaml(source);
  const problems: SyntaxProblem[] = [...file.problems];
  const reader = new ConfigReader(problems, registry);
  const root = file.documents[0]?.root;
  if (root && root.kind !== 'map') reader.problem(root.span, 'The configuration has to be a mapping of settings.');
  return { layer: root?.kind === 'map' ? reader.layer(root, folderOf(path)) : { folder: folderOf(path) }, problems };
}

class ConfigReader {
  readonly #problems: SyntaxProblem[];
  readonly #registry: Registry;

  constructor(problems: SyntaxProblem[], registry: Registry) {
    this.#problems = problems;
    this.#registry = registry;
  }

  problem(span: Span, message: string): undefined {
    this.#problems.push({ span, message, level: 'error' });
    return undefined;
  }

  layer(map: YamlMap, folder: string): ConfigLayer {
    const pairs = this.#known(map, KEYS);
    return {
      folder,
      ...defined('root', this.#boolean(pairs.get('root'))),
      ...defined('profile', this.#oneOf(pairs.get('profile'), PROFILES)),
      ...defined('rules', this.#rules(pairs.get('rules'))),
      ...defined('ignore', this.#strings(pairs.get('ignore'))),
      ...defined('overrides', this.#overrides(pairs.get('overrides'))),
      ...defined('roles', this.#roles(pairs.get('roles'))),
      ...defined('limits', this.#limits(pairs.get('limits'))),
      ...defined('trustedRegistries', this.#strings(pairs.get('trustedRegistries'))),
      ...defined('trustedActions', this.#strings(pairs.get('trustedActions'))),
      ...defined('baseline', this.#string(pairs.get('baseline'))),
    };
  }

  #known(map: YamlMap, keys: readonly string[]): Map<string, YamlPair> {
    const pairs = new Map<string, YamlPair>();
    for (const pair of map.pairs) {
      const name = pair.key.text;
      if (keys.includes(name)) pairs.set(name, pair);
      else this.problem(pair.key.span, `Unknown setting \`${name}\`${didYouMean(name, keys)}`);
    }
    return pairs;
  }

  #mapOf(pair: YamlPair | undefined): YamlMap | undefined {
    if (!pair?.value) return undefined;
    if (pair.value.kind === 'map') return pair.value;
    return this.problem(pair.key.span, `\`${pair.key.text}\` has to be a mapping.`);
  }

  #string(pair: YamlPair | undefined): string | undefined {
    if (!pair?.value) return undefined;
    if (pair.value.kind === 'scalar') return pair.value.text;
    return this.problem(pair.key.span, `\`${pair.key.text}\` has to be one text.`);
  }

  #boolean(pair: YamlPair | undefined): boolean | undefined {
    if (!pair?.value) return undefined;
    if (pair.value.kind === 'scalar' && typeof pair.value.value === 'boolean') return pair.value.value;
    return this.problem(pair.value.span, `\`${pair.key.text}\` has to be \`true\` or \`false\`.`);
  }

  #oneOf<Value extends string>(pair: YamlPair | undefined, values: readonly Value[]): Value | undefined {
    const text = this.#string(pair);
    if (text === undefined || !pair?.value) return undefined;
    const value = values.find((known) => known === text);
    return value ?? this.problem(pair.value.span, `\`${text}\` is none of ${values.map((known) => `\`${known}\``).join(', ')}.`);
  }

  #strings(pair: YamlPair | undefined): readonly string[] | undefined {
    if (!pair?.value) return undefined;
    const nodes: readonly YamlNode[] = pair.value.kind === 'seq' ? pair.value.items.flatMap((item) => item.value ?? []) : [pair.value];
    return nodes.flatMap((node) =>
      node.kind === 'scalar' ? [node.text] : (this.problem(node.span, `\`${pair.key.text}\` has to be a list of texts.`) ?? []),
    );
  }

  #rules(pair: YamlPair | undefined): Readonly<Record<string, RuleLevel>> | undefined {
    const map = this.#mapOf(pair);
    if (!map) return undefined;
    const rules: Record<string, RuleLevel> = Object.create(null);
    const levels = ['off', ...SEVERITIES] as const;
    const names = [...this.#registry.keys(), ...CATEGORIES];
    for (const rule of map.pairs) {
      const name = this.#currentId(rule.key.text);
      if (!names.includes(name)) this.problem(rule.key.span, `There is no rule or category \`${name}\`${didYouMean(name, names)}`);
      // YAML 1.1 readers take a bare `off` for false; people who are used to them write it so.
      const level = rule.value?.kind === 'scalar' && rule.value.value === false ? 'off' : this.#oneOf(rule, levels);
      if (level) rules[name] = level;
    }
    return rules;
  }

  /** The id that a rule has today; what is no earlier id stays as it is. */
  #currentId(name: string): string {
    for (const [id, rule] of this.#registry) if (rule.aliases?.includes(name)) return id;
    return name;
  }

  #overrides(pair: YamlPair | undefined): readonly ConfigOverride[] | undefined {
    if (!pair?.value) return undefined;
    if (pair.value.kind !== 'seq') return this.problem(pair.key.span, '`overrides` has to be a list.');
    return pair.value.items.flatMap((item) => {
      if (item.value?.kind !== 'map')
        return this.problem(item.value?.span ?? pair.key.span, 'An override has to be a mapping with `files`.') ?? [];
      const pairs = this.#known(item.value, ['files', 'role', 'profile', 'rules']);
      const files = this.#strings(pairs.get('files'));
      if (!files) return this.problem(item.value.span, 'An override needs `files`: the globs it is for.') ?? [];
      return [
        {
          files,
          ...defined('role', this.#oneOf(pairs.get('role'), ROLES)),
          ...defined('profile', this.#oneOf(pairs.get('profile'), PROFILES)),
          ...defined('rules', this.#rules(pairs.get('rules'))),
        },
      ];
    });
  }

  #roles(pair: YamlPair | undefined): ConfigLayer['roles'] {
    const map = this.#mapOf(pair);
    if (!map) return undefined;
    const pairs = this.#known(map, ROLES);
    return Object.fromEntries(ROLES.flatMap((role) => (pairs.has(role) ? [[role, this.#strings(pairs.get(role)) ?? []]] : [])));
  }

  #limits(pair: YamlPair | undefined): ConfigLayer['limits'] {
    const map = this.#mapOf(pair);
    if (!map) return undefined;
    const kinds = this.#known(map, LIMIT_KINDS);
    return Object.fromEntries(
      LIMIT_KINDS.flatMap((kind) => {
        const values = this.#mapOf(kinds.get(kind));
        if (!values) return [];
        const pairs = this.#known(values, ['cpus', 'memory']);
        return [[kind, { ...defined('cpus', this.#string(pairs.get('cpus'))), ...defined('memory', this.#string(pairs.get('memory'))) }]];
      }),
    );
  }
}

function defined<Key extends string, Value>(key: Key, value: Value | undefined): { [K in Key]?: Value } {
  return value === undefined ? {} : ({ [key]: value } as { [K in Key]: Value });
}

function didYouMean(name: string, known: readonly string[]): string {
  const near = nearestName(name, known);
  return near ? `; did you mean \`${near}\`?` : '.';
}

/** Layers above and below the configuration files. */
export interface ConfigHost {
  /** The editor's settings: files win over them. */
  readonly defaults?: ConfigLayer;
  /** The command line's options: they win over files. */
  readonly forced?: ConfigLayer;
  /** A named file instead of the ones beside the linted files (`--config`). */
  readonly only?: ConfigLayer;
}

/**
 * The configuration for one file: the nearest `.seaworthy.yaml` wins over those further up, until one says `root: true`.
 * @param path relative to the workspace root
 */
export function settingsFor(
  path: string,
  kind: FileKind,
  text: string,
  project: Project,
  registry: Registry,
  host: ConfigHost,
): FileSettings {
  const files = host.only ? [host.only] : configLayers(path, project, registry);
  const layers = [host.defaults, ...peerLayers(path, kind, project, registry), ...files, host.forced];
  return mergeLayers(
    path,
    kind,
    text,
    layers.filter((layer) => layer !== undefined),
  );
}

/** Whether the configuration leaves a path out of everything. @param path relative to the workspace root */
export function isIgnoredPath(path: string, project: Project, registry: Registry, host: ConfigHost): boolean {
  const files = host.only ? [host.only] : configLayers(path, project, registry);
  return [host.defaults, ...files, host.forced].some((layer) => layer !== undefined && matches(layer.folder, layer.ignore, path));
}

/** Configuration files that hold for a path, the furthest first. */
function configLayers(path: string, project: Project, registry: Registry): ConfigLayer[] {
  const layers: ConfigLayer[] = [];
  for (let folder: string | undefined = folderOf(path); folder !== undefined; folder = folder === '' ? undefined : folderOf(folder)) {
    const layer = configIn(folder, project, registry);
    if (!layer) continue;
    layers.unshift(layer);
    if (layer.root) break;
  }
  return layers;
}

function configIn(folder: string, project: Project, registry: Registry): ConfigLayer | undefined {
  for (const name of CONFIG_NAMES) {
    const path = joinPath(folder, name);
    const layer = path === undefined ? undefined : project.derive('config', path, (text) => parseConfig(path, text, registry).layer);
    if (layer) return layer;
  }
  return undefined;
}

const matchers = new Map<string, (path: string) => boolean>();

/** Matches as in .gitignore files where people expect it: a pattern without a slash matches at any depth. */
function matches(folder: string, globs: readonly string[] | undefined, path: string): boolean {
  if (!globs?.length) return false;
  const inside = folder === '' ? path : path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : undefined;
  if (inside === undefined) return false;
  return globs.some((glob) => {
    let matcher = matchers.get(glob);
    if (!matcher) {
      const plain = glob.replace(/^\.?\//, '').replace(/\/$/, '/**');
      matcher = picomatch(plain.includes('/') ? [plain, `${plain}/**`] : [`**/${plain}`, `**/${plain}/**`], { dot: true });
      if (matchers.size > 1000) matchers.clear();
      matchers.set(glob, matcher);
    }
    return matcher(inside);
  });
}

function mergeLayers(path: string, kind: FileKind, text: string, layers: readonly ConfigLayer[]): FileSettings {
  let profile: Profile = 'recommended';
  let role: Role | undefined;
  let ignored = false;
  const rules: Record<string, RuleLevel> = Object.create(null);
  const limits: Record<LimitKind, Limit> = { ...DEFAULT_LIMITS };
  let trustedRegistries: readonly string[] = [];
  let trustedActions: readonly string[] = [];
  let labels: LabelSchema | undefined;
  for (const layer of layers) {
    profile = layer.profile ?? profile;
    Object.assign(rules, layer.rules);
    ignored ||= matches(layer.folder, layer.ignore, path);
    for (const name of ROLES) if (matches(layer.folder, layer.roles?.[name], path)) role = name;
    for (const limit of LIMIT_KINDS) limits[limit] = { ...limits[limit], ...layer.limits?.[limit] };
    trustedRegistries = layer.trustedRegistries ?? trustedRegistries;
    trustedActions = layer.trustedActions ?? trustedActions;
    labels = layer.labels ?? labels;
    for (const override of layer.overrides ?? []) {
      if (!matches(layer.folder, override.files, path)) continue;
      profile = override.profile ?? profile;
      role = override.role ?? role;
      Object.assign(rules, override.rules);
    }
  }
  return {
    profile,
    role: role ?? inferRole(path, kind, text),
    ignored,
    limits,
    trustedRegistries,
    trustedActions,
    labels,
    rulesKey: `${profile} ${JSON.stringify(rules)}`,
    levelOf(id, rule) {
      const own = rules[id];
      if (own !== undefined) return own;
      const ofCategory = rules[rule.category];
      if (ofCategory === 'off') return 'off';
      if (PROFILES.indexOf(rule.profile) > PROFILES.indexOf(profile)) return undefined;
      return ofCategory ?? rule.severity;
    },
  };
}

/** Whether a path is a configuration file of ours. */
export function isConfigFile(path: string): boolean {
  return (CONFIG_NAMES as readonly string[]).includes(baseName(path));
}
