import type { KindSupport } from '../rule.ts';
import type { Source } from '../source.ts';
import type { ComposeNodes } from './visitor.ts';

export const composeKind: KindSupport<Source, ComposeNodes> = {
  language: 'compose',
  parse: (source) => source,
  problems: () => [],
  comments: () => [],
  blockBelow: () => undefined,
  headerEnd: () => 0,
  walk: () => {},
};
