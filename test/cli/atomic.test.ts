import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeFilesAtomically } from '../../server/src/cli/atomic.ts';
import { put, temporaryFolder } from './support/cli.ts';

describe('writeFilesAtomically', () => {
  it('takes everything back when the last file cannot be put in place', () => {
    const folder = temporaryFolder();
    put(folder, { a: 'old' });
    const fresh = join(folder, 'new');
    const writes = [
      { path: join(folder, 'a'), text: 'changed', before: 'old' },
      { path: fresh, text: '1', before: null },
      { path: fresh, text: '2', before: null },
    ];
    assert.throws(() => writeFilesAtomically(writes), /new: was not written, for it exists already/);
    assert.deepEqual(readdirSync(folder), ['a']);
    assert.equal(readFileSync(join(folder, 'a'), 'utf8'), 'old');
  });

  it('stops when a file changed since it was read', () => {
    const folder = temporaryFolder();
    put(folder, { a: 'newer' });
    assert.throws(
      () => writeFilesAtomically([{ path: join(folder, 'a'), text: 'x', before: 'old' }]),
      /changed while Seaworthy was at work/,
    );
    assert.equal(readFileSync(join(folder, 'a'), 'utf8'), 'newer');
  });

  it('never replaces a file that is meant to be new', () => {
    const folder = temporaryFolder();
    put(folder, { a: 'there' });
    assert.throws(() => writeFilesAtomically([{ path: join(folder, 'a'), text: 'x', before: null }]), /exists already/);
    assert.equal(readFileSync(join(folder, 'a'), 'utf8'), 'there');
  });
});
