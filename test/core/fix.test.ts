import assert from 'node:assert/strict';
import { applyEdits, placeholder, plainText, snippetText } from '#core';

describe('placeholders', () => {
  const text = `image: nginx:${placeholder('tag')} # costs \${5}`;

  it('are plain text for those who know no snippets', () => assert.equal(plainText(text), 'image: nginx:tag # costs ${5}'));
  it('are snippet fields for editors, everything else escaped', () => {
    assert.equal(snippetText(text), 'image: nginx:${1:tag} # costs \\${5\\}');
  });
  it('are numbered in order', () => {
    assert.equal(snippetText(`${placeholder('a')}-${placeholder('b')}`), '${1:a}-${2:b}');
  });
});

describe('applyEdits', () => {
  it('takes spans of the text as it was, in any order', () => {
    const edits = [
      { start: 4, end: 5, newText: 'E' },
      { start: 0, end: 1, newText: 'AA' },
      { start: 2, end: 2, newText: '-' },
    ];
    assert.equal(applyEdits('abcde', edits), 'AAb-cdE');
  });
  it('refuses edits that overlap', () => {
    assert.equal(
      applyEdits('abc', [
        { start: 0, end: 2, newText: '' },
        { start: 1, end: 3, newText: '' },
      ]),
      undefined,
    );
    assert.equal(
      applyEdits('abc', [
        { start: 1, end: 1, newText: 'x' },
        { start: 1, end: 1, newText: 'y' },
      ]),
      undefined,
    );
  });
});
