import assert from 'node:assert/strict';
import fc from 'fast-check';
import { applyEdits } from '#core';
import { diffLines, diffTexts } from '../../../rules/core/text/diff.ts';

describe('diffLines', () => {
  const cases: readonly (readonly [string, string, readonly string[]])[] = [
    ['abc', 'abc', []],
    ['', 'a', ['0-0→0-1']],
    ['a', '', ['0-1→0-0']],
    ['abc', 'axc', ['1-2→1-2']],
    ['abcdef', 'abXcdYf', ['2-2→2-3', '4-5→5-6']],
    ['aab', 'ab', ['1-2→1-1']],
  ];
  for (const [before, after, expected] of cases) {
    it(`${before || 'nothing'} → ${after || 'nothing'}`, () => {
      const hunks = diffLines([...before], [...after]);
      assert.deepEqual(
        hunks.map((hunk) => `${hunk.beforeStart}-${hunk.beforeEnd}→${hunk.afterStart}-${hunk.afterEnd}`),
        expected,
      );
    });
  }

  it('takes texts that have nothing in common as one change', () => {
    const before = Array.from({ length: 2000 }, (_, index) => `a${index}`);
    const after = Array.from({ length: 2000 }, (_, index) => `b${index}`);
    assert.deepEqual(diffLines(before, after), [{ beforeStart: 0, beforeEnd: 2000, afterStart: 0, afterEnd: 2000 }]);
  });
});

describe('diffTexts', () => {
  const text = fc.array(fc.constantFrom('a', 'b', '\n', '\r\n', '\r', '🐳', '🐙', ' '), { maxLength: 30 }).map((parts) => parts.join(''));

  it('leads from the one text to the other', () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        assert.equal(applyEdits(before, diffTexts(before, after)), after);
      }),
    );
  });

  it('never cuts a line break or a character in two', () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        for (const { start, end } of diffTexts(before, after)) {
          for (const offset of [start, end])
            assert.doesNotMatch(before.slice(offset - 1, offset + 1), /^\r\n$|^[\uD800-\uDBFF][\uDC00-\uDFFF]$/);
        }
      }),
    );
  });

  it('names only what differs, line by line', () => {
    const before = 'FROM a:latest\r\nRUN x\r\nFROM b:latest\r\n';
    assert.deepEqual(diffTexts(before, before.replaceAll('latest', '1')), [
      { start: 7, end: 13, newText: '1' },
      { start: 29, end: 35, newText: '1' },
    ]);
  });
});
