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
import { isReadAsCode } from './script-code.ts';

/** Default variables that hold a context. Source: GitHub's documentation of default environment variables, 2026-11. */
const DEFAULTS: Readonly<Record<string, string>> = {
  'github.head_ref': 'GITHUB_HEAD_REF',
  'github.base_ref': 'GITHUB_BASE_REF',
  'github.ref': 'GITHUB_REF',
  'github.ref_name': 'GITHUB_REF_NAME',
  'github.actor': 'GITHUB_ACTOR',
  'github.triggering_actor': 'GITHUB_TRIGGERING_ACTOR',
};

/** Names that mean something to shells, runners and common tools. */
const TAKEN =
  /^(?:GITHUB_|RUNNER_|ACTIONS_|INPUT_|BASH|LD_|LC_|NODE_|NPM_|YARN_|PNPM_|COREPACK_|DENO_|PYTHON|PIP_|UV_|POETRY_|TOX_|GIT_|GH_|SSH_|GPG_|AWS_|AZURE_|ARM_|GOOGLE_|CLOUDSDK_|DOCKER_|BUILDKIT_|BUILDX_|COMPOSE_|KUBE|HELM_|TF_|CARGO_|RUST|GO(?:$|OS|ARCH|FLAGS|PATH|ROOT|PROXY)|CGO_|JAVA_|JDK_|MAVEN_|GRADLE_|ANDROID_|DOTNET_|NUGET_|MSBUILD|MAKE|CMAKE_|PG|MYSQL_|REDIS_|CURL_|PS)|^(?:CI|PATH|HOME|SHELL|PWD|USER|USERNAME|TMPDIR|TEMP|TMP|IFS|ENV|OS|LANG|LANGUAGE|TZ|TERM|HOSTNAME|EDITOR|PAGER|RANDOM|SECONDS|UID|LINES|COLUMNS|REPLY|OPTIND|OPTARG|DEBUG|VERBOSE|CC|CXX|CFLAGS|CXXFLAGS|CPPFLAGS|LDFLAGS|AR|DESTDIR|DISPLAY|PORT|NO_COLOR|FORCE_COLOR|(?:HTTPS?|FTP|ALL|NO)_PROXY)$/;

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
  const variable = variableFor(expression, step, scalar.text, input.name === 'run');
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
  const definition = define(step, variable.name, `\${{ ${onOneLine(expression.text)} }}`);
  return definition && [...definition, ...edits];
}

function onOneLine(text: string): string {
  return outsideStrings(text.trim(), (part) => part.replace(/\s*\n\s*/g, ' '));
}

/** Everything but strings is read without case. */
function normal(text: string): string {
  return outsideStrings(text.trim(), (part) => part.toLowerCase());
}

function outsideStrings(text: string, change: (part: string) => string): string {
  return text
    .split("'")
    .map((part, index) => (index % 2 === 0 ? change(part) : part))
    .join("'");
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

function variableFor(expression: ExpressionNode, step: Step, script: string, isRun: boolean): Variable | undefined {
  const reads = references(expression.ast);
  const [first] = reads;
  if (!first) return undefined;
  const isPlain = reads.length === 1 && first.node === expression.ast;
  const levels = [step.env, step.job?.env ?? [], step.job ? step.file.env : []];
  const masked = maskExpressions(script);
  const isUsable = (name: string): boolean => /^[A-Za-z_]\w*$/.test(name) && !isWritten(masked, name);
  if (isPlain) {
    const standard = DEFAULTS[first.path.join('.')];
    if (standard && holder(levels, standard) === undefined && isUsable(standard)) return { name: standard, isDefined: true };
    if (first.path[0] === 'env' && first.path.length === 2 && !first.dynamic) {
      const entry = holder(levels, first.path[1] ?? '');
      return entry && isUsable(entry.name) ? { name: entry.name, isDefined: true } : undefined;
    }
  }
  const wanted = normal(expression.text);
  for (const entry of levels.flat()) {
    const value = entry.value?.text.trim() ?? '';
    const inner = /^\$\{\{(.*)\}\}$/s.exec(value)?.[1];
    const isSame = inner !== undefined && findExpressions(value).length === 1 && normal(inner) === wanted;
    if (isSame && holder(levels, entry.name) === entry && isUsable(entry.name)) return { name: entry.name, isDefined: true };
  }
  // A step's variables do not see each other.
  if (step.env.length > 0 && reads.some(({ path }) => path[0] === 'env')) return undefined;
  const name = freshName(wordsOf(first, script), levels, masked, isRun ? 'INPUT_' : 'VALUE_');
  return name === undefined ? undefined : { name, isDefined: false };
}

/** The script gives the variable another value, so that it is not what the environment says: its name stands there without a `$`. */
function isWritten(script: string, name: string): boolean {
  return new RegExp(`(?:^|[^\\w$.{])${name}(?!\\w)|\\$(?:env:)?${name}\\s*=(?!=)|\\$\\{${name}:?=`, 'i').test(script);
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

const GENERAL = new Set(['github', 'secrets', 'vars', 'event', 'inputs', 'steps', 'needs', 'outputs', 'env', 'matrix', 'client_payload']);

/** `github.event.issue.title` → `ISSUE`, `TITLE`: the segments that tell something. */
function wordsOf({ path, spans }: Reference, text: string): string[] {
  return path.flatMap((word, index) => {
    const at = spans[index];
    if (word === '*' || GENERAL.has(word) || !at) return [];
    const written = text.slice(at.start, at.end).replace(/^'|'$/g, '');
    return [
      written
        .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
        .replace(/\W+/g, '_')
        .toUpperCase(),
    ];
  });
}

const MOST_NAMES = 20;

/**
 * @param prefix `INPUT_` in scripts; not for actions, which find their inputs under such names
 * @returns undefined where all names that come to mind are taken
 */
function freshName(words: readonly string[], levels: readonly (readonly EnvEntry[])[], script: string, prefix: string): string | undefined {
  const [one = '', two = ''] = words.slice(-2);
  // An output `version` of a step `get-version` is `GET_VERSION`.
  const base = (two === '' || `_${one}`.endsWith(`_${two}`) ? one : `${one}_${two}`).replace(/^(?=\d)/, '_') || 'VALUE';
  const isFree = (name: string): boolean => !holder(levels, name) && !new RegExp(`\\b${name}\\b`, 'i').test(script);
  if (!TAKEN.test(base) && isFree(base)) return base;
  for (let n = 1; n <= MOST_NAMES; n++) {
    const name = `${prefix}${base}${n === 1 ? '' : `_${n}`}`;
    if (isFree(name)) return name;
  }
  return undefined;
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
  const span = scalar.spanOf(fence.start, fence.end);
  const advice = expansionAdvice(script, span);
  if (advice === 'impossible' || isReadAsCode(script, span)) return undefined;
  const variable = /[\w[]/.test(scalar.text[fence.end] ?? '') && advice === 'plain' ? `\${${name}}` : `$${name}`;
  return { start: fence.start, end: fence.end, text: advice === 'quote' ? `"${variable}"` : variable };
}

/** Commands of PowerShell that run a string. */
const POWERSHELL_CODE =
  /\b(?:iex|Invoke-Expression|Invoke-Command|ScriptBlock|Start-Process|Add-Type|ExpandString|pwsh|powershell|cmd|bash|wsl|sh|ssh)\b/i;

function inPowershell(text: string, fence: Fence, name: string): Written | undefined {
  const masked = maskExpressions(text);
  if (POWERSHELL_CODE.test(masked)) return undefined;
  const quoting = powershellQuotingAt(masked, fence.start);
  const before = masked.slice(0, fence.start);
  if (quoting === 'double') {
    // A backtick would take away the dollar sign; `$(…)` inside the string is code.
    if (/[`$]$/.test(before) || /\$\([^)]*$/.test(before)) return undefined;
    return { start: fence.start, end: fence.end, text: `\${env:${name}}` };
  }
  if (quoting !== 'bare') return undefined;
  // Only as a whole argument of a command: in an expression the value would change from a number to a string.
  const statement = /[^;|{}()&\n]*$/.exec(before)?.[0] ?? '';
  const isArgument = /^\s*(?!(?:if|elseif|while|for|foreach|switch|return|throw|until|exit|in)\b)[A-Za-z][\w.\\/:-]*(?:\s[^=]*)?\s$/i.test(
    statement,
  );
  if (!isArgument || !/^(?:$|\s|[;|)])/.test(text.slice(fence.end))) return undefined;
  return { start: fence.start, end: fence.end, text: `$env:${name}` };
}

/** Calls that read their argument as code or as a command line, and templates with a function of their own. */
const JAVASCRIPT_CODE = /(?:\b(?:eval|Function|exec\w*|spawn\w*|getExecOutput|runInNewContext|setTimeout|setInterval)\s*\(\s*|[\w$)\]])$/;

function inJavascript(text: string, fence: Fence, name: string): Written | undefined {
  const masked = maskExpressions(text);
  const quoting = javascriptQuotingAt(masked, fence.start);
  if (quoting === 'template') {
    const open = masked.lastIndexOf('`', fence.start);
    const isSpoilt = /[\\$]$/.test(masked.slice(0, fence.start)) || JAVASCRIPT_CODE.test(masked.slice(0, open));
    return isSpoilt ? undefined : { start: fence.start, end: fence.end, text: `\${process.env.${name}}` };
  }
  if (quoting !== 'single' && quoting !== 'double') return undefined;
  const quote = quoting === 'single' ? "'" : '"';
  // Only a string that is nothing but the expression can become a variable as it stands, and not as the name of a property.
  const isWhole = text[fence.start - 1] === quote && text[fence.end] === quote;
  const isKey = /^\s*:/.test(text.slice(fence.end + 1));
  if (!isWhole || isKey || JAVASCRIPT_CODE.test(masked.slice(0, fence.start - 1))) return undefined;
  return { start: fence.start - 1, end: fence.end + 1, text: `process.env.${name}` };
}
