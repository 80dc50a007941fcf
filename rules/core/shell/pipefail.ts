import type { NestedScript, ShellCommand, ShellContext, ShellPipeline, ShellScript } from './model.ts';

/**
 * Whether `pipefail` is on where a pipeline runs: by `set -o pipefail` or `shopt -so pipefail` before it, by `bash -o pipefail -c`
 * around it, or by the script's shebang. Commands that may be skipped do not count.
 *
 * @param at a pipeline of the script, or a file offset at its top level; the end of the script when omitted
 */
export function usesPipefail(script: ShellScript, at: ShellPipeline | number = script.span.end): boolean {
  const offset = typeof at === 'number' ? at : at.span.start;
  const chain = typeof at === 'number' ? [] : contextsUpToProcess(at.context);
  const process = chain.at(-1)?.nested;
  let isOn = process ? startsWithPipefail(process) : hasPipefailShebang(script.shebang);
  for (const command of script.commands) {
    if (command.span.end > offset) continue;
    const setting = pipefailSetting(command);
    if (setting !== undefined && reaches(command, chain)) isOn = setting;
  }
  return isOn;
}

/** The contexts around a place, innermost first, as far as the shell process goes whose options count there. */
function contextsUpToProcess(context: ShellContext): readonly ShellContext[] {
  const chain: ShellContext[] = [];
  for (let current: ShellContext | undefined = context; current; current = current.parent) {
    chain.push(current);
    if (startsProcess(current)) break;
  }
  return chain;
}

function startsProcess({ nested }: ShellContext): boolean {
  return nested !== undefined && nested.via !== 'eval';
}

function startsWithPipefail({ options }: NestedScript): boolean {
  return options.includes('pipefail');
}

function hasPipefailShebang(shebang: string | undefined): boolean {
  return shebang !== undefined && /\s-[a-zA-Z]*o\s+pipefail(?:\s|$)/.test(shebang);
}

/** Settings inside `(…)`, `$(…)` or a pipeline end with it; those in groups, branches and `eval` stay. */
function reaches(command: ShellCommand, chain: readonly ShellContext[]): boolean {
  if (command.isConditional && !(command.context.isConditional && chain.includes(command.context))) return false;
  if (command.pipeline.elements.length > 1) return false;
  for (let context: ShellContext | undefined = command.context; context; context = context.parent) {
    if (chain.includes(context)) return true;
    const endsHere = context.kind === 'subshell' || context.kind.endsWith('substitution') || startsProcess(context);
    if (endsHere) return false;
    if (context.kind === 'top-level') return chain.length === 0;
  }
  return false;
}

function pipefailSetting(command: ShellCommand): boolean | undefined {
  if (command.program === 'shopt') return shoptSetting(command);
  if (command.program !== 'set') return undefined;
  let setting: boolean | undefined;
  command.words.forEach((word, index) => {
    const isName = word.text === 'pipefail' && /^[-+][a-zA-Z]*o$/.test(command.words[index - 1]?.text ?? '');
    if (isName) setting = command.words[index - 1]?.text?.startsWith('-');
  });
  return setting;
}

function shoptSetting({ words }: ShellCommand): boolean | undefined {
  const letters = words.map((word) => word.text ?? '').filter((text) => text.startsWith('-'));
  if (!words.some((word) => word.text === 'pipefail') || !letters.some((text) => text.includes('o'))) return undefined;
  if (letters.some((text) => text.includes('u'))) return false;
  return letters.some((text) => text.includes('s')) ? true : undefined;
}
