import {
  ACTION_ROOT,
  ACTION_SCHEMA,
  type Schema,
  type SchemaDefinition,
  WORKFLOW_ROOT,
  WORKFLOW_SCHEMA,
} from '../../data/workflow-schema.ts';
import { nearestName } from '../text/nearest.ts';
import type { Span } from '../text/span.ts';
import type { YamlMap, YamlNode, YamlPair, YamlScalar, YamlSeq } from '../yaml/nodes.ts';

export type SchemaCode =
  | 'unknown-key'
  | 'duplicate-key'
  | 'missing-key'
  | 'wrong-type'
  | 'unknown-value'
  | 'unknown-event'
  | 'expression-not-allowed';

/** Something in the structure of the file that GitHub refuses. */
export interface SchemaProblem {
  readonly code: SchemaCode;
  readonly span: Span;
  /** One sentence with a full stop. */
  readonly message: string;
  /** Keys above the place; numbers for items of lists. */
  readonly path: readonly string[];
  /** The key or word at fault; what is missing for `missing-key`. */
  readonly name: string;
  /** The name that was most likely meant. */
  readonly suggestion: string | undefined;
  /** The key or value to be changed; for `missing-key` the mapping that lacks it. */
  readonly node: YamlNode;
  /** The pair whose key is at fault; undefined for values. */
  readonly pair: YamlPair | undefined;
}

/** A scalar that may hold expressions, with what its place allows. */
export interface ExpressionSlot {
  readonly scalar: YamlScalar;
  readonly path: readonly string[];
  /** Lower-cased names of contexts and special functions; empty where expressions are not evaluated at all. */
  readonly allowed: ReadonlySet<string>;
  /** A bare text is an expression here, as in `if:`. */
  readonly condition: boolean;
  /** Name of the schema's definition of the place. */
  readonly definition: string;
}

export interface SchemaWalk {
  readonly problems: readonly SchemaProblem[];
  readonly slots: readonly ExpressionSlot[];
}

export const EVENT_NAMES: readonly string[] = Object.keys(WORKFLOW_SCHEMA['on-mapping-strict']?.keys ?? {});

/** Scopes of `permissions` and the levels that each takes. */
export const PERMISSION_SCOPES: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries(WORKFLOW_SCHEMA['permissions-mapping']?.keys ?? {}).map(([scope, name]) => [scope, WORKFLOW_SCHEMA[name]?.values ?? []]),
);

const NONE: ReadonlySet<string> = new Set();
const CONDITIONS = new Set(['job-if', 'step-if', 'snapshot-if', 'runs-if']);

const NAMES: Readonly<Record<string, string>> = {
  'workflow-root-strict': 'a workflow',
  'action-root-strict': 'an action',
  'job-factory': 'a job',
  'workflow-job': 'a job that calls a workflow',
  'run-step': 'a `run` step',
  'regular-step': 'a `uses` step',
  'uses-step': 'a `uses` step',
  'wait-step': 'a `wait` step',
  'wait-all-step': 'a `wait-all` step',
  'cancel-step': 'a `cancel` step',
  'parallel-step': 'a `parallel` step',
  'on-mapping-strict': '`on`',
};

/** Walks a workflow or an action along the official structure. Empty values are half typed: they are not judged. */
export function walkSchema(root: YamlNode | undefined, kind: 'workflow' | 'action'): SchemaWalk {
  const walker = kind === 'workflow' ? new Walker(WORKFLOW_SCHEMA) : new Walker(ACTION_SCHEMA);
  if (root) walker.node(root, kind === 'workflow' ? WORKFLOW_ROOT : ACTION_ROOT, NONE, []);
  return walker;
}

interface Found extends Pick<SchemaProblem, 'node' | 'path'> {
  /** By default that of the node. */
  readonly span?: Span;
  readonly name?: string;
  readonly suggestion?: string | undefined;
  readonly pair?: YamlPair | undefined;
}

class Walker implements SchemaWalk {
  readonly problems: SchemaProblem[] = [];
  readonly slots: ExpressionSlot[] = [];
  readonly #schema: Schema;
  /** An anchored node is looked at once for every sort of place that it is used at. */
  readonly #seen = new Map<YamlNode, string>();

  constructor(schema: Schema) {
    this.#schema = schema;
  }

  node(node: YamlNode, name: string, inherited: ReadonlySet<string>, path: readonly string[]): void {
    const seen = this.#seen.get(node);
    if (seen?.split(' ').includes(name)) return;
    this.#seen.set(node, seen === undefined ? name : `${seen} ${name}`);
    const definition = this.#schema[name];
    if (!definition) return;
    const allowed = allowedHere(name, definition, inherited);
    switch (node.kind) {
      case 'map':
        this.#map(node, name, definition, allowed, path);
        break;
      case 'seq':
        this.#seq(node, name, definition, allowed, path);
        break;
      case 'scalar':
        this.#scalar(node, name, definition, allowed, path);
        break;
      default:
        node satisfies never;
    }
  }

  #add(code: SchemaCode, message: string, found: Found): void {
    const { node, path, span = node.span, name = '', suggestion, pair } = found;
    this.problems.push({ code, span, node, path, name, message, suggestion, pair });
  }

  /** GitHub compares all keys without case. Those that are written alike are the YAML reader's matter. */
  #duplicates(map: YamlMap, path: readonly string[]): void {
    const seen = new Map<string, string>();
    for (const pair of map.own) {
      const lower = pair.name.toLowerCase();
      const first = seen.get(lower);
      if (first === undefined) seen.set(lower, pair.name);
      else if (first !== pair.name) {
        const message = `\`${short(pair.name)}\` is the same key as \`${short(first)}\`: case does not count.`;
        this.#add('duplicate-key', message, { node: pair.key, path, name: pair.name, pair });
      }
    }
  }

  #map(map: YamlMap, name: string, definition: SchemaDefinition, allowed: ReadonlySet<string>, path: readonly string[]): void {
    if (map.own.length > 1) this.#duplicates(map, path);
    if (definition.any) {
      for (const pair of map.own) this.#value(pair, 'any', allowed, path);
      return;
    }
    const own = definition.keys || definition.rest ? name : pickMap(map, definition.maps ?? [], this.#schema);
    const chosen = own === undefined ? undefined : this.#schema[own];
    if (own === undefined || !chosen) {
      // What GitHub makes of filters on events that have none is not documented.
      if (definition.scalar?.every((sort) => sort === 'null')) return;
      this.#add('wrong-type', `${sentence(placeOf(name, path))} takes ${expected(definition)}, not a mapping.`, {
        node: map,
        path,
        span: firstKey(map),
      });
      return;
    }
    const inside = own === name ? allowed : allowedHere(own, chosen, allowed);
    const present = new Set<string>();
    const strangers: YamlPair[] = [];
    for (const pair of map.own) {
      const key = pair.name;
      present.add(key);
      if (key.includes('${{')) continue;
      if (key === '<<') {
        this.#add('unknown-key', 'GitHub does not support YAML merge keys (`<<`).', { node: pair.key, path, name: key, pair });
        continue;
      }
      const known = chosen.keys && Object.hasOwn(chosen.keys, key) ? chosen.keys[key] : chosen.rest;
      if (known !== undefined) this.#value(pair, known, inside, path);
      else strangers.push(pair);
    }
    // Where no key fits, the mapping stands in the wrong place, or what is above it is half typed: one word is enough.
    const isElsewhere = strangers.length > 1 && strangers.length === map.own.length;
    for (const pair of isElsewhere ? strangers.slice(0, 1) : strangers) this.#unknownKey(pair, own, chosen, definition, path);
    if (map.own.some((pair) => pair.name === '<<' || pair.name.includes('${{'))) return;
    for (const key of chosen.required ?? []) {
      if (present.has(key)) continue;
      const nearly = map.own.some((pair) => !chosen.keys?.[pair.name] && nearestName(pair.name, [key]) === key);
      if (nearly) continue;
      // What sort of step it is cannot be told.
      const isStep = own.endsWith('-step') && (key === 'run' || key === 'uses');
      const message = isStep ? 'This step has neither `run` nor `uses`.' : `${sentence(placeOf(own, path))} needs \`${key}\`.`;
      this.#add('missing-key', message, { node: map, path, span: firstKey(map), name: key });
      if (isStep) return;
    }
  }

  #unknownKey(pair: YamlPair, own: string, chosen: SchemaDefinition, definition: SchemaDefinition, path: readonly string[]): void {
    const key = pair.name;
    // A key without a colon or a lone scalar is still being typed.
    if (pair.colon === undefined || key === '') return;
    const place = placeOf(own, path);
    const found: Found = { node: pair.key, path, name: key, pair };
    if (own === 'on-mapping-strict') {
      this.#event(pair.key, path, pair);
      return;
    }
    const elsewhere = definition.maps?.some((other) => other !== own && this.#schema[other]?.keys?.[key] !== undefined);
    if (elsewhere) {
      this.#add('unknown-key', `${sentence(place)} cannot have \`${key}\`.`, found);
      return;
    }
    const candidates = Object.entries(chosen.keys ?? {})
      .filter(([name, below]) => !pair.parent.has(name) && this.#takes(below, pair.value))
      .map(([name]) => name);
    const suggestion = nearestName(key, candidates);
    const hint = suggestion ? `; did you mean \`${suggestion}\`?` : '.';
    this.#add('unknown-key', `${sentence(place)} has no key \`${short(key)}\`${hint}`, { ...found, suggestion });
  }

  /** Whether a place is one for such a value; a key whose value could not stand there was not meant. */
  #takes(name: string, value: YamlNode | undefined): boolean {
    const definition = this.#schema[name];
    if (!definition || definition.any || value === undefined || value.kind === 'scalar') return true;
    return value.kind === 'seq' ? definition.items !== undefined : Boolean(definition.keys || definition.rest || definition.maps);
  }

  #value(pair: YamlPair, name: string, allowed: ReadonlySet<string>, path: readonly string[]): void {
    if (pair.value === undefined) return;
    const below = [...path, pair.name];
    if (name === 'on-strict') this.#events(pair.value, below);
    this.node(pair.value, name, allowed, below);
  }

  #events(node: YamlNode, path: readonly string[]): void {
    const scalars = node.kind === 'seq' ? node.items.map((item) => item.value) : [node];
    for (const item of scalars) {
      if (item?.kind === 'scalar') this.#event(item, path);
      else if (item && node.kind === 'seq')
        this.#add('wrong-type', 'A list of events can only hold event names; to set filters, write `on` as a mapping.', {
          node: item,
          path,
          span: firstKey(item),
        });
    }
  }

  #event(scalar: YamlScalar, path: readonly string[], pair?: YamlPair): void {
    const name = scalar.text.trim();
    if (name === '' || EVENT_NAMES.includes(name)) return;
    const suggestion = nearestName(name, EVENT_NAMES);
    const hint = suggestion ? `; did you mean \`${suggestion}\`?` : '.';
    this.#add('unknown-event', `There is no event \`${short(name)}\`${hint}`, { node: scalar, path, name, suggestion, pair });
  }

  #seq(seq: YamlSeq, name: string, definition: SchemaDefinition, allowed: ReadonlySet<string>, path: readonly string[]): void {
    const items = definition.any ? 'any' : definition.items;
    if (items === undefined) {
      const span = seq.items[0]?.dash ?? seq.span;
      this.#add('wrong-type', `${sentence(placeOf(name, path))} takes ${expected(definition)}, not a list.`, { node: seq, path, span });
      return;
    }
    for (const [index, item] of seq.items.entries()) if (item.value) this.node(item.value, items, allowed, [...path, String(index)]);
  }

  #scalar(scalar: YamlScalar, name: string, definition: SchemaDefinition, allowed: ReadonlySet<string>, path: readonly string[]): void {
    const condition = CONDITIONS.has(name);
    const fenced = scalar.text.includes('${{');
    const isFirst = this.#seen.get(scalar) === name;
    if ((fenced || condition) && isFirst) this.slots.push({ scalar, path, allowed, condition, definition: name });
    const place = placeOf(name, path);
    const found: Found = { node: scalar, path, name: scalar.text };
    if (fenced && allowed.size === 0 && !definition.any) {
      this.#add('expression-not-allowed', `${sentence(place)} cannot contain expressions.`, found);
      return;
    }
    if (fenced || definition.any || condition || scalar.value === null || scalar.text === '') return;
    if (definition.values?.includes(scalar.text)) return;
    if (definition.scalar?.some((sort) => fits(scalar, sort))) return;
    // Runners read action files as YAML 1.1, in which these are booleans.
    if (this.#schema === ACTION_SCHEMA && definition.scalar?.includes('boolean') && /^(?:yes|no|on|off)$/i.test(scalar.text)) return;
    if (definition.values && !definition.scalar?.some((sort) => sort !== 'null')) {
      const suggestion = nearestName(scalar.text, definition.values);
      const hint = suggestion ? `did you mean \`${suggestion}\`?` : `allowed: ${listed(definition.values)}.`;
      this.#add('unknown-value', `\`${short(scalar.text)}\` is not a valid value of ${place}; ${hint}`, { ...found, suggestion });
      return;
    }
    this.#add('wrong-type', `${sentence(place)} takes ${expected(definition)}, not \`${short(scalar.text)}\`.`, found);
  }
}

/** What a definition adds to what the definitions above it allow; a definition without contexts passes on what it got. */
function allowedHere(name: string, definition: SchemaDefinition, inherited: ReadonlySet<string>): ReadonlySet<string> {
  const { contexts } = definition;
  if (!contexts) return inherited;
  const cached = unions.get(inherited) ?? new Map<string, ReadonlySet<string>>();
  unions.set(inherited, cached);
  const key = `${name} ${contexts.length}`;
  const union = cached.get(key) ?? new Set([...inherited, ...contexts.map((context) => context.toLowerCase())]);
  cached.set(key, union);
  return union;
}

const unions = new WeakMap<ReadonlySet<string>, Map<string, ReadonlySet<string>>>();

/** The mapping whose required keys, and then whose known keys, the map has most of. */
function pickMap(map: YamlMap, candidates: readonly string[], schema: Schema): string | undefined {
  let best: string | undefined;
  let bestScore = -1;
  for (const candidate of candidates) {
    const definition = schema[candidate];
    let score = 0;
    for (const key of definition?.required ?? []) if (map.has(key)) score += 100;
    for (const pair of map.own) if (definition?.keys?.[pair.name] !== undefined) score++;
    if (score > bestScore) {
      best = candidate;
      bestScore = score;
    }
  }
  return best;
}

function fits(scalar: YamlScalar, sort: 'string' | 'text' | 'number' | 'boolean' | 'null'): boolean {
  switch (sort) {
    case 'string':
    case 'text':
      return true;
    case 'number':
      return typeof scalar.value === 'number' || /^-?\d+(\.\d+)?$/.test(scalar.text);
    case 'boolean':
      return typeof scalar.value === 'boolean' || scalar.text === 'true' || scalar.text === 'false';
    case 'null':
      return scalar.value === null;
    default:
      return sort satisfies never;
  }
}

function placeOf(name: string, path: readonly string[]): string {
  const named = NAMES[name];
  if (named) return named;
  const key = path.findLast((part) => !/^\d+$/.test(part));
  return key === undefined ? 'the file' : `\`${short(key)}\``;
}

function sentence(place: string): string {
  return place.startsWith('`') ? place : place.charAt(0).toUpperCase() + place.slice(1);
}

/** More do not help the reader of a message. */
const MOST_VALUES = 8;

function listed(values: readonly string[]): string {
  const names = values.slice(0, MOST_VALUES).map((value) => `\`${value}\``);
  if (values.length > MOST_VALUES) names.push(`${values.length - MOST_VALUES} more`);
  return names.join(', ');
}

function expected(definition: SchemaDefinition): string {
  const sorts: string[] = [];
  if (definition.values) sorts.push(listed(definition.values));
  for (const sort of definition.scalar ?? []) {
    if (sort === 'number') sorts.push('a number');
    else if (sort === 'boolean') sorts.push('`true` or `false`');
    else if (sort !== 'null') sorts.push('a string');
  }
  if (definition.items) sorts.push('a list');
  if (definition.keys || definition.rest || definition.maps) sorts.push('a mapping');
  const all = [...new Set(sorts)];
  if (all.length === 0) return 'no value';
  return all.length === 1 ? (all[0] ?? '') : `${all.slice(0, -1).join(', ')} or ${all.at(-1)}`;
}

function firstKey(map: YamlMap | YamlSeq): Span {
  const owner = map.owner;
  if (owner && 'key' in owner) return owner.key.span;
  return (map.kind === 'map' ? map.own[0]?.key.span : map.items[0]?.dash) ?? map.span;
}

function short(text: string): string {
  const line = text.split('\n', 1)[0] ?? '';
  return line.length > 40 ? `${line.slice(0, 40)}…` : line;
}
