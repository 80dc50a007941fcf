import assert from 'node:assert/strict';
import { joinPath, type Kept, normalizePath, Project } from '#core';
import { memoryFiles } from '../support/memory.ts';

describe('paths', () => {
  const CASES: readonly (readonly [string, string | undefined])[] = [
    ['a/./b/../c', 'a/c'],
    ['./x', 'x'],
    ['../x', undefined],
    ['a/../../x', undefined],
    ['/etc/passwd', undefined],
    ['C:/x', undefined],
    ['\\\\host\\share', undefined],
  ];
  for (const [path, normal] of CASES) it(`${path} → ${normal}`, () => assert.equal(normalizePath(path), normal));
  it('an absolute path does not become a relative one', () => assert.equal(joinPath('a', '/etc/passwd'), undefined));
});

describe('Project', () => {
  it('remembers what was asked for, also what is not there', () => {
    const project = new Project(memoryFiles({ 'a/.env': 'X=1' }));
    assert.equal(project.read('a/.env'), 'X=1');
    assert.equal(project.read('a/../b'), null);
    assert.deepEqual(project.list('a'), ['.env']);
    assert.deepEqual([...project.used], ['a/.env', 'b', 'a/']);
  });

  it('never asks the host for a path outside the root', () => {
    const asked: string[] = [];
    const project = new Project({ read: (path) => void asked.push(path), list: (path) => void asked.push(path) });
    project.read('../secret');
    project.list('/etc');
    assert.deepEqual(asked, []);
  });

  it('derives once for a text', () => {
    const derived = new Map();
    let text = 'one';
    let made = 0;
    const project = () => new Project({ read: () => text, list: () => null }, derived);
    const length = () =>
      project().derive('length', 'f', (read) => {
        made++;
        return read.length;
      });
    assert.equal(length(), 3);
    assert.equal(length(), 3);
    text = 'three';
    assert.equal(length(), 5);
    assert.equal(made, 2);
  });

  it('keeps what was made of several files until one of them differs', () => {
    const files: Record<string, string> = { 'a/x': '1', b: '2' };
    const kept = new WeakMap<object, Kept<string>>();
    const [key, inner] = [{}, {}];
    let made = 0;
    const joined = (project: Project) =>
      project.keep(kept, key, () => {
        made++;
        return project.keep(kept, inner, () => `${project.read('a/x')}`) + String(project.read('b')) + String(project.list('a'));
      });
    const lint = () => {
      const project = new Project(memoryFiles(files));
      return { value: joined(project), used: [...project.used].sort() };
    };
    const first = lint();
    assert.deepEqual(first, { value: '12x', used: ['a/', 'a/x', 'b'] });
    assert.deepEqual(lint(), first);
    assert.equal(made, 1);
    files['a/x'] = '7';
    assert.equal(lint().value, '72x');
    files['a/y'] = '';
    assert.equal(lint().value, '72x,y');
    delete files.b;
    assert.equal(lint().value, '7nullx,y');
    assert.equal(made, 4);
  });

  it('tells absent from unknown', () => {
    const make = (read: string) => read;
    assert.equal(new Project(memoryFiles({})).derive('x', 'f', make), null);
    assert.equal(new Project({ read: () => undefined, list: () => undefined }).derive('x', 'f', make), undefined);
  });
});
