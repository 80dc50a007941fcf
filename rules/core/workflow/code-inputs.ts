import { CODE_INPUTS, type CodeInputEntry } from '../../data/workflow-code-inputs.ts';
import { asScalar, type YamlScalar } from '../yaml/nodes.ts';
import { type ExpressionNode, expressionsOf } from './expressions.ts';
import type { Step, WorkflowFile } from './model.ts';

export interface CodeInput {
  readonly step: Step;
  readonly scalar: YamlScalar;
  /** `run`, or the name of the input as it is written. */
  readonly name: string;
  readonly language: CodeInputEntry['language'] | 'run';
}

/** The places of a step whose text is run as code, so that expressions in it become code: `run`, and inputs of some actions. */
export function codeInputs(step: Step): CodeInput[] {
  if (step.run) return [{ step, scalar: step.run, name: 'run', language: 'run' }];
  const action = step.actionName;
  if (action === undefined) return [];
  return CODE_INPUTS.filter((entry) => entry.action === action).flatMap((entry) => {
    const pair = step.input(entry.input);
    const scalar = asScalar(pair?.value);
    return pair && scalar ? [{ step, scalar, name: pair.name, language: entry.language }] : [];
  });
}

/**
 * Every expression that becomes a part of code, with the place that takes it. A script that is written once and used
 * through aliases is listed once, with the step that uses it first.
 */
export function codeExpressions(file: WorkflowFile): { readonly expression: ExpressionNode; readonly input: CodeInput }[] {
  const seen = new Set<YamlScalar>();
  return file.steps.flatMap((step) =>
    codeInputs(step).flatMap((input) => {
      if (seen.has(input.scalar) || !input.scalar.text.includes('${{')) return [];
      seen.add(input.scalar);
      const slot = { scalar: input.scalar, path: [], allowed: new Set<string>(), condition: false, definition: '' };
      return expressionsOf(file, slot, step.job, step).map((expression) => ({ expression, input }));
    }),
  );
}
