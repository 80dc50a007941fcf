import type { KindSupport } from '../rule.ts';
import type { Source } from '../source.ts';
import type { DockerfileNodes } from './visitor.ts';

export const dockerfileKind: KindSupport<Source, DockerfileNodes> = {
  language: 'dockerfile',
  parse: (source) => source,
  problems: () => [],
  comments: () => [],
  blockBelow: () => undefined,
  headerEnd: () => 0,
  walk: () => {},
};
