import type { Span } from '../text/span.ts';
import { asMap, type YamlItem, type YamlMap, type YamlScalar } from '../yaml/yaml.ts';
import type { Service } from './service.ts';
import { booleanOf, composeValue, shippedText } from './values.ts';

/** One entry of a service's `volumes`, the same for short and long form. */
export interface Mount {
  readonly service: Service;
  readonly item: YamlItem;
  /** The whole entry in short form; the source (or else the target) in long form. */
  readonly span: Span;
  readonly form: 'short' | 'long';
  readonly scalar: YamlScalar | undefined;
  readonly map: YamlMap | undefined;
  /** `unknown`: a variable hides the source. */
  readonly type: 'volume' | 'bind' | 'tmpfs' | 'npipe' | 'cluster' | 'image' | 'anonymous' | 'unknown';
  /** Host path or name of a volume; undefined when absent or hidden. */
  readonly source: string | undefined;
  /** Place of the source in the file, as it is written. */
  readonly sourceSpan: Span | undefined;
  readonly target: string | undefined;
  readonly options: readonly string[];
  readonly readOnly: boolean;
}

export function readMount(service: Service, item: YamlItem): Mount | undefined {
  if (item.value?.kind === 'scalar') return readShort(service, item, item.value);
  return item.value?.kind === 'map' ? readLong(service, item, item.value) : undefined;
}

/** A source is a path when it begins like one; a single letter before `:\` or `:/` is a drive. */
function isPath(source: string): boolean {
  return /^(?:[./~]|[A-Za-z]:[\\/]|\\\\)/.test(source);
}

function splitShort(text: string): string[] {
  const drive = /^[A-Za-z]:[\\/]/.test(text) ? text.slice(0, 2) : '';
  const parts = text.slice(drive.length).split(':');
  parts[0] = drive + (parts[0] ?? '');
  return parts;
}

function readShort(service: Service, item: YamlItem, scalar: YamlScalar): Mount {
  const value = composeValue(scalar);
  const [first = '', second, third] = splitShort(value.shipped ?? value.masked);
  const alone = second === undefined;
  const source = alone ? undefined : first;
  const hidden = source?.includes('\uE000') ?? false;
  const options = third?.split(',') ?? [];
  // `${DIR}/data` is a path whatever the variable holds.
  const pathLike = source !== undefined && (isPath(source) || (hidden && /^\uE000+[/\\]/.test(source)));
  const literal = value.interpolations.length === 0;
  return {
    service,
    item,
    span: scalar.span,
    form: 'short',
    scalar,
    map: undefined,
    type: alone ? 'anonymous' : pathLike ? 'bind' : hidden ? 'unknown' : 'volume',
    source: hidden ? undefined : source,
    sourceSpan: literal && source !== undefined ? scalar.spanOf(0, source.length) : undefined,
    target: alone ? first : second,
    options,
    readOnly: options.includes('ro'),
  };
}

const TYPES: ReadonlySet<string> = new Set(['volume', 'bind', 'tmpfs', 'npipe', 'cluster', 'image']);

function readLong(service: Service, item: YamlItem, map: YamlMap): Mount {
  const type = shippedText(map.get('type')) ?? '';
  const source = map.get('source');
  return {
    service,
    item,
    span: (source ?? map.get('target'))?.span ?? map.span,
    form: 'long',
    scalar: undefined,
    map,
    type: TYPES.has(type) ? (type as Mount['type']) : 'unknown',
    source: shippedText(source),
    sourceSpan: source?.span,
    target: shippedText(map.get('target')),
    options: [shippedText(asMap(map.get('bind'))?.get('propagation')) ?? ''].filter(Boolean),
    readOnly: booleanOf(map.get('read_only')) ?? false,
  };
}

/** `/var/./run//x/../docker.sock` → `/var/run/docker.sock`; a trailing slash goes. */
export function normalizeHostPath(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..') parts.pop();
    else parts.push(part);
  }
  return `${path.startsWith('/') ? '/' : ''}${parts.join('/')}`;
}
