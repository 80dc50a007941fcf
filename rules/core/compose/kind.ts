import type { Emit, KindSupport, RuleContext } from '../rule.ts';
import { blockBelow, headerEnd, type YamlNode, type YamlPair, type YamlScalar } from '../yaml/yaml.ts';
import { ComposeFile } from './model.ts';
import { isReset, type ParsedCompose, parseCompose, RESOURCE_KINDS } from './parsed.ts';
import { referencesOf } from './references.ts';
import type { Service } from './service.ts';
import { composeValue } from './values.ts';
import type { ComposeNodes } from './visitor.ts';

type Wants = (level: keyof ComposeNodes & string) => boolean;

export const composeKind: KindSupport<ParsedCompose, ComposeNodes> = {
  language: 'compose',
  parse: parseCompose,
  problems: (model) => model.yaml.problems,
  comments: (model) => model.yaml.comments,
  blockBelow: (model, line) => blockBelow(model.yaml, line),
  headerEnd: (model) => headerEnd(model.yaml),
  walk(model, emit, wants, context) {
    const file = new ComposeFile(model, context.project);
    emit('file', file);
    for (const service of file.services) walkService(service, emit, wants);
    if (wants('resource')) emitResources(file, emit);
    if (wants('interpolation')) emitInterpolations(file, emit, context);
  },
};

function walkService(service: Service, emit: Emit<ComposeNodes>, wants: Wants): void {
  emit('service', service);
  if (!service.map) return;
  if (wants('image') && service.image) emit('image', service.image);
  if (wants('build') && service.map.has('build') && service.build) emit('build', service.build);
  if (wants('port')) for (const port of service.ports) emit('port', port);
  if (wants('volume')) for (const mount of service.mounts) emit('volume', mount);
  if (wants('environmentEntry')) for (const entry of service.environment) emit('environmentEntry', entry);
  if (wants('buildArgument')) for (const entry of service.buildArguments) emit('buildArgument', entry);
  if (wants('label')) for (const entry of service.labels) emit('label', entry);
  if (wants('dependency')) for (const dependency of service.dependencies) emit('dependency', dependency);
  if (wants('reference')) for (const reference of referencesOf(service)) emit('reference', reference);
}

function emitResources(file: ComposeFile, emit: Emit<ComposeNodes>): void {
  for (const kind of RESOURCE_KINDS) {
    for (const pair of file.declared(kind)) emit('resource', { file, kind, name: pair.key.text, key: pair.key, pair, value: pair.value });
  }
}

/** Every scalar that is written in the file, once, whatever aliases lead to it. Keys are not interpolated. */
function emitInterpolations(file: ComposeFile, emit: Emit<ComposeNodes>, context: RuleContext): void {
  if (!context.source.text.includes('$')) return;
  const visit = (node: YamlNode | undefined, keyName: string | undefined): void => {
    if (!node || isReset(node)) return;
    if (node.kind === 'scalar') emitScalar(file, node, keyName, emit);
    else if (node.kind === 'map') for (const pair of node.own) visitPair(pair, visit);
    else for (const item of node.items) if (!item.alias) visit(item.value, keyName);
  };
  for (const root of file.parsed.roots) for (const pair of root.own) visitPair(pair, visit);
}

function visitPair(pair: YamlPair, visit: (node: YamlNode | undefined, keyName: string) => void): void {
  if (!pair.alias) visit(pair.value, pair.key.text);
}

function emitScalar(file: ComposeFile, scalar: YamlScalar, keyName: string | undefined, emit: Emit<ComposeNodes>): void {
  const value = composeValue(scalar);
  if (value.interpolations.length === 0) return;
  const equals = value.masked.indexOf('=');
  // In list form the name stands in the item itself: `- DB_PASSWORD=${DB_PASSWORD:-x}`.
  const listName = /^[A-Za-z_][\w.-]*=/.test(value.masked) ? scalar.text.slice(0, equals) : undefined;
  for (const interpolation of value.interpolations) {
    emit('interpolation', {
      file,
      scalar,
      interpolation,
      span: scalar.spanOf(interpolation.start, interpolation.end),
      keyName: listName ?? keyName,
    });
  }
}
