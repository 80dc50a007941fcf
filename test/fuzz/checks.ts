import assert from 'node:assert/strict';
import { applyEdits, createEngine, type Engine, fixAll, isCreate, type LintResult, plainText } from '#core';
import { registry } from '../../rules/registry.ts';
import { memoryFiles } from '../support/memory.ts';
import { type FuzzKind, PATHS } from './texts.ts';

export function newEngine(): Engine {
  return createEngine({ registry, today: '2026-11-25', config: { forced: { folder: '', profile: 'all' } } });
}

const engine = newEngine();

export function lintText(kind: FuzzKind, text: string, using = engine): LintResult {
  const path = PATHS[kind];
  const source = using.open(path, text);
  assert.ok(source, `${path} is no file that is linted`);
  return using.lint(source, memoryFiles({ [path]: text }));
}

/** What a result says, in a form that can be compared. */
export function summaryOf({ findings, silenced }: LintResult): string[] {
  return [...findings, ...silenced].map(({ rule, severity, range, message }) => `${rule} ${severity} ${JSON.stringify(range)} ${message}`);
}

/** What holds for every text, however broken: nothing throws, and findings and fixes stay inside the file. */
export function checkText(kind: FuzzKind, text: string): void {
  const result = lintText(kind, text);
  assert.deepEqual(result.failures, [], 'a rule threw');
  const lines = text.split(/\r\n|\r|\n/);
  for (const { rule, span, range } of result.findings) {
    assert.ok(span.start >= 0 && span.start <= span.end && span.end <= text.length, `${rule}: outside the file`);
    assert.equal(range.start.line, range.end.line, `${rule}: over several lines`);
    const line = lines[range.start.line];
    assert.ok(line !== undefined && range.end.character <= line.length, `${rule}: outside the line`);
    assert.ok(range.start.character < range.end.character || line.length === 0 || text.length === 0, `${rule}: empty`);
  }
  for (const { rule, fixes } of result.findings) {
    for (const fix of fixes) {
      for (const edit of fix.edits() ?? []) {
        if (isCreate(edit) || edit.file !== PATHS[kind]) continue;
        assert.ok(edit.start >= 0 && edit.start <= edit.end && edit.end <= text.length, `${rule}: an edit outside the file`);
      }
      const own = (fix.edits() ?? []).flatMap((edit) =>
        isCreate(edit) || edit.file !== PATHS[kind] ? [] : [{ ...edit, newText: plainText(edit.newText) }],
      );
      assert.ok(applyEdits(text, own) !== undefined, `${rule}: edits overlap`);
    }
  }
}

/** Safe fixes come to an end, and a second run finds nothing left to do. */
export function checkFixes(kind: FuzzKind, text: string): void {
  const source = engine.open(PATHS[kind], text);
  assert.ok(source);
  const files = memoryFiles({ [PATHS[kind]]: text });
  const once = fixAll(engine, source, files, { safeties: ['safe'] });
  const again = engine.open(PATHS[kind], once.text);
  assert.ok(again);
  const twice = fixAll(engine, again, memoryFiles({ [PATHS[kind]]: once.text }), { safeties: ['safe'] });
  assert.equal(twice.text, once.text, 'a second run changes something');
}
