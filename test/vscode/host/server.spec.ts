import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import * as vscode from 'vscode';
import { api, closeEditors, eventually, eventuallyFindingsAt, open } from './editor.ts';

describe('server', () => {
  afterEach(closeEditors);

  it('is restarted by the command, and lints again', async () => {
    const { document } = await open('Dockerfile');
    await eventuallyFindingsAt(document, ':latest');
    await vscode.commands.executeCommand('seaworthy.restartServer');
    assert.equal((await api()).serverState, 'running');
    await eventuallyFindingsAt(document, ':latest');
  });

  it('is started again after a crash', async function () {
    if (process.platform === 'win32') this.skip();
    const { document } = await open('Dockerfile');
    await eventuallyFindingsAt(document, ':latest');
    const before = serverProcesses();
    assert.equal(before.length, 1);
    process.kill(before[0]!, 'SIGKILL');
    const after = await eventually('another process', () => {
      const now = serverProcesses();
      return now.length === 1 && now[0] !== before[0] && now;
    });
    await eventuallyFindingsAt(document, ':latest');
    assert.deepEqual(serverProcesses(), after);
  });

  it('stays down when it keeps crashing, until the user restarts it', async function () {
    if (process.platform === 'win32') this.skip();
    const { document } = await open('Dockerfile');
    await eventually('the last crash', async () => {
      for (const id of serverProcesses()) process.kill(id, 'SIGKILL');
      if ((await api()).serverState !== 'failed') return false;
      // A server that is killed while it starts has failed, too, for the moment before the next attempt.
      await new Promise((resolve) => setTimeout(resolve, 500));
      return (await api()).serverState === 'failed' && serverProcesses().length === 0;
    });
    await vscode.commands.executeCommand('seaworthy.restartServer');
    await eventuallyFindingsAt(document, ':latest');
  });
});

/** Process ids of the language servers this extension host has started. */
function serverProcesses(): number[] {
  const rows = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' }).split('\n');
  return rows
    .map((row) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(row))
    .filter((match) => match?.[2] === String(process.pid) && match[3]?.includes('server.js'))
    .map((match) => Number(match?.[1]));
}
