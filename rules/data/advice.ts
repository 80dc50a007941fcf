import type { Area, Severity } from '../core/finding.ts';

/** What a project has to have before a question makes sense. */
export type AdviceTopic = 'deployment' | 'server' | 'frontend' | 'database' | 'images' | 'compose' | 'packages';

/** A question of a readiness review that no file answers: it stands in the checklist for a person to tick, and costs no points. */
export interface Advice {
  readonly id: string;
  /** What is true when it can be ticked. */
  readonly title: string;
  readonly area: Area;
  readonly priority: Severity;
  readonly topic: AdviceTopic;
  /** Only where one of these rules found something. */
  readonly after?: readonly string[];
  /** The rows of the reviews that it implements. */
  readonly equivalents: readonly string[];
}

/** From five production readiness reviews of 2025 and 2026. */
export const ADVICE: readonly Advice[] = [
  {
    id: 'advice/image-size',
    title: 'The size of each image is known, and there is a target for it',
    area: 'containers',
    priority: 'low',
    topic: 'images',
    equivalents: ['review:F022'],
  },
];
