import assert from 'node:assert/strict';
import { childUri, looseFolderOf, nameOf, pathBelow, uriKey } from '../../server/src/uri.ts';

describe('URIs', () => {
  it('are compared whatever their spelling', () => {
    const same: readonly (readonly [string, string])[] = [
      ['file:///c%3A/a%20b/Dockerfile', 'file:///C:/a b/Dockerfile'],
      ['FILE:///x', 'file:///x'],
      ['vscode-vfs://github%2Bab/o', 'vscode-vfs://github+ab/o'],
      ['file://wsl%24/Ubuntu/x', 'file://wsl$/Ubuntu/x'],
      ['file:///a/%E2%9C%93', 'file:///a/✓'],
    ];
    for (const [a, b] of same) assert.equal(uriKey(a), uriKey(b));
    const different: readonly (readonly [string, string])[] = [
      ['file:///a/b', 'file:///a/B'],
      ['git:/a?%7B1%7D', 'git:/a?%7B2%7D'],
      ['file:///a', 'vscode-remote:///a'],
    ];
    for (const [a, b] of different) assert.notEqual(uriKey(a), uriKey(b));
    assert.equal(uriKey('file:///a%'), 'file:///a%', 'broken encoding is taken as it is');
  });

  it('are below a folder or not', () => {
    assert.equal(pathBelow('file:///a', 'file:///a/b/c'), 'b/c');
    assert.equal(pathBelow('file://', 'file:///c'), 'c');
    for (const outside of ['file:///a', 'file:///ab/c', 'file:///a/../b', 'other:///a/b', 'file:///a/b/../../../etc/passwd']) {
      assert.equal(pathBelow('file:///a', outside), undefined, outside);
    }
  });

  it('of files are encoded as VS Code does', () => {
    assert.equal(childUri('file:///a/', "x y/(1)/ü'!*#.yml"), 'file:///a/x%20y/%281%29/%C3%BC%27%21%2A%23.yml');
  });

  it('of files outside all folders lead to the folder to look from', () => {
    assert.equal(looseFolderOf('file:///a/b/Dockerfile'), 'file:///a/b');
    assert.equal(looseFolderOf('file:///a/.github/workflows/ci.yml'), 'file:///a');
    assert.equal(looseFolderOf('file:///a/.github/dependabot.yml'), 'file:///a');
    assert.equal(looseFolderOf('untitled:Untitled-1'), undefined);
    assert.equal(looseFolderOf('vscode-vfs://github/o/r/Dockerfile'), undefined);
  });

  it('have names', () => {
    assert.equal(nameOf('file:///a/b%20c/'), 'b c');
    assert.equal(nameOf('untitled:Untitled-1'), 'Untitled-1');
    assert.equal(nameOf('git:/a/Dockerfile?ref'), 'Dockerfile');
  });
});
