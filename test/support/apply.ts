import assert from 'node:assert/strict';
import { applyEdits, type FileEdit, isCreate, plainText } from '#core';

export type Files = Readonly<Record<string, string>>;

/** The project after some edits: path → text. Fails where an edit would overwrite a file, names one that is not there, or overlaps another. */
export function applyToFiles(files: Files, edits: readonly FileEdit[]): Record<string, string> {
  const after: Record<string, string> = { ...files };
  for (const edit of edits) {
    if (!isCreate(edit)) continue;
    assert.ok(!(edit.create in after), `the fix would overwrite ${edit.create}`);
    after[edit.create] = plainText(edit.contents);
  }
  for (const file of new Set(edits.flatMap((edit) => (isCreate(edit) ? [] : [edit.file])))) {
    const before = after[file];
    assert.ok(before !== undefined, `the fix edits ${file}, which does not exist`);
    const own = edits.flatMap((edit) => (!isCreate(edit) && edit.file === file ? [{ ...edit, newText: plainText(edit.newText) }] : []));
    const changed = applyEdits(before, own);
    assert.ok(changed !== undefined, `edits of ${file} overlap`);
    after[file] = changed;
  }
  return after;
}
