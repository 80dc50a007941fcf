import { isMovingTag } from '../image/image.ts';
import type { Project } from '../project/project.ts';
import { folderOf, joinPath } from '../project/project.ts';
import type { Source } from '../source.ts';
import { asMap, isEditable, type YamlFile, type YamlPair } from '../yaml/yaml.ts';
import { type Credential, credentialsIn } from './credentials.ts';
import { findLayers, type Layers, readCompose } from './layers.ts';
import { declared, type ParsedCompose, type ResourceKind, topLevel } from './parsed.ts';
import { type Purpose, purposeOfFile } from './purpose.ts';
import { Service } from './service.ts';
import { shippedText } from './values.ts';

/** A Compose file together with those that Compose merges with it. One per walk. */
export class ComposeFile {
  readonly parsed: ParsedCompose;
  readonly project: Project;
  readonly layers: Layers;
  readonly services: readonly Service[];
  #completed: Set<string> | undefined;
  #built: Set<string> | undefined;
  #tags: Map<string, Set<string>> | undefined;
  #byName: Map<string, Service> | undefined;
  #purpose: Purpose | undefined;
  #together: readonly ComposeFile[] | undefined;
  #credentials: readonly Credential[] | undefined;
  readonly #names = new Map<string, Set<string> | undefined>();

  constructor(parsed: ParsedCompose, project: Project) {
    this.parsed = parsed;
    this.project = project;
    const layers = findLayers(parsed, project);
    this.layers = parsed.hasServices || layers.under.length > 0 ? layers : { under: [], over: [], isOpen: true, isExtensible: true };
    this.services = parsed.services.map((pair) => new Service(this, pair));
  }

  get source(): Source {
    return this.parsed.source;
  }

  get path(): string {
    return this.parsed.source.path;
  }

  get yaml(): YamlFile {
    return this.parsed.yaml;
  }

  /** Syntax errors may hide a part of the file: what is missing cannot be told. */
  get isBroken(): boolean {
    return !isEditable(this.parsed.yaml);
  }

  /** The file that this one lies over. */
  get below(): ComposeFile | undefined {
    return this.layers.under.length > 0 ? this.together[1] : undefined;
  }

  /** This one and those that Compose merges with it. */
  get together(): readonly ComposeFile[] {
    const { under, over } = this.layers;
    this.#together ??= [this, ...[...under, ...over].map((parsed) => new ComposeFile(parsed, this.project))];
    return this.#together;
  }

  get credentials(): readonly Credential[] {
    this.#credentials ??= credentialsIn(this);
    return this.#credentials;
  }

  /** A top-level key: `version`, `name`, `volumes`. */
  topLevel(key: string): YamlPair | undefined {
    return topLevel(this.parsed, key);
  }

  service(name: string): Service | undefined {
    this.#byName ??= new Map(this.services.map((service) => [service.name, service]));
    return this.#byName.get(name);
  }

  /** Entries of a top-level section of this file. */
  declared(kind: ResourceKind): YamlPair[] {
    return declared(this.parsed, kind);
  }

  /** Names of services in this file and in those that are merged with it or included; undefined when one cannot be read. */
  knownServices(): Set<string> | undefined {
    return this.#once('services', (parsed) => parsed.services.map((pair) => pair.key.text));
  }

  /** Declared names, over all files; undefined when one cannot be read. */
  known(kind: ResourceKind): Set<string> | undefined {
    return this.#once(kind, (parsed) => declared(parsed, kind).map((pair) => pair.key.text));
  }

  #once(key: string, namesOf: (parsed: ParsedCompose) => string[]): Set<string> | undefined {
    if (!this.#names.has(key)) this.#names.set(key, this.#known(namesOf));
    return this.#names.get(key);
  }

  #known(namesOf: (parsed: ParsedCompose) => string[]): Set<string> | undefined {
    if (this.layers.isExtensible || this.isBroken) return undefined;
    const names = new Set<string>();
    const seen = new Set<string>();
    const visit = (parsed: ParsedCompose): boolean => {
      if (seen.has(parsed.source.path)) return true;
      seen.add(parsed.source.path);
      for (const name of namesOf(parsed)) names.add(name);
      const paths = includedPaths(parsed);
      return (
        paths?.every((path) => {
          const included = readCompose(this.project, path);
          return included ? visit(included) : false;
        }) ?? false
      );
    };
    const all = [this.parsed, ...this.layers.under, ...this.layers.over];
    return all.every(visit) ? names : undefined;
  }

  /** Fixed tags that this file uses, by the image's name. */
  fixedTags(familiarName: string): ReadonlySet<string> {
    if (!this.#tags) {
      this.#tags = new Map();
      for (const service of this.services) this.#addTag(this.#tags, service);
    }
    return this.#tags.get(familiarName) ?? new Set();
  }

  #addTag(tags: Map<string, Set<string>>, service: Service): void {
    const reference = service.image?.reference;
    if (!reference?.familiarName || reference.isDynamic || reference.tag === undefined || isMovingTag(reference.tag)) return;
    const known = tags.get(reference.familiarName);
    if (known) known.add(reference.tag);
    else tags.set(reference.familiarName, new Set([reference.tag]));
  }

  /** Names of images that services of this file build: their tags are nobody else's. */
  get builtImages(): ReadonlySet<string> {
    this.#built ??= new Set(
      this.services.flatMap((service) => (service.find('build') ? (service.image?.reference.familiarName ?? []) : [])),
    );
    return this.#built;
  }

  /** What the services of this file together tell about its purpose. */
  get purpose(): Purpose {
    this.#purpose ??= purposeOfFile(this.services);
    return this.#purpose;
  }

  /** Services for whose end others wait. */
  get completedServices(): ReadonlySet<string> {
    this.#completed ??= new Set(
      this.services.flatMap((service) =>
        service.dependencies.filter((one) => one.condition === 'service_completed_successfully').map((one) => one.name),
      ),
    );
    return this.#completed;
  }
}

/** Paths of included files; undefined when one is remote or named by a variable. */
function includedPaths(parsed: ParsedCompose): string[] | undefined {
  const paths: string[] = [];
  for (const root of parsed.roots) {
    const include = root.get('include');
    const entries = include?.kind === 'seq' ? include.items.map((item) => item.value) : [];
    for (const entry of entries) {
      const path = asMap(entry)?.get('path') ?? entry;
      const nodes = path?.kind === 'seq' ? path.items.map((item) => item.value) : [path];
      for (const node of nodes) {
        const text = shippedText(node);
        const local =
          text === undefined || /^[a-z][a-z0-9+.-]*:|^git@/i.test(text) ? undefined : joinPath(folderOf(parsed.source.path), text);
        if (local === undefined) return undefined;
        paths.push(local);
      }
    }
  }
  return paths;
}
