import { type Grade, UNTRUSTED, type UntrustedPattern } from '../../data/workflow-untrusted-contexts.ts';
import { carriers, type Reference, readsPattern } from '../expression/analysis.ts';
import type { Expression } from '../expression/ast.ts';
import { findExpressions } from '../expression/find.ts';
import { parseExpression } from '../expression/parser.ts';
import { asMap } from '../yaml/nodes.ts';
import type { Job, Step, WorkflowFile } from './model.ts';
import type { EnvEntry } from './parts.ts';

/** A read of text that other people write. */
export interface UntrustedRead {
  /** In the expression that was asked about. */
  readonly reference: Reference;
  readonly grade: Grade;
  /** What is read in the end, dotted: through `env` it is another path than the reference's. */
  readonly source: string;
  /** The variable through which it comes. */
  readonly through: EnvEntry | undefined;
}

interface Place {
  readonly file: WorkflowFile;
  readonly job: Job | undefined;
  readonly step: Step | undefined;
}

const RANK: Readonly<Record<Grade, number>> = { arbitrary: 0, structured: 1, writer: 2 };
const BY_SECOND = new Map<string, UntrustedPattern[]>();
for (const pattern of UNTRUSTED) {
  const key = pattern.path[1] ?? '';
  BY_SECOND.set(key, [...(BY_SECOND.get(key) ?? []), pattern]);
}

interface Options {
  /** Paths that the workflow's triggers leave empty count as well: another trigger may be added. */
  readonly anyEvent?: boolean;
}

/**
 * The untrusted texts that can become part of an expression's value, each with its worst grade. Variables of `env` are
 * followed to the expressions that they were given. Paths that the workflow's triggers leave empty do not count.
 */
export function untrustedReads(ast: Expression, place: Place, { anyEvent = false }: Options = {}): UntrustedRead[] {
  const found: UntrustedRead[] = [];
  for (const { reference, whole } of carriers(ast)) {
    const { path } = reference;
    if (path[0] === 'github') {
      const hit = worst(path, whole, anyEvent ? undefined : place.file);
      if (hit) found.push({ reference, grade: hit.grade, source: sourceName(path), through: undefined });
      else if (path.length === 1 && whole) found.push({ reference, grade: 'arbitrary', source: 'github', through: undefined });
    } else if (path[0] === 'inputs') {
      found.push({ reference, grade: 'writer', source: sourceName(path), through: undefined });
    } else if (path[0] === 'env' && path.length === 2) {
      const read = throughEnv(reference, path[1] ?? '', place);
      if (read) found.push(read);
    }
  }
  return found;
}

function sourceName(path: readonly string[]): string {
  return path.join('.');
}

function worst(path: readonly string[], whole: boolean, file: WorkflowFile | undefined): UntrustedPattern | undefined {
  const second = path[1];
  const candidates = second === undefined || second === '*' ? UNTRUSTED : (BY_SECOND.get(second) ?? []);
  let best: UntrustedPattern | undefined;
  for (const pattern of candidates) {
    if (best && RANK[best.grade] <= RANK[pattern.grade]) continue;
    if (readsPattern(path, pattern.path, whole) && (!file || mayBeFilled(pattern, file))) best = pattern;
  }
  return best;
}

/** A called workflow and a composite action get the event of whoever calls them. */
function mayBeFilled(pattern: UntrustedPattern, file: WorkflowFile): boolean {
  if (!pattern.events || file.kind === 'action' || file.triggers.length === 0) return true;
  return file.triggers.some(({ name }) => name === 'workflow_call' || name.includes('${{') || pattern.events?.includes(name));
}

function throughEnv(reference: Reference, name: string, place: Place): UntrustedRead | undefined {
  const entry = envEntry(name, place);
  if (!entry?.value) return undefined;
  const { text } = entry.value;
  for (const fence of findExpressions(text)) {
    const { ast } = parseExpression(text.slice(fence.inner.start, fence.inner.end), fence.inner.start);
    for (const { reference: inner, whole } of carriers(ast)) {
      const hit = inner.path[0] === 'github' ? worst(inner.path, whole, place.file) : undefined;
      if (hit) return { reference, grade: hit.grade, source: sourceName(inner.path), through: entry };
      if (inner.path[0] === 'inputs') return { reference, grade: 'writer', source: sourceName(inner.path), through: entry };
    }
  }
  return undefined;
}

/** The variable that `env.NAME` reads: the step's own, the job's, the workflow's. */
function envEntry(name: string, place: Place): EnvEntry | undefined {
  const wanted = name.toLowerCase();
  for (const entries of [place.step?.env, place.job?.env, place.file.env]) {
    const entry = entries?.find((candidate) => candidate.name.toLowerCase() === wanted);
    if (entry) return entry;
  }
  return undefined;
}

/** Switches, numbers and lists of choices hold nothing that a shell would take for code. */
export function isHarmlessInput(file: WorkflowFile, source: string): boolean {
  const name = /^(?:github\.event\.)?inputs\.([^.*]+)$/.exec(source)?.[1];
  if (name === undefined) return false;
  const types = file.triggers.flatMap((trigger) => {
    const inputs = asMap(trigger.map?.get('inputs'));
    const pair = inputs?.pairs.find((one) => one.name.toLowerCase() === name);
    return pair ? [asMap(pair.value)?.text('type') ?? 'string'] : [];
  });
  return types.length > 0 && types.every((type) => type === 'boolean' || type === 'number' || type === 'choice');
}
