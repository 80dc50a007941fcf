import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { api, closeEditors, eventually, extensionId, open } from './editor.ts';

describe('activation', () => {
  afterEach(closeEditors);

  it('leaves the extension alone without a file of its languages', () => {
    assert.equal(vscode.extensions.getExtension(extensionId)?.isActive, false);
  });

  it('takes place in a folder that is trusted, or not, as the suite says', () => {
    assert.equal(vscode.workspace.isTrusted, !process.env.SEAWORTHY_TEST_RESTRICTED);
  });

  it('does not start the server for YAML of other tools', async () => {
    await open('notes.yaml');
    await eventually('activation', () => vscode.extensions.getExtension(extensionId)?.isActive);
    assert.equal((await api()).serverState, 'off');
  });

  it('starts the server for a Dockerfile', async () => {
    await open('Dockerfile');
    await eventually('the server', async () => (await api()).serverState === 'running');
  });

  it('registers every command of the manifest', async () => {
    const manifest = vscode.extensions.getExtension(extensionId)?.packageJSON;
    const contributed: string[] = manifest.contributes.commands.map(({ command }: { command: string }) => command);
    const registered = await vscode.commands.getCommands(true);
    assert.ok(contributed.length >= 9);
    assert.deepEqual(
      contributed.filter((command) => !registered.includes(command)),
      [],
    );
  });
});
