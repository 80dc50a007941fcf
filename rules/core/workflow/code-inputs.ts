import { CODE_INPUTS, type CodeInputEntry } from '../../data/workflow-code-inputs.ts';
import { asScalar, type YamlScalar } from '../yaml/nodes.ts';
import type { Step } from './model.ts';

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
