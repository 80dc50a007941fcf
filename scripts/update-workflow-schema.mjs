#!/usr/bin/env node
// Writes rules/data/workflow-schema.ts from the schemas in the npm package @actions/workflow-parser (MIT, GitHub).
//
//   npm install --prefix FOLDER @actions/workflow-parser
//   node scripts/update-workflow-schema.mjs FOLDER/node_modules/@actions/workflow-parser 2026-11-21
//
// Only names and structure are taken (no descriptions). Chains of one-of are flattened, definitions that nothing refers to are left out.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const [folder, date] = process.argv.slice(2);
if (!folder || !/^\d{4}-\d\d-\d\d$/.test(date ?? '')) {
  console.error('usage: update-workflow-schema.mjs FOLDER_OF_PACKAGE DATE');
  process.exit(2);
}
const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
const read = (name) => JSON.parse(readFileSync(join(folder, 'dist', name), 'utf8')).definitions;

const BUILT_IN = {
  any: { any: true },
  null: { null: {} },
  string: { string: {} },
  number: { number: {} },
  boolean: { boolean: {} },
  sequence: { sequence: { 'item-type': 'any' } },
  mapping: { mapping: { 'loose-key-type': 'string', 'loose-value-type': 'any' } },
};

function convert(definitions, root) {
  const all = { ...BUILT_IN, ...definitions };
  const result = {};
  const queue = [root];
  const want = (name) => {
    queue.push(name);
    return name;
  };
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    if (result[name]) continue;
    const definition = all[name];
    if (!definition) throw new Error(`no definition ${name}`);
    const out = {};
    if (definition.context?.length) out.contexts = definition.context.map((item) => item.replace(/\(.*$/, ''));
    const leaves = alternatives(all, name, new Set());
    const maps = [];
    for (const [leafName, leaf] of leaves) {
      if (leaf.any) out.any = true;
      else if (leaf['allowed-values']) out.values = [...(out.values ?? []), ...leaf['allowed-values']];
      else if ('constant' in (leaf.string ?? {})) out.values = [...(out.values ?? []), leaf.string.constant];
      else if (leaf.string) out.scalar = [...(out.scalar ?? []), leaf.string['require-non-empty'] ? 'text' : 'string'];
      else if (leaf.number) out.scalar = [...(out.scalar ?? []), 'number'];
      else if (leaf.boolean) out.scalar = [...(out.scalar ?? []), 'boolean'];
      else if (leaf.null) out.scalar = [...(out.scalar ?? []), 'null'];
      else if (leaf.sequence) out.items = want(typeof leaf.sequence === 'string' ? leaf.sequence : leaf.sequence['item-type']);
      else if (leaf.mapping) maps.push([leafName, leaf]);
      else throw new Error(`${leafName}: unknown sort of definition ${JSON.stringify(leaf)}`);
    }
    if (maps.length === 1 && maps[0][0] === name) Object.assign(out, mapping(maps[0][1], want));
    else if (maps.length) out.maps = maps.map(([leafName]) => want(leafName));
    result[name] = out;
  }
  return result;
}

function mapping({ mapping }, want) {
  const properties = Object.entries(mapping.properties ?? {}).map(([key, value]) => [
    key,
    typeof value === 'string' ? { type: value } : value,
  ]);
  const out = { keys: Object.fromEntries(properties.map(([key, value]) => [key, want(value.type)])) };
  const required = properties.filter(([, value]) => value.required).map(([key]) => key);
  if (required.length) out.required = required;
  if (mapping['loose-value-type']) out.rest = want(mapping['loose-value-type']);
  return out;
}

/** The definitions other than one-of that a name stands for. */
function alternatives(all, name, seen) {
  if (seen.has(name)) return [];
  seen.add(name);
  const definition = all[name];
  if (!definition) throw new Error(`no definition ${name}`);
  return definition['one-of'] ? definition['one-of'].flatMap((other) => alternatives(all, other, seen)) : [[name, definition]];
}

const workflow = read('workflow-v1.0.min.json');
const action = read('action-v1.0.min.json');
// `on` is a list of names, or a mapping of them: three forms of one table, of which the mapping is enough.
workflow['on-strict'] = { 'one-of': ['string', 'sequence', 'on-mapping-strict'] };
const schemas = { workflow: convert(workflow, 'workflow-root-strict'), action: convert(action, 'action-root-strict') };
// The icons and colours of the marketplace are nothing that breaks a run.
schemas.action.branding = { any: true };
delete schemas.action['branding-icon'];
delete schemas.action['branding-color'];

const table = (schema) =>
  Object.entries(schema)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, definition]) => `  ${key(name)}: ${literal(definition)},`)
    .join('\n');
const key = (name) => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : quote(name));
const quote = (text) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
function literal(value) {
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (typeof value === 'object')
    return `{ ${Object.entries(value)
      .map(([name, item]) => `${key(name)}: ${literal(item)}`)
      .join(', ')} }`.replace('{  }', '{}');
  return typeof value === 'string' ? quote(value) : String(value);
}

const text = `// GENERATED by scripts/update-workflow-schema.mjs. Do not edit.
/**
 * Structure of workflow and action files: which keys there are, what their values may be, which contexts their expressions may read.
 *
 * Source: workflow-v1.0 and action-v1.0 of the npm package @actions/workflow-parser ${version}, read on ${date}.
 * Copyright GitHub; MIT licence, https://github.com/actions/languageservices/blob/main/LICENSE
 */
export interface SchemaDefinition {
  /** Of a mapping: key → definition of its value. */
  readonly keys?: Readonly<Record<string, string>>;
  readonly required?: readonly string[];
  /** Of a mapping with names of the user's own: definition of their values. */
  readonly rest?: string;
  /** Several mappings are possible; their keys tell which. */
  readonly maps?: readonly string[];
  /** Of a sequence. */
  readonly items?: string;
  /** The only words allowed. */
  readonly values?: readonly string[];
  /** Sorts of scalar; \`text\` is a string that may not be empty. */
  readonly scalar?: readonly ('string' | 'text' | 'number' | 'boolean' | 'null')[];
  readonly any?: boolean;
  /** Contexts and special functions that expressions may use here, in addition to what the keys above allow. */
  readonly contexts?: readonly string[];
}

export type Schema = Readonly<Record<string, SchemaDefinition>>;

export const WORKFLOW_ROOT = 'workflow-root-strict';
export const ACTION_ROOT = 'action-root-strict';

// biome-ignore format: one definition a line
export const WORKFLOW_SCHEMA: Schema = {
${table(schemas.workflow)}
};

// biome-ignore format: one definition a line
export const ACTION_SCHEMA: Schema = {
${table(schemas.action)}
};
`;
writeFileSync(fileURLToPath(new URL('../rules/data/workflow-schema.ts', import.meta.url)), text);
