import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ACTIONS, applied, type Client, type Diagnostic, PULL, PUSH, REAL, start, Workspace } from './client.ts';

const TEXT = 'FROM debian:13-slim\nWORKDIR /srv\nRUN X=$(ls); echo $X; \\\n    make install\nUSER 1000\n';
const MENDED = TEXT.replace('echo $X', 'echo "$X"');
const PLACE = { start: { line: 2, character: 18 }, end: { line: 2, character: 20 } };

const isOfShellcheck = ({ code }: Diagnostic): boolean => code === 'dockerfile/shellcheck';

/** Says loudly that the program is missing; in CI that is a failure. */
function needsProgram(context: Mocha.Context): void {
  if (spawnSync('shellcheck', ['--version']).status === 0) return;
  if (process.env.CI) throw new Error('the program shellcheck is not installed');
  console.warn('      SKIPPED: the program shellcheck is not installed, so nothing shows that its findings arrive');
  context.skip();
}

describe('ShellCheck in the editor', () => {
  let client: Client | undefined;
  let workspace: Workspace;

  beforeEach(() => {
    workspace = new Workspace({ '.dockerignore': '' });
    chmodSync(workspace.path, 0o755);
  });
  afterEach(async () => {
    await client?.stop();
    client = undefined;
    workspace.remove();
  });

  const settings = (shellcheck: object, trusted: boolean | undefined = true) => ({
    entry: REAL,
    folders: [workspace.path],
    capabilities: { ...PUSH, workspace: { configuration: true }, textDocument: { ...PUSH.textDocument, codeAction: ACTIONS } },
    settings: () => ({ shellcheck, trusted, profile: 'strict' }),
  });

  /** A program that notes what it is given and answers what it is told. */
  function fake(answer: string): { readonly path: string; readonly log: string } {
    const path = join(workspace.path, 'fake-shellcheck');
    const log = join(workspace.path, 'log');
    workspace.write('fake-shellcheck', `#!/bin/sh\necho "$@ in $(pwd)" >> ${log}\ncat >> ${log}\n${answer}\n`);
    chmodSync(path, 0o755);
    return { path, log };
  }

  it('tells what the program finds, in its place, with its fix, when nobody types', async function () {
    needsProgram(this);
    client = await start(settings({ enable: true, path: 'shellcheck' }));
    const uri = workspace.uriOf('Dockerfile');
    await client.open(uri, TEXT);
    const found = await client.until(() => client?.published.findLast((one) => one.uri === uri)?.diagnostics.find(isOfShellcheck));
    assert.deepEqual(found.range, PLACE);
    assert.match(found.message, /\(SC2086\)\.$/);
    const actions = await client.actions(uri, found.range);
    const action = actions.find(({ title }) => title.startsWith('Change it as ShellCheck proposes'));
    assert.ok(action);
    const { edit } = action.edit ? action : await client.request<typeof action>('codeAction/resolve', action);
    assert.equal(applied(TEXT, edit.changes[uri]), MENDED);
    // What is mended is gone, and comes back without the program being asked again.
    await client.change(uri, 2, MENDED);
    assert.deepEqual((await client.pushed(uri, 2)).diagnostics.filter(isOfShellcheck), []);
    await client.change(uri, 3, TEXT);
    assert.equal((await client.pushed(uri, 3)).diagnostics.filter(isOfShellcheck).length, 1);
  });

  it('arrives at clients that pull', async function () {
    needsProgram(this);
    client = await start({
      ...settings({ enable: true }),
      capabilities: { ...PULL, workspace: { configuration: true, diagnostics: { refreshSupport: true } } },
    });
    const uri = workspace.uriOf('Dockerfile');
    await client.open(uri, TEXT);
    assert.ok(!(await client.codes(uri)).includes('dockerfile/shellcheck'));
    await client.until(() => (client?.refreshes ?? 0) > 0);
    assert.ok((await client.codes(uri)).includes('dockerfile/shellcheck'));
  });

  for (const [what, shellcheck, trusted] of [
    ['in a workspace that is not trusted', { enable: true }, false],
    ['that is switched off', { enable: false }, true],
    ['that nobody has asked for', {}, undefined],
  ] as const) {
    it(`is not started ${what}`, async () => {
      const { path, log } = fake('echo \'{"comments":[]}\'');
      client = await start(settings({ ...shellcheck, path }, trusted));
      const uri = workspace.uriOf('Dockerfile');
      await client.open(uri, TEXT);
      await client.pushed(uri, 1);
      await new Promise((resolve) => setTimeout(resolve, 600));
      assert.ok(!existsSync(log));
    });
  }

  it('is given the script alone, outside of the workspace, and once for all keys of a burst', async () => {
    const { path, log } = fake('echo \'{"comments":[]}\'');
    client = await start(settings({ enable: true, path }));
    const uri = workspace.uriOf('Dockerfile');
    await client.open(uri, 'FROM debian:13-slim\nENV A=secret\nRUN echo a\n');
    for (let version = 2; version < 12; version++)
      await client.change(uri, version, `FROM debian:13-slim\nENV A=secret\nRUN echo a${'b'.repeat(version)}\n`);
    await client.pushed(uri, 11);
    while (!existsSync(log)) await new Promise((resolve) => setTimeout(resolve, 50));
    await new Promise((resolve) => setTimeout(resolve, 400));
    const told = readFileSync(log, 'utf8');
    assert.match(told, /--norc --format=json1 --severity=style --shell=sh - in \S+\nexport A=1\necho abbbbbbbbbbb\b/);
    assert.equal(told.split('--norc').length, 2, 'it was started once');
    assert.doesNotMatch(told, new RegExp(`in ${workspace.path}`));
    assert.doesNotMatch(told, /secret/);
  });

  for (const [what, answer] of [
    ['is missing', undefined],
    ['prints something else', 'echo hello'],
    ['fails', 'exit 3'],
    [
      'answers with other things than it should',
      'echo \'{"comments":[{"line":-4,"column":900,"endLine":7,"endColumn":1,"level":"error","code":1,"message":"x","fix":{"replacements":[{"line":99,"column":1,"endLine":0,"endColumn":0,"replacement":"y"}]}}]}\'',
    ],
  ] as const) {
    it(`is passed over where it ${what}`, async () => {
      const path = answer === undefined ? join(workspace.path, 'none') : fake(answer).path;
      client = await start(settings({ enable: true, path }));
      const uri = workspace.uriOf('Dockerfile');
      await client.open(uri, 'FROM debian:latest\nRUN echo $A\n');
      await client.pushed(uri, 1);
      await new Promise((resolve) => setTimeout(resolve, 600));
      await client.change(uri, 2, 'FROM debian:latest\nRUN echo $B\n');
      const { diagnostics } = await client.pushed(uri, 2);
      assert.ok(diagnostics.some(({ code }) => code === 'dockerfile/latest-base-image'));
      assert.deepEqual(client.logs, []);
    });
  }
});
