import type { Engine } from './engine.ts';
import type { Finding } from './finding.ts';
import { editsOf, type FileEdit, type Fix, isCreate, plainText, type Safety, type TextEdit } from './fix.ts';
import type { ProjectFiles } from './project/project.ts';
import { createSource, type Source } from './source.ts';
import { applyEdits } from './text/edits.ts';
import { overlaps } from './text/span.ts';

export interface AppliedFix {
  readonly finding: Finding;
  readonly fix: Fix;
}

export interface FixAllResult {
  readonly text: string;
  readonly applied: readonly AppliedFix[];
  /** Edits of other files than the fixed one, and files to create; in the order in which they are to be made. */
  readonly otherFiles: readonly FileEdit[];
}

export interface FixAllOptions {
  /** Levels that may be applied. */
  readonly safeties: readonly Safety[];
  /** Whether a fix may touch other files; without it such fixes are left out. */
  readonly otherFiles?: boolean;
  /** Only fixes of this rule. */
  readonly rule?: string;
}

const ROUNDS = 10;

/**
 * Applies fixes to a text until none is left. In one round fixes that overlap wait for the next; a round whose result
 * does not parse as well as before is undone fix by fix, so that one bad fix cannot break a file.
 */
export function fixAll(engine: Engine, source: Source, files: ProjectFiles, options: FixAllOptions): FixAllResult {
  const applied: AppliedFix[] = [];
  const otherFiles: FileEdit[] = [];
  const refused = new Set<string>();
  let current = source;
  for (let round = 0; round < ROUNDS; round++) {
    const before = engine.lint(current, files);
    const batch = collect(before.findings, current, options, refused, otherFiles.length > 0);
    if (batch.length === 0) break;
    const next = applyBatch(engine, current, files, batch, refused, countSyntaxErrors(before.findings));
    if (next.done.length === 0) continue;
    for (const { finding, fix, others } of next.done) {
      applied.push({ finding, fix });
      otherFiles.push(...others);
    }
    current = next.source;
  }
  return { text: current.text, applied, otherFiles };
}

interface Candidate extends AppliedFix {
  readonly key: string;
  readonly edits: readonly TextEdit[];
  readonly others: readonly FileEdit[];
}

function collect(
  findings: readonly Finding[],
  source: Source,
  options: FixAllOptions,
  refused: Set<string>,
  othersPending: boolean,
): Candidate[] {
  const batch: Candidate[] = [];
  for (const finding of findings) {
    if (options.rule !== undefined && finding.rule !== options.rule) continue;
    const candidate = candidateFor(finding, source, options, refused);
    if (!candidate) continue;
    // Edits of other files are computed from their text on disk: a second batch would not see the first.
    if (candidate.others.length && (othersPending || batch.some((one) => one.others.length))) continue;
    if (batch.some((one) => one.edits.some((a) => candidate.edits.some((b) => overlaps(a, b))))) continue;
    batch.push(candidate);
  }
  return batch;
}

/** The first fix of a finding that may be applied and gives an edit. */
function candidateFor(finding: Finding, source: Source, options: FixAllOptions, refused: Set<string>): Candidate | undefined {
  for (const fix of finding.fixes) {
    if (!options.safeties.includes(fix.safety)) continue;
    const key = `${finding.rule}\n${fix.title}\n${finding.message}\n${finding.span.start}`;
    const all = refused.has(key) ? undefined : editsOf(fix);
    if (!all) continue;
    const edits = all.filter((edit): edit is TextEdit => !isCreate(edit) && edit.file === source.path);
    const others = all.filter((edit) => isCreate(edit) || edit.file !== source.path);
    if (others.length === 0 || options.otherFiles) return { finding, fix, key, edits, others };
  }
  return undefined;
}

function applyBatch(
  engine: Engine,
  source: Source,
  files: ProjectFiles,
  batch: readonly Candidate[],
  refused: Set<string>,
  errors: number,
) {
  const together = tryBatch(engine, source, files, batch, errors);
  if (together) return { source: together, done: batch };
  let current = source;
  for (const candidate of batch) {
    const alone = tryBatch(engine, source, files, [candidate], errors);
    if (!alone) {
      refused.add(candidate.key);
      continue;
    }
    current = alone;
    return { source: current, done: [candidate] };
  }
  return { source: current, done: [] };
}

function tryBatch(engine: Engine, source: Source, files: ProjectFiles, batch: readonly Candidate[], errors: number): Source | undefined {
  const text = applyEdits(
    source.text,
    batch.flatMap((one) => one.edits).map((edit) => ({ ...edit, newText: plainText(edit.newText) })),
  );
  if (text === undefined) return undefined;
  const next = createSource(source.path, text, source.kind, source.role);
  return countSyntaxErrors(engine.lint(next, files).findings) > errors ? undefined : next;
}

function countSyntaxErrors(findings: readonly Finding[]): number {
  return findings.filter((finding) => finding.rule === 'file/syntax-error').length;
}
