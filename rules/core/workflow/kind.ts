import type { KindSupport } from '../rule.ts';
import type { Source } from '../source.ts';
import type { WorkflowNodes } from './visitor.ts';

export const workflowKind: KindSupport<Source, WorkflowNodes> = {
  language: 'workflow',
  parse: (source) => source,
  problems: () => [],
  comments: () => [],
  blockBelow: () => undefined,
  headerEnd: () => 0,
  walk: () => {},
};
