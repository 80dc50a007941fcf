import { type Reference, references } from '../expression/analysis.ts';
import { type Fence, findExpressions } from '../expression/find.ts';
import type { FileEdit } from '../fix.ts';
import { expansionAdvice } from '../shell/quoting.ts';
import { insertBefore, rewriteInside, setIn } from '../yaml/edit.ts';
import type { CodeInput } from './code-inputs.ts';
import type { ExpressionNode } from './expressions.ts';
import { maskExpressions, type Step } from './model.ts';
import type { EnvEntry } from './parts.ts';
import { javascriptQuotingAt, powershellQuotingAt } from './quoting.ts';

/** Default variables that hold a context. Source: GitHub's documentation of default environment variables, 2026-11. */
const DEFAULTS: Readonly<Record<string, string>> = {
  'github.head_ref': 'GITHUB_HEAD_REF',
  'github.base_ref': 'GITHUB_BASE_REF',
  'github.ref': 'GITHUB_REF',
  'github.ref_name': 'GITHUB_REF_NAME',
  'github.actor': 'GITHUB_ACTOR',
  'github.triggering_actor': 'GITHUB_TRIGGERING_ACTOR',
};

/** Names that mean something to shells and runners. */
const TAKEN =
  /^(?:GITHUB_|RUNNER_|ACTIONS_|BASH|LD_|LC_|NODE_|PYTHON|GIT_)|^(?:CI|PATH|HOME|SHELL|PWD|USER|TMPDIR|TEMP|TMP|IFS|ENV|LANG|HOSTNAME|EDITOR|PAGER|RANDOM|SECONDS|UID|LINES|COLUMNS|REPLY|OPTIND|OPTARG)$/;

/**
 * Takes an expression out of a script: a variable of the step's environment gets its value, and the script reads the variable,
 * quoted as its place needs. All places in the script with the same expression change together.
 * @returns undefined where the variable would not be expanded or would be read differently (single quotes, comments, quoted
 *   here-documents), and for shells in which a variable is as dangerous (cmd) or read in another way (Python)
 */
export function moveToVariable(expression: ExpressionNode, input: CodeInput): readonly FileEdit[] | undefined {
  const { scalar, fence } = expression;
  const { step } = input;
  if (!fence?.closed || expression.errors.length > 0) return undefined;
  const variable = variableFor(expression, step, scalar.text);
  if (!variable) return undefined;
  const file = step.file.yaml;
  const edits: FileEdit[] = [];
  const wanted = normal(expression.text);
  for (const other of findExpressions(scalar.text)) {
    if (other !== fence && normal(scalar.text.slice(other.inner.start, other.inner.end)) !== wanted) continue;
    const written = writtenFor(input, other, variable.name);
    const edit = written && rewriteInside(file, scalar, written.start, written.end, written.text);
    if (edit) edits.push(...edit);
    else if (other.start === fence.start) return undefined;
  }
  if (variable.isDefined) return edits;
  const definition = define(step, variable.name, `\${{ ${expression.text.trim()} }}`);
  return definition && [...definition, ...edits];
}

function normal(text: string): string {
  return text.trim().toLowerCase();
}

function define(step: Step, name: string, value: string): readonly FileEdit[] | undefined {
  const file = step.file.yaml;
  const run = step.map.pair('run');
  if (step.map.has('env') || !run || step.map.own[0] === run || step.map.flow) return setIn(file, step.map, ['env', name], value);
  return insertBefore(file, run, { env: { [name]: value } });
}

interface Variable {
  readonly name: string;
  /** The environment has it already. */
  readonly isDefined: boolean;
}

function variableFor(expression: ExpressionNode, step: Step, script: string): Variable | undefined {
  const reads = references(expression.ast);
  const [first] = reads;
  if (!first) return undefined;
  const isPlain = reads.length === 1 && first.node === expression.ast;
  const levels = [step.env, step.job?.env ?? [], step.job ? step.file.env : []];
  const path = first.path.join('.');
  if (isPlain) {
    const standard = DEFAULTS[path];
    if (standard && holder(levels, standard) === undefined) return { name: standard, isDefined: true };
    if (first.path[0] === 'env' && first.path.length === 2 && !first.dynamic) {
      const entry = holder(levels, first.path[1] ?? '');
      return entry && /^[A-Za-z_]\w*$/.test(entry.name) ? { name: entry.name, isDefined: true } : undefined;
    }
  }
  const wanted = normal(expression.text);
  for (const entry of levels.flat()) {
    const value = entry.value?.text.trim() ?? '';
    const inner = /^\$\{\{(.*)\}\}$/s.exec(value)?.[1];
    const isSame = inner !== undefined && findExpressions(value).length === 1 && normal(inner) === wanted;
    if (isSame && holder(levels, entry.name) === entry && /^[A-Za-z_]\w*$/.test(entry.name)) return { name: entry.name, isDefined: true };
  }
  return { name: freshName(wordsOf(first, script), levels, maskExpressions(script)), isDefined: false };
}

/** The entry that counts for a name: that of the innermost level. */
function holder(levels: readonly (readonly EnvEntry[])[], name: string): EnvEntry | undefined {
  const wanted = name.toLowerCase();
  for (const level of levels) {
    const entry = level.find((one) => one.name.toLowerCase() === wanted);
    if (entry) return entry;
  }
  return undefined;
}

const GENERAL = new Set(['github', 'event', 'inputs', 'steps', 'needs', 'outputs', 'env']);

/** `github.event.issue.title` → `issue`, `title`: the segments that tell something, as they are written. */
function wordsOf({ path, spans }: Reference, text: string): string[] {
  return path.flatMap((word, index) => {
    const at = spans[index];
    if (word === '*' || GENERAL.has(word) || !at) return [];
    const written = text.slice(at.start, at.end).replace(/^'|'$/g, '');
    return [written.replace(/([a-z0-9])([A-Z])/g, '$1_$2')];
  });
}

function freshName(words: readonly string[], levels: readonly (readonly EnvEntry[])[], script: string): string {
  const base = (words.slice(-2).join('_') || 'VALUE')
    .replace(/\W+/g, '_')
    .replace(/^(?=\d)/, '_')
    .toUpperCase();
  const isFree = (name: string): boolean => !TAKEN.test(name) && !holder(levels, name) && !new RegExp(`\\b${name}\\b`, 'i').test(script);
  if (isFree(base)) return base;
  for (let n = 1; ; n++) {
    const name = n === 1 ? `INPUT_${base}` : `${base}_${n}`;
    if (isFree(name)) return name;
  }
}

interface Written {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** What stands for an expression in the script, in offsets of the scalar's text. */
function writtenFor(input: CodeInput, fence: Fence, name: string): Written | undefined {
  if (input.language === 'javascript') return inJavascript(input.scalar.text, fence, name);
  if (input.language !== 'run' || !input.step.shell.certain) return undefined;
  switch (input.step.shell.family) {
    case 'bash':
    case 'sh':
      return inShell(input, fence, name);
    case 'pwsh':
    case 'powershell':
      return inPowershell(input.scalar.text, fence, name);
    default:
      return undefined;
  }
}

function inShell({ step, scalar }: CodeInput, fence: Fence, name: string): Written | undefined {
  const { script } = step;
  if (!script) return undefined;
  const advice = expansionAdvice(script, scalar.spanOf(fence.start, fence.end));
  if (advice === 'impossible') return undefined;
  const variable = /[\w[]/.test(scalar.text[fence.end] ?? '') && advice === 'plain' ? `\${${name}}` : `$${name}`;
  return { start: fence.start, end: fence.end, text: advice === 'quote' ? `"${variable}"` : variable };
}

function inPowershell(text: string, fence: Fence, name: string): Written | undefined {
  const quoting = powershellQuotingAt(maskExpressions(text), fence.start);
  if (quoting === 'double') return { start: fence.start, end: fence.end, text: `\${env:${name}}` };
  if (quoting !== 'bare') return undefined;
  const before = text.slice(0, fence.start).trimEnd();
  const next = text[fence.end] ?? '';
  // As the first word of a statement it would name a program, and before these signs it would be taken apart.
  const opensStatement = before === '' || /[;|{&\n]$/.test(before) || /\n\s*$/.test(text.slice(0, fence.start));
  if (opensStatement || /[\w.[(:]/.test(next)) return undefined;
  return { start: fence.start, end: fence.end, text: `$env:${name}` };
}

function inJavascript(text: string, fence: Fence, name: string): Written | undefined {
  const quoting = javascriptQuotingAt(maskExpressions(text), fence.start);
  if (quoting === 'template') return { start: fence.start, end: fence.end, text: `\${process.env.${name}}` };
  if (quoting !== 'single' && quoting !== 'double') return undefined;
  const quote = quoting === 'single' ? "'" : '"';
  // Only a string that is nothing but the expression can become a variable as it stands.
  const isWhole = text[fence.start - 1] === quote && text[fence.end] === quote;
  return isWhole ? { start: fence.start - 1, end: fence.end + 1, text: `process.env.${name}` } : undefined;
}
