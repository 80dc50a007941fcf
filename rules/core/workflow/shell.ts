import { referenceOf } from '../expression/analysis.ts';
import { findExpressions, onlyFence } from '../expression/find.ts';
import { parseExpression } from '../expression/parser.ts';
import { asMap, asScalar, asSeq, type YamlNode, type YamlScalar } from '../yaml/nodes.ts';
import type { Job, Step } from './model.ts';

export type ShellFamily = 'bash' | 'sh' | 'pwsh' | 'powershell' | 'cmd' | 'python' | 'node' | 'custom' | 'unknown';

/** The shell that a `run` step is given to. */
export interface StepShell {
  readonly family: ShellFamily;
  /** False where it was concluded from a runner whose system is not certain. */
  readonly certain: boolean;
  /** Where it is written; undefined for the runner's default. */
  readonly scalar: YamlScalar | undefined;
}

export type System = 'linux' | 'macos' | 'windows';

/**
 * Step, then the job's defaults, then the workflow's, then the default of the runner's system: PowerShell on Windows,
 * bash (sh in a container without it) elsewhere. Steps of composite actions have to say it.
 */
export function shellOf(step: Step): StepShell {
  const written =
    step.map.get('shell') ??
    step.job?.map?.at('defaults', 'run', 'shell') ??
    (step.job ? step.file.root?.at('defaults', 'run', 'shell') : undefined);
  const scalar = asScalar(written);
  if (written && !scalar) return { family: 'unknown', certain: false, scalar: undefined };
  if (scalar && scalar.text.trim() !== '') return { family: familyOf(scalar.text), certain: true, scalar };
  if (!step.job) return { family: 'unknown', certain: false, scalar: undefined };
  if (step.job.map?.has('container')) return { family: 'sh', certain: true, scalar: undefined };
  const systems = systemsOf(step.job);
  if (systems === undefined) return { family: 'bash', certain: false, scalar: undefined };
  if (systems.size > 1 && systems.has('windows')) return { family: 'unknown', certain: false, scalar: undefined };
  return { family: systems.has('windows') ? 'pwsh' : 'bash', certain: true, scalar: undefined };
}

/** `bash`, `bash -e {0}`, `/bin/bash {0}`: the program decides as long as it is one that we know. */
function familyOf(text: string): ShellFamily {
  if (text.includes('${{')) return 'unknown';
  // `bash -c "ssh host …"`: the script goes on to something else.
  if (/\s-[a-zA-Z]*c\s/.test(text)) return 'custom';
  const program = (text.trim().split(/\s+/)[0] ?? '')
    .replace(/^.*[\\/]/, '')
    .replace(/\.exe$/i, '')
    .toLowerCase();
  switch (program) {
    case 'bash':
    case 'sh':
    case 'pwsh':
    case 'powershell':
    case 'cmd':
    case 'node':
      return program;
    case 'dash':
    case 'ash':
      return 'sh';
    case 'zsh':
    case 'ksh':
      return 'bash';
    case 'python':
    case 'python3':
      return 'python';
    default:
      return 'custom';
  }
}

/** Whether every machine that the job may ask for is one of GitHub's own. */
export function isHostedRunner(job: Job): boolean {
  const labels = runnerLabels(job);
  return (
    labels !== undefined &&
    labels.length > 0 &&
    labels.every((list) => list.length === 1 && /^(?:ubuntu|windows|macos)-(?:latest|slim|\d[\w.-]*)$/.test(list[0]?.toLowerCase() ?? ''))
  );
}

/** The systems that a job may run on; undefined where its labels do not tell. */
export function systemsOf(job: Job): ReadonlySet<System> | undefined {
  const labels = runnerLabels(job);
  if (!labels || labels.length === 0) return undefined;
  const found = new Set<System>();
  for (const alternative of labels) {
    const system = alternative.map(systemOfLabel).find((name) => name !== undefined);
    if (!system) return undefined;
    found.add(system);
  }
  return found;
}

function systemOfLabel(label: string): System | undefined {
  const name = label.toLowerCase();
  if (/\bwin(dows)?\b|windows/.test(name)) return 'windows';
  if (/macos|\bmac\b|osx/.test(name)) return 'macos';
  return /ubuntu|linux|debian|alpine|fedora/.test(name) ? 'linux' : undefined;
}

/**
 * Lists of labels, one list for each machine that the job may ask for: through the matrix there can be several.
 * Undefined where a label is known only when it runs.
 */
export function runnerLabels(job: Job): string[][] | undefined {
  const node = job.map?.get('runs-on');
  const target = asMap(node)?.get('labels') ?? (asMap(node) ? undefined : node);
  const seq = asSeq(target);
  if (seq) {
    const labels: string[] = [];
    for (const item of seq.items) {
      const scalar = asScalar(item.value);
      if (!scalar) return undefined;
      // One label that the matrix gives may still leave another that tells the system.
      if (!scalar.text.includes('${{')) labels.push(scalar.text);
    }
    return labels.length ? [labels] : undefined;
  }
  const scalar = asScalar(target);
  if (!scalar || scalar.text === '') return undefined;
  if (!scalar.text.includes('${{')) return [[scalar.text]];
  const values = matrixValuesOf(job, scalar.text);
  return values?.flatMap((value) => labelsOf(value) ?? [[]]);
}

function labelsOf(node: YamlNode): string[][] | undefined {
  const scalar = asScalar(node);
  if (scalar) return [[scalar.text]];
  const seq = asSeq(node);
  return seq && [seq.items.flatMap((item) => asScalar(item.value)?.text ?? [])];
}

/** All values that `${{ matrix.name }}` can have; undefined where the matrix, or one of its values, is computed. */
function matrixValuesOf(job: Job, text: string): YamlNode[] | undefined {
  const fence = onlyFence(text, findExpressions(text));
  if (!fence) return undefined;
  const path = referenceOf(parseExpression(text.slice(fence.inner.start, fence.inner.end)).ast)?.path;
  if (path?.[0] !== 'matrix' || path.length < 2) return undefined;
  const values = job.matrixValues(path[1] ?? '')?.map((value) => {
    let node: YamlNode | undefined = value;
    for (const name of path.slice(2)) node = asMap(node)?.get(name);
    return node;
  });
  if (!values || values.some((value) => value === undefined || (value.kind === 'scalar' && value.text.includes('${{')))) return undefined;
  return values.filter((value) => value !== undefined);
}
