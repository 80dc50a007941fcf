import { IMAGE_KINDS, type ImageKind } from '../../data/images.ts';
import { type ImageReference, parseImage } from '../image/image.ts';
import { folderOf, joinPath } from '../project/project.ts';
import type { Span } from '../text/span.ts';
import { asMap, asScalar, asSeq, type YamlMap, type YamlNode, type YamlPair, type YamlScalar } from '../yaml/yaml.ts';
import { type KeyValue, readEntries } from './entries.ts';
import { toImageVariables } from './interpolation.ts';
import { readCompose } from './layers.ts';
import type { ComposeFile } from './model.ts';
import { type Mount, readMount } from './mounts.ts';
import { isReset, type ParsedCompose, servicePairs } from './parsed.ts';
import { type Port, readPort } from './ports.ts';
import { hasDevelopmentSign, type Purpose, purposeOf } from './purpose.ts';
import { booleanOf, composeValue, shippedText, wordsOf } from './values.ts';

/** Whether a key is set, after merge keys, `extends` and the files that belong together. */
export type Presence = 'yes' | 'no' | 'unknown';

/** The `image` of a service. */
export interface ComposeImage {
  readonly service: Service;
  readonly scalar: YamlScalar;
  readonly reference: ImageReference;
}

export interface Dependency {
  readonly service: Service;
  readonly name: string;
  /** Place of the name. */
  readonly span: Span;
  readonly form: 'list' | 'map';
  /** `service_started` in list form and where none is written; undefined where a variable decides. */
  readonly condition: string | undefined;
  readonly conditionNode: YamlNode | undefined;
  readonly required: boolean;
  readonly pair: YamlPair | undefined;
}

export interface Build {
  readonly service: Service;
  readonly span: Span;
  /** Undefined where a variable decides. */
  readonly context: string | undefined;
  readonly dockerfile: string | undefined;
  readonly target: string | undefined;
  readonly map: YamlMap | undefined;
  /** Path of the Dockerfile in the workspace; undefined for remote contexts, inline Dockerfiles and variables. */
  readonly dockerfilePath: string | undefined;
}

/** A node that was found, and the file that it is written in. */
interface Found {
  readonly node: YamlNode;
  readonly parsed: ParsedCompose;
}

/** A service as rules see it. What it says about absence holds for the merged model. */
export class Service {
  readonly file: ComposeFile;
  readonly name: string;
  readonly key: YamlScalar;
  readonly pair: YamlPair;
  /** What is written here, merge keys resolved; for an alias, the anchored mapping. */
  readonly map: YamlMap | undefined;

  readonly #cache = new Map<string, unknown>();

  constructor(file: ComposeFile, pair: YamlPair) {
    this.file = file;
    this.pair = pair;
    this.key = pair.key;
    this.name = pair.key.text;
    this.map = asMap(pair.value);
  }

  /** Rules ask for the same things many times; a service lives as long as one walk. */
  #once<Value>(key: string, make: () => Value): Value {
    if (!this.#cache.has(key)) this.#cache.set(key, make());
    return this.#cache.get(key) as Value;
  }

  /** The value at a path, as far as this file writes it; nothing where it is reset. */
  get(...path: readonly string[]): YamlNode | undefined {
    return this.pairOf(...path)?.value;
  }

  /** The key at a path with its value, as far as this file writes it; nothing where it is reset. */
  pairOf(...path: readonly string[]): YamlPair | undefined {
    const isDropped = path.some((_, depth) => isReset(this.map?.at(...path.slice(0, depth + 1))));
    return isDropped ? undefined : this.map?.pairAt(...path);
  }

  /** True when this file or one of those that belong to it sets the path to something. */
  has(...path: readonly string[]): boolean {
    return this.presence(...path) === 'yes';
  }

  /** True only when it is certain that nothing sets the path. */
  lacks(...path: readonly string[]): boolean {
    return this.presence(...path) === 'no';
  }

  presence(...path: readonly string[]): Presence {
    return this.#search(path).presence;
  }

  /** The value that holds at a path: written here, by an extended service, or in the file below. */
  find(...path: readonly string[]): YamlNode | undefined {
    return this.#search(path).found?.node;
  }

  #search(path: readonly string[]): { presence: Presence; found?: Found } {
    return this.#once(`search ${path.join('.')}`, () => this.#searchAll(path));
  }

  #searchAll(path: readonly string[]): { presence: Presence; found?: Found } {
    if (!this.map && this.file.layers.under.length === 0) return { presence: 'unknown' };
    for (const parsed of this.file.layers.over) {
      const result = searchIn(parsed, this.name, path, this.file, new Set());
      if (result.presence !== 'no') return result;
    }
    const own = searchIn(this.file.parsed, this.name, path, this.file, new Set());
    if (own.presence !== 'no') return own;
    if (own.isReset) return own;
    for (const parsed of this.file.layers.under) {
      const result = searchIn(parsed, this.name, path, this.file, new Set());
      if (result.presence !== 'no') return result;
    }
    return this.file.layers.isOpen || this.file.isBroken || !this.isComplete ? { presence: 'unknown' } : { presence: 'no' };
  }

  /**
   * What it lacks is reported at another place: an earlier document of this file has it too, or a production file that
   * lies over this one, which is then held to what production needs.
   */
  get isJudgedElsewhere(): boolean {
    if (servicePairs(this.file.parsed, this.name)[0] !== this.pair) return true;
    return this.file.layers.over.some((over) => over.source.role === 'production' && servicePairs(over, this.name).length > 0);
  }

  /** It says what runs; without that it is a patch for a service elsewhere. */
  get isComplete(): boolean {
    return (
      servicePairs(this.file.parsed, this.name).some((pair) => saysWhatRuns(asMap(pair.value))) ||
      this.file.layers.under.some((under) => servicePairs(under, this.name).length > 0)
    );
  }

  get image(): ComposeImage | undefined {
    return this.#once('image', () => this.#readImage());
  }

  #readImage(): ComposeImage | undefined {
    return this.#imageOf(this.get('image'));
  }

  /** The image that runs, also where an extended service or the file below names it; undefined for what is built. */
  get runningImage(): ImageReference | undefined {
    return this.find('build') ? undefined : this.#imageOf(this.find('image'))?.reference;
  }

  #imageOf(node: YamlNode | undefined): ComposeImage | undefined {
    const scalar = asScalar(node);
    if (!scalar) return undefined;
    const reference = parseImage(scalar.text, toImageVariables(composeValue(scalar).interpolations));
    return reference && { service: this, scalar, reference };
  }

  /** What is known about the image that runs. */
  get imageKind(): ImageKind | undefined {
    return this.#once('imageKind', () => this.#readImageKind());
  }

  #readImageKind(): ImageKind | undefined {
    const reference = this.runningImage;
    // In a fragment only the name tells.
    if (!reference && !this.isComplete && !this.find('build') && !this.find('image')) return kindByName(this.name);
    if (!reference?.familiarName) return undefined;
    return kindOfImage(reference.familiarName) ?? kindByName(reference.name);
  }

  get build(): Build | undefined {
    const node = this.find('build');
    if (!node || node.kind === 'seq') return undefined;
    const map = asMap(node);
    const context = map ? (map.has('context') ? shippedText(map.get('context')) : '.') : shippedText(node);
    const dockerfile = map?.has('dockerfile') ? shippedText(map.get('dockerfile')) : 'Dockerfile';
    const isLocal =
      context !== undefined &&
      dockerfile !== undefined &&
      !/^[a-z][a-z0-9+.-]*:|^git@|^github\.com/i.test(context) &&
      !map?.has('dockerfile_inline');
    const folder = isLocal ? joinPath(folderOf(this.file.path), context) : undefined;
    return {
      service: this,
      span: node.span,
      context,
      dockerfile,
      target: shippedText(map?.get('target')),
      map,
      dockerfilePath: folder === undefined || dockerfile === undefined ? undefined : joinPath(folder, dockerfile),
    };
  }

  get ports(): Port[] {
    return this.#once('ports', () => this.#readPorts());
  }

  #readPorts(): Port[] {
    return (asSeq(this.get('ports'))?.items ?? []).flatMap((item) => readPort(this, item) ?? []);
  }

  get mounts(): Mount[] {
    return this.#once('mounts', () => this.#readMounts());
  }

  #readMounts(): Mount[] {
    return (asSeq(this.get('volumes'))?.items ?? []).flatMap((item) => readMount(this, item) ?? []);
  }

  /** The same service in the file below, as far as lists of that key are added to this one's. */
  below(key: 'ports' | 'volumes' | 'tmpfs'): Service | undefined {
    const isReplaced = isReset(this.map?.get(key)) || this.map?.get(key)?.tag?.name === '!override';
    return isReplaced ? undefined : this.file.below?.service(this.name);
  }

  get environment(): KeyValue[] {
    return this.#once('environment', () => this.#readEnvironment());
  }

  #readEnvironment(): KeyValue[] {
    return readEntries(this, this.get('environment'));
  }

  get buildArguments(): KeyValue[] {
    return readEntries(this, asMap(this.get('build'))?.get('args'));
  }

  get labels(): KeyValue[] {
    return readEntries(this, this.get('labels'));
  }

  get dependencies(): Dependency[] {
    return this.#once('dependencies', () => this.#readDependencies());
  }

  #readDependencies(): Dependency[] {
    const node = this.get('depends_on');
    if (node?.kind === 'seq') {
      return node.items.flatMap((item) => {
        const name = asScalar(item.value);
        return name
          ? [
              {
                service: this,
                name: name.text,
                span: name.span,
                form: 'list',
                condition: 'service_started',
                conditionNode: undefined,
                required: true,
                pair: undefined,
              } as const,
            ]
          : [];
      });
    }
    if (node?.kind !== 'map') return [];
    return node.pairs.map((pair) => {
      const map = asMap(pair.value);
      const conditionNode = map?.get('condition');
      return {
        service: this,
        name: pair.key.text,
        span: pair.key.span,
        form: 'map',
        condition: conditionNode ? shippedText(conditionNode) : 'service_started',
        conditionNode,
        required: booleanOf(map?.get('required')) ?? true,
        pair,
      } as const;
    });
  }

  /** Words of `command` or `entrypoint`, as far as they are known; undefined when neither is set here. */
  commandText(key: 'command' | 'entrypoint'): string | undefined {
    const node = this.find(key);
    return node && node.kind !== 'map' ? wordsOf(node) : undefined;
  }

  get profiles(): string[] {
    return (asSeq(this.find('profiles'))?.items ?? []).flatMap((item) => asScalar(item.value)?.text ?? []);
  }

  /** What it is run for, by the file's role and by what the file says. */
  get purpose(): Purpose {
    return this.#once('purpose', () => purposeOf(this));
  }

  get hasDevelopmentSign(): boolean {
    return this.#once('hasDevelopmentSign', () => hasDevelopmentSign(this));
  }

  /**
   * It does its work and ends: migrations, seeds, setup, tools. Told by its restart policy, by who waits for its end,
   * by its name, its command or its image; services behind a profile count as well, since they are started by hand.
   */
  get isOneShot(): boolean {
    return this.#once('isOneShot', () => this.#readIsOneShot());
  }

  #readIsOneShot(): boolean {
    const restart = asScalar(this.find('restart'))?.text;
    const isServer = this.has('ports') || this.has('expose');
    if (restart === 'no' || (restart?.startsWith('on-failure') && !isServer)) return true;
    if (this.profiles.length > 0 || this.find('provider') !== undefined || /-job$/.test(shippedText(this.find('deploy', 'mode')) ?? ''))
      return true;
    if (this.file.completedServices.has(this.name)) return true;
    if (ONE_SHOT_NAME.test(this.name)) return true;
    const command = `${this.commandText('entrypoint') ?? ''} ${this.commandText('command') ?? ''}`;
    if (ONE_SHOT_COMMAND.test(command)) return true;
    return this.imageKind?.category === 'tool' && !/\b(?:sleep infinity|tail -f|while\b|crond?\b)/.test(command);
  }
}

const ONE_SHOT_NAME =
  /(?:^|[-_])(?:migrat(?:e|or|ions?)|seed(?:er|s)?|init|initdb|setup|bootstrap|provision|create-?buckets?|createbuckets?|mc|tests?|e2e|lint(?:er)?|cli|wait|jobs?|oneshot|backup|restore|fixtures?|permissions?|certs?)(?:[-_]|$)/i;
const ONE_SHOT_COMMAND =
  /\b(?:migrate|db:migrate|db:seed|migrate:deploy|upgrade head|prisma (?:migrate|db)|flyway|liquibase|collectstatic|createsuperuser|pytest|npm (?:run )?(?:test|build|ci|install)|yarn (?:test|build|install)|go test|mvn (?:test|verify)|exit 0)\b(?!.*(?:&&|;|\bthen\b).*\b(?:exec|start|serve|run(?:server)?|gunicorn|uvicorn|node)\b)/;

function saysWhatRuns(map: YamlMap | undefined): boolean {
  return ['image', 'build', 'provider', 'extends'].some((key) => map?.has(key));
}

interface Search {
  readonly presence: Presence;
  readonly found?: Found;
  /** `!reset`: what the files below say is dropped. */
  readonly isReset?: boolean;
}

const NOTHING: Search = { presence: 'no' };

function searchIn(parsed: ParsedCompose, name: string, path: readonly string[], file: ComposeFile, seen: Set<string>): Search {
  const key = `${parsed.source.path}\n${name}`;
  if (seen.has(key)) return NOTHING;
  seen.add(key);
  // Later documents lie over earlier ones.
  for (const pair of servicePairs(parsed, name).toReversed()) {
    const map = asMap(pair.value);
    const result = map ? searchMap(map, path, parsed, file, seen) : NOTHING;
    if (result.presence !== 'no' || result.isReset) return result;
  }
  return NOTHING;
}

function searchMap(map: YamlMap, path: readonly string[], parsed: ParsedCompose, file: ComposeFile, seen: Set<string>): Search {
  for (let depth = 1; depth <= path.length; depth++) {
    const pair = map.pairAt(...path.slice(0, depth));
    if (!pair) break;
    if (isReset(pair.value)) return { presence: 'no', isReset: true };
    if (depth === path.length && pair.value && !pair.isNull) return { presence: 'yes', found: { node: pair.value, parsed } };
    if (depth < path.length && pair.value?.kind === 'scalar' && composeValue(pair.value).interpolations.length > 0)
      return { presence: 'unknown' };
  }
  return searchExtended(map.get('extends'), path, parsed, file, seen);
}

/** Follows `extends`: a name, or a mapping with `service` and perhaps `file`. */
function searchExtended(
  node: YamlNode | undefined,
  path: readonly string[],
  parsed: ParsedCompose,
  file: ComposeFile,
  seen: Set<string>,
): Search {
  if (!node || path[0] === 'extends') return NOTHING;
  const name = shippedText(node.kind === 'map' ? node.get('service') : node);
  if (name === undefined) return { presence: 'unknown' };
  if (node.kind !== 'map' || !node.has('file')) return searchIn(parsed, name, path, file, seen);
  const other = shippedText(node.get('file'));
  const where = other === undefined ? undefined : joinPath(folderOf(parsed.source.path), other);
  const base = where === undefined ? undefined : readCompose(file.project, where);
  return base ? searchIn(base, name, path, file, seen) : { presence: 'unknown' };
}

const kinds = new Map<string, ImageKind>(IMAGE_KINDS.flatMap((kind) => kind.names.map((name) => [name, kind] as const)));

/** @param name as people write it, without tag: `postgres`, `bitnami/redis` */
export function kindOfImage(name: string): ImageKind | undefined {
  // Mirrors keep the path behind their own name: `registry.example/library/redis`, `mirror.gcr.io/redis`.
  const slash = name.indexOf('/');
  const isMirror = name.lastIndexOf('.', slash) > 0;
  return kinds.get(name) ?? (isMirror ? kinds.get(name.slice(slash + 1).replace(/^library\//, '')) : undefined);
}

/** `my-company/postgres` is most likely PostgreSQL; whether the official image's probe works in it is not known. */
function kindByName(name: string | undefined): ImageKind | undefined {
  const kind =
    name === undefined ? undefined : IMAGE_KINDS.find((one) => one.names[0] === name && one.category !== 'tool' && one.category !== 'web');
  if (!kind) return undefined;
  const { probe: _probe, ...rest } = kind;
  return rest;
}
