import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Client, type Position, REAL, start, Workspace } from '../server/client.ts';
import { applyChange, changes, type FuzzKind, PATHS, texts } from './texts.ts';

const LANGUAGES: Partial<Record<FuzzKind, string>> = {
  dockerfile: 'dockerfile',
  compose: 'dockercompose',
  workflow: 'github-actions-workflow',
};

/** Line and column as the protocol counts them: lines end at LF, CR LF or CR. */
function positionAt(text: string, offset: number): Position {
  const before = text.slice(0, offset).split(/\r\n|\r|\n/);
  // Between CR and LF the line has not ended for the protocol: the place is that of the CR.
  if (text[offset - 1] === '\r' && text[offset] === '\n') return positionAt(text, offset - 1);
  return { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
}

/** The change from one text to another as an editor sends it: the stretch that differs. */
function changeBetween(before: string, after: string) {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  let end = 0;
  while (end < before.length - start && end < after.length - start && before[before.length - 1 - end] === after[after.length - 1 - end])
    end++;
  // Half of a pair, or of a line break, is no place that an editor would name.
  const splits = (text: string, at: number) => /[\ud800-\udbff]/.test(text[at - 1] ?? '') || (text[at - 1] === '\r' && text[at] === '\n');
  while (start > 0 && (splits(before, start) || splits(after, start))) start--;
  while (end > 0 && (splits(before, before.length - end) || splits(after, after.length - end))) end--;
  return {
    range: { start: positionAt(before, start), end: positionAt(before, before.length - end) },
    text: after.slice(start, after.length - end),
  };
}

describe('while somebody types', () => {
  let client: Client;
  let typed: Workspace;
  let fresh: Workspace;

  before(async () => {
    const files = { '.dockerignore': 'dist\n', 'package.json': '{}\n', '.env': 'A=1\n' };
    typed = new Workspace(files);
    fresh = new Workspace(files);
    client = await start({ folders: [typed.path, fresh.path], entry: REAL, settings: () => ({ profile: 'all' }) });
  });
  after(async () => {
    await client.stop();
    typed.remove();
    fresh.remove();
  });

  const said = async (uri: string) =>
    (await client.pull(uri)).items.map(({ code, severity, range, message }) => `${code} ${severity} ${JSON.stringify(range)} ${message}`);

  for (const kind of ['dockerfile', 'compose', 'workflow'] as const) {
    it(`the server says of a ${kind} after each change, and after taking all back, what it says of the text as a whole`, async function () {
      this.timeout(120_000);
      let checked = 0;
      await fc.assert(
        fc.asyncProperty(texts(kind), changes, async (text, all) => {
          const versions = [text];
          for (const one of all) versions.push(applyChange(versions.at(-1) ?? '', one));
          versions.push(...versions.slice(0, -1).reverse());
          const uri = typed.uriOf(PATHS[kind]);
          const other = fresh.uriOf(PATHS[kind]);
          await client.open(uri, text, LANGUAGES[kind]);
          let now = text;
          for (const [index, version] of versions.slice(1).entries()) {
            const { range, text: put } = changeBetween(now, version);
            await client.change(uri, index + 2, put, range);
            now = version;
            await client.open(other, version, LANGUAGES[kind]);
            assert.deepEqual(await said(uri), await said(other));
            await client.notify('textDocument/didClose', { textDocument: { uri: other } });
            checked++;
          }
          await client.notify('textDocument/didClose', { textDocument: { uri } });
        }),
        { numRuns: 40 },
      );
      assert.ok(checked > 40);
    });
  }

  it('follows the files that a document depends on', async () => {
    const uri = typed.uriOf('Dockerfile');
    await client.open(uri, 'FROM node:24\nCOPY dist /app\nCMD ["npm", "start"]\n');
    assert.ok((await client.codes(uri)).includes('dockerfile/ignored-copy-source'));
    typed.write('.dockerignore', 'node_modules\n');
    await client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: typed.uriOf('.dockerignore'), type: 2 }] });
    assert.ok(!(await client.codes(uri)).includes('dockerfile/ignored-copy-source'));
  });
});
