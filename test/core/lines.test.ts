import assert from 'node:assert/strict';
import { LineIndex } from '#core';

describe('LineIndex', () => {
  it('breaks lines at LF, CRLF and a lone CR, as the language server protocol says', () => {
    const lines = new LineIndex('a\nb\r\nc\rd');
    assert.deepEqual(
      [0, 1, 2, 3].map((line) => lines.textOf(line)),
      ['a', 'b', 'c', 'd'],
    );
    assert.equal(lines.count, 4);
  });

  it('does not break at NEL or the Unicode separators', () => {
    assert.equal(new LineIndex('a\u0085b\u2028c').count, 1);
  });

  it('counts UTF-16 units', () => {
    assert.deepEqual(new LineIndex('😀x').positionAt(2), { line: 0, character: 2 });
  });

  it('clamps what is outside', () => {
    const lines = new LineIndex('ab\ncd');
    assert.deepEqual(lines.positionAt(99), { line: 1, character: 2 });
    assert.equal(lines.offsetAt({ line: 0, character: 99 }), 2);
    assert.equal(lines.offsetAt({ line: 9, character: 0 }), 5);
  });

  it('gives back what it was given', () => {
    const text = 'x\r\n\r\nyy\n';
    const lines = new LineIndex(text);
    for (let offset = 0; offset <= text.length; offset++) {
      const inBreak = text[offset] === '\n' && text[offset - 1] === '\r';
      if (!inBreak) assert.equal(lines.offsetAt(lines.positionAt(offset)), offset);
    }
  });
});
