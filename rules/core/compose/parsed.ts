import type { Source } from '../source.ts';
import { asMap, parseYaml, type YamlFile, type YamlMap, type YamlNode, type YamlPair } from '../yaml/yaml.ts';

export const COMPOSE_TAGS = ['!reset', '!override'] as const;
export const RESOURCE_KINDS = ['networks', 'volumes', 'secrets', 'configs'] as const;
export type ResourceKind = (typeof RESOURCE_KINDS)[number];

/** One Compose file by itself: what its text says, without the files it belongs together with. */
export interface ParsedCompose {
  readonly source: Source;
  readonly yaml: YamlFile;
  /** One per document; several are merged in order, as if they were override files. */
  readonly roots: readonly YamlMap[];
  /** Entries of `services`; a later document's come later. */
  readonly services: readonly YamlPair[];
  /** False for version 1 files and for fragments without services. */
  readonly hasServices: boolean;
}

export function parseCompose(source: Source): ParsedCompose {
  const yaml = parseYaml(source, { customTags: COMPOSE_TAGS });
  const roots = yaml.documents.flatMap((document) => (document.root?.kind === 'map' ? [document.root] : []));
  // Below `services` and the like `x-` begins a name that a user gave, no extension.
  const services = roots.flatMap((root) => asMap(root.get('services'))?.pairs ?? []).filter((pair) => !isReset(pair.value));
  return { source, yaml, roots, services, hasServices: roots.some((root) => root.has('services')) };
}

const byName = new WeakMap<ParsedCompose, ReadonlyMap<string, readonly YamlPair[]>>();

/** The entries of `services` of a name: one a document. */
export function servicePairs(parsed: ParsedCompose, name: string): readonly YamlPair[] {
  let known = byName.get(parsed);
  if (!known) {
    const pairs = new Map<string, YamlPair[]>();
    for (const pair of parsed.services) {
      const same = pairs.get(pair.key.text);
      if (same) same.push(pair);
      else pairs.set(pair.key.text, [pair]);
    }
    known = pairs;
    byName.set(parsed, known);
  }
  return known.get(name) ?? [];
}

/** Value of a top-level key, in the last document that has it. */
export function topLevel(parsed: ParsedCompose, key: string): YamlPair | undefined {
  return parsed.roots.findLast((root) => root.has(key))?.pair(key);
}

/** Names declared below `volumes`, `networks`, `secrets` or `configs`. */
export function declared(parsed: ParsedCompose, kind: ResourceKind | 'models'): YamlPair[] {
  return parsed.roots.flatMap((root) => asMap(root.get(kind))?.pairs ?? []).filter((pair) => !isReset(pair.value));
}

/** `!reset` drops what the files below say at its place; what it is written on counts for nothing. */
export function isReset(node: YamlNode | undefined): boolean {
  return node?.tag?.name === '!reset';
}
