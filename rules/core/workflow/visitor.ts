import type { YamlScalar } from '../yaml/nodes.ts';
import type { ExpressionNode } from './expressions.ts';
import type { Job, Step, WorkflowFile } from './model.ts';
import type { EnvEntry, Permissions, Trigger } from './parts.ts';
import type { SchemaProblem } from './schema.ts';
import type { UsesReference } from './uses.ts';

/** A `uses:` of a step or of a job. */
export interface UsesNode {
  readonly file: WorkflowFile;
  readonly scalar: YamlScalar;
  /** Undefined where the text is none of the forms that GitHub reads. */
  readonly reference: UsesReference | undefined;
  readonly job: Job | undefined;
  /** Undefined for a job that calls a workflow. */
  readonly step: Step | undefined;
}

/** What rules about workflows and composite actions may visit. */
export interface WorkflowNodes {
  file: WorkflowFile;
  /** Something that GitHub's own structure of the file refuses. */
  schemaProblem: SchemaProblem;
  trigger: Trigger;
  /** Of the workflow and of jobs. */
  permissions: Permissions;
  /** A job with steps. */
  job: Job;
  /** A job that calls a workflow. */
  reusableJob: Job;
  step: Step;
  /** A step with `uses`. */
  usesStep: Step;
  /** A step with `run`. */
  runStep: Step;
  /** Every `uses`, of steps and of jobs. */
  uses: UsesNode;
  /** Of the workflow, jobs, steps, containers and services. */
  envEntry: EnvEntry;
  expression: ExpressionNode;
}
