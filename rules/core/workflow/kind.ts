import type { KindSupport } from '../rule.ts';
import { blockBelow, headerEnd } from '../yaml/blocks.ts';
import type { YamlNode } from '../yaml/nodes.ts';
import { parseWorkflow, type WorkflowFile } from './model.ts';
import type { WorkflowNodes } from './visitor.ts';

/** Workflows and action files. */
export const workflowKind: KindSupport<WorkflowFile, WorkflowNodes> = {
  language: 'workflow',
  parse: parseWorkflow,
  problems: (file) => file.yaml.problems,
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
