import { isUtf8 } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { applyEdits, createSource, type FileEdit, type FixAllResult, fixAll, isCreate, plainText, type Safety, type Source } from '#core';
import { maskValues, type Secrets, secretsOf } from './masking.ts';
import type { Progress } from './output.ts';
import { NOT_OURS, openTarget, type Target } from './targets.ts';
import type { Workspace, WorkspaceRoot } from './workspace.ts';

/** What becomes of one file. */
export interface Change {
  readonly root: WorkspaceRoot;
  readonly path: string;
  /** Relative to the working directory. */
  readonly shown: string;
  /** `null`: the file is new. */
  readonly before: string | null;
  readonly after: string;
  /** Title of a fix → how often it was applied here. */
  readonly titles: ReadonlyMap<string, number>;
  /** Problems of this file that were fixed. */
  readonly fixes: number;
  /** What must not be shown of both texts. */
  readonly secrets: Secrets;
}

export interface FixError {
  readonly file: string;
  readonly message: string;
  /** The file was named: the run has not done what it was told to. */
  readonly serious: boolean;
}

export interface FixOutcome {
  readonly changes: readonly Change[];
  readonly errors: readonly FixError[];
  /** Fixes that could not be made, for people. */
  readonly refused: readonly string[];
}

/** A fix that touches several files is applied alone, and the next one is computed from its result. */
const MAX_ROUNDS = 100;

interface Draft {
  readonly root: WorkspaceRoot;
  readonly path: string;
  readonly before: string | null;
  readonly titles: Map<string, number>;
  fixes: number;
}

/** Computes all changes in memory; nothing is written. */
export function fixTargets(workspace: Workspace, targets: readonly Target[], safeties: readonly Safety[], progress: Progress): FixOutcome {
  const errors: FixError[] = [];
  const refused: string[] = [];
  const drafts = new Map<string, Draft>();
  const secrets: Secrets[] = [];

  for (const [index, target] of targets.entries()) {
    progress.update(`Fixing ${index + 1} of ${targets.length} files`);
    const shown = workspace.display(target.root, target.path);
    const source = openTarget(target);
    if (source === NOT_OURS) continue;
    const problem = typeof source === 'string' ? source : unfaithful(target.root, source.path, source.text);
    if (typeof source === 'string' || problem !== undefined) {
      errors.push({ file: shown, message: problem ?? '', serious: target.named });
      continue;
    }
    try {
      fixTarget(target.root, source, shown);
    } catch (error) {
      if (process.env.SEAWORTHY_DEBUG && error instanceof Error) process.stderr.write(`${error.stack}\n`);
      errors.push({ file: shown, message: 'could not be fixed because of an error in Seaworthy, please report it', serious: true });
    }
  }
  const all: Secrets = { spans: [], values: [...new Set(secrets.flatMap((one) => one.values))].sort((a, b) => b.length - a.length) };
  const changes = [...drafts.values()].flatMap((draft) => changeOf(workspace, draft, all) ?? []);
  return { changes, errors, refused: refused.map((line) => maskValues(line, all)) };

  function fixTarget(root: WorkspaceRoot, first: Source, shown: string): void {
    const linted = root.engine.lint(first, root.files);
    if (linted.settings.ignored) return;
    secrets.push(secretsOf(linted));
    let source = first;
    let otherFiles = true;
    for (let round = 0; round < MAX_ROUNDS; round++) {
      const result = fixAll(root.engine, source, root.files, { safeties, otherFiles });
      if (result.applied.length === 0) return;
      const others = applyOthers(root, result.otherFiles);
      if (typeof others === 'string') {
        refused.push(`${shown}: a fix was left out: ${others}`);
        otherFiles = false;
        continue;
      }
      record(root, source, result, others);
      if (result.otherFiles.length === 0) return;
      source = createSource(source.path, result.text, source.kind, source.role);
    }
  }

  function record(root: WorkspaceRoot, source: Source, { text, applied }: FixAllResult, others: ReadonlyMap<string, string>): void {
    const draft = draftOf(root, source.path, source.text);
    for (const { fix } of applied) draft.titles.set(fix.title, (draft.titles.get(fix.title) ?? 0) + 1);
    draft.fixes += applied.length;
    for (const [path, after] of others) {
      const before = root.files.read(path);
      draftOf(root, path, typeof before === 'string' ? before : null);
      root.overlay.set(path, after);
    }
    root.overlay.set(source.path, text);
  }

  function draftOf(root: WorkspaceRoot, path: string, before: string | null): Draft {
    const key = join(root.path, path);
    let draft = drafts.get(key);
    if (!draft) {
      draft = { root, path, before, titles: new Map(), fixes: 0 };
      drafts.set(key, draft);
    }
    return draft;
  }
}

/** Texts of the other files after their edits, or why they cannot be made. */
function applyOthers(root: WorkspaceRoot, edits: readonly FileEdit[]): ReadonlyMap<string, string> | string {
  const texts = new Map<string, string>();
  const byFile = new Map<string, { start: number; end: number; newText: string }[]>();
  for (const edit of edits) {
    if (isCreate(edit)) {
      if (texts.has(edit.create) || root.files.read(edit.create) !== null) return `${edit.create} exists already`;
      texts.set(edit.create, plainText(edit.contents));
    } else {
      byFile.set(edit.file, [...(byFile.get(edit.file) ?? []), { ...edit, newText: plainText(edit.newText) }]);
    }
  }
  for (const [path, replacements] of byFile) {
    const before = root.files.read(path);
    if (typeof before !== 'string') return `${path} cannot be read`;
    const problem = unfaithful(root, path, before);
    if (problem !== undefined) return `${path} ${problem}`;
    const after = applyEdits(before, replacements);
    if (after === undefined) return `its edits of ${path} overlap`;
    texts.set(path, after);
  }
  return texts;
}

/** Bytes that are no UTF-8 would be lost when the text is written back. */
function unfaithful(root: WorkspaceRoot, path: string, text: string): string | undefined {
  if (!text.includes('\ufffd') || root.overlay.has(path)) return undefined;
  const message = 'is not valid UTF-8 and was left alone; convert it first';
  try {
    return isUtf8(readFileSync(join(root.path, path))) ? undefined : message;
  } catch {
    return message;
  }
}

function changeOf(workspace: Workspace, { root, path, before, titles, fixes }: Draft, secrets: Secrets): Change | undefined {
  const after = root.overlay.get(path);
  if (after === undefined || after === before) return undefined;
  return { root, path, shown: workspace.display(root, path), before, after, titles, fixes, secrets };
}
