import { MASK } from '../secrets.ts';
import type { Span } from '../text/span.ts';
import type { YamlItem, YamlNode, YamlPair, YamlScalar } from '../yaml/yaml.ts';
import { isReset } from './parsed.ts';
import type { Service } from './service.ts';
import { type ComposeValue, composeValue } from './values.ts';

/** One `KEY: value` or `KEY=value` of environment, build arguments or labels. */
export interface KeyValue {
  readonly service: Service;
  readonly name: string;
  readonly keySpan: Span;
  /** The scalar that holds the value: the whole `KEY=value` in list form. Undefined when no value is written. */
  readonly scalar: YamlScalar | undefined;
  /** Offset of the value in the scalar's decoded text. */
  readonly valueStart: number;
  /** Decoded, not interpolated; undefined when the value comes from the shell. */
  readonly value: string | undefined;
  /** The value with MASK over interpolations: same offsets as `value`. */
  readonly masked: string;
  /** What ships: defaults filled in; undefined when only the run knows. */
  readonly shipped: string | undefined;
  readonly valueSpan: Span | undefined;
  readonly form: 'map' | 'list';
  readonly pair: YamlPair | undefined;
  readonly item: YamlItem | undefined;
  readonly whole: ComposeValue | undefined;
}

/** Entries of a mapping or a list of `KEY=value`. */
export function readEntries(service: Service, node: YamlNode | undefined): KeyValue[] {
  if (node?.kind === 'map')
    return node.pairs.flatMap((pair) => (pair.key.text === '<<' || isReset(pair.value) ? [] : fromPair(service, pair)));
  if (node?.kind === 'seq') return node.items.flatMap((item) => (isReset(item.value) ? [] : fromItem(service, item)));
  return [];
}

function fromPair(service: Service, pair: YamlPair): KeyValue[] {
  const base = { service, name: pair.key.text, keySpan: pair.key.span, form: 'map', pair, item: undefined, valueStart: 0 } as const;
  const node = pair.value;
  if (node && node.kind !== 'scalar') return [];
  if (!node || node.value === null) {
    return [{ ...base, scalar: undefined, value: undefined, masked: '', shipped: undefined, valueSpan: undefined, whole: undefined }];
  }
  const value = composeValue(node);
  return [{ ...base, scalar: node, value: value.text, masked: value.masked, shipped: value.shipped, valueSpan: node.span, whole: value }];
}

function fromItem(service: Service, item: YamlItem): KeyValue[] {
  const node = item.value;
  if (node?.kind !== 'scalar') return [];
  const whole = composeValue(node);
  const equals = whole.masked.indexOf('=');
  const nameEnd = equals < 0 ? node.text.length : equals;
  const name = node.text.slice(0, nameEnd);
  if (name === '' || whole.masked.slice(0, nameEnd).includes(MASK)) return [];
  const base = { service, name, keySpan: node.spanOf(0, nameEnd), form: 'list', pair: undefined, item, whole } as const;
  if (equals < 0)
    return [{ ...base, scalar: undefined, valueStart: 0, value: undefined, masked: '', shipped: undefined, valueSpan: undefined }];
  const valueStart = equals + 1;
  return [
    {
      ...base,
      scalar: node,
      valueStart,
      value: node.text.slice(valueStart),
      masked: whole.masked.slice(valueStart),
      shipped: whole.shipped?.slice(valueStart),
      valueSpan: node.spanOf(valueStart, node.text.length),
    },
  ];
}
