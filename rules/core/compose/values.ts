import type { Span } from '../text/span.ts';
import type { YamlNode, YamlScalar } from '../yaml/yaml.ts';
import { fillDefaults, type Interpolation, maskInterpolations, readInterpolations } from './interpolation.ts';

/** A scalar of a Compose file with what interpolation makes of it. */
export interface ComposeValue {
  readonly node: YamlScalar;
  /** Decoded by YAML, not interpolated. */
  readonly text: string;
  readonly interpolations: readonly Interpolation[];
  readonly invalid: readonly Span[];
  /** Same length as `text`, MASK over interpolations. */
  readonly masked: string;
  /** What ships when nobody sets a variable: defaults filled in, `$$` undone; undefined when only the run knows. */
  readonly shipped: string | undefined;
}

const values = new WeakMap<YamlScalar, ComposeValue>();

export function composeValue(node: YamlScalar): ComposeValue {
  let value = values.get(node);
  if (!value) {
    const text = node.text;
    const { parts, invalid } = readInterpolations(text);
    value = { node, text, interpolations: parts, invalid, masked: maskInterpolations(text, parts), shipped: fillDefaults(text, parts) };
    values.set(node, value);
  }
  return value;
}

/** What ships in the place of a node: text for a scalar, undefined when it is no scalar or only known at run time. */
export function shippedText(node: YamlNode | undefined): string | undefined {
  return node?.kind === 'scalar' ? composeValue(node).shipped : undefined;
}

/**
 * A boolean as Compose reads it: YAML 1.1 words and quoted ones count, as they do after interpolation.
 * @returns undefined for anything else and for what only the run knows
 */
export function booleanOf(node: YamlNode | undefined): boolean | undefined {
  const text = shippedText(node)?.toLowerCase();
  if (text === undefined) return undefined;
  if (/^(?:true|yes|on|y|1)$/.test(text)) return true;
  return /^(?:false|no|off|n|0)$/.test(text) ? false : undefined;
}

/** `command` and the like as one text: a list's words joined by blanks; empty for anything else. */
export function wordsOf(node: YamlNode | undefined): string {
  if (node?.kind === 'scalar') return node.text;
  return node?.kind === 'seq' ? node.items.map((item) => (item.value?.kind === 'scalar' ? item.value.text : '')).join(' ') : '';
}

/** A piece of a scalar's decoded text. */
export interface Part extends Span {
  readonly text: string;
}
