import type { KindSupport, SyntaxProblem } from '../rule.ts';
import { blockBelow, headerEnd } from '../yaml/blocks.ts';
import type { YamlNode, YamlScalar } from '../yaml/nodes.ts';
import type { ExpressionNode } from './expressions.ts';
import { type EnvEntry, type Job, type Permissions, parseWorkflow, type Step, type Trigger, type WorkflowFile } from './model.ts';
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

export const workflowKind: KindSupport<WorkflowFile, WorkflowNodes> = {
  language: 'workflow',
  parse: parseWorkflow,
  problems: (file) => file.yaml.problems satisfies readonly SyntaxProblem[],
  comments: (file) => file.yaml.comments,
  blockBelow: (file, line) => blockBelow(file.yaml, line),
  headerEnd: (file) => headerEnd(file.yaml),
  walk(file, emit, wants) {
    emit('file', file);
    if (wants('schemaProblem')) for (const problem of file.schemaProblems) emit('schemaProblem', problem);
    if (wants('trigger')) for (const trigger of file.triggers) emit('trigger', trigger);
    if (file.permissions) emit('permissions', file.permissions);
    const env = wants('envEntry');
    if (env) for (const entry of file.env) emit('envEntry', entry);
    // What is written once and used through aliases is visited once.
    const seen = new Set<YamlNode>();
    const isFirst = (node: YamlNode): boolean => !seen.has(node) && seen.add(node).has(node);
    for (const job of file.jobs) {
      if (job.map && !isFirst(job.map)) continue;
      if (job.isReusable) {
        emit('reusableJob', job);
        if (job.uses) emit('uses', { file, scalar: job.uses, reference: job.reference, job, step: undefined });
      } else emit('job', job);
      if (job.permissions) emit('permissions', job.permissions);
      if (env) for (const entry of [...job.env, ...job.containerEnv]) emit('envEntry', entry);
    }
    for (const step of file.steps) {
      if (!isFirst(step.map)) continue;
      emit('step', step);
      if (step.uses) {
        emit('usesStep', step);
        emit('uses', { file, scalar: step.uses, reference: step.reference, job: step.job, step });
      }
      if (step.run) emit('runStep', step);
      if (env) for (const entry of step.env) emit('envEntry', entry);
    }
    if (wants('expression')) for (const expression of file.expressions) emit('expression', expression);
  },
};
