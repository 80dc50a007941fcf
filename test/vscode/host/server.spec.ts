import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import * as vscode from 'vscode';
import { api, closeEditors, eventually, eventuallyFindingsAt, findings, open, rangeOf, replace, ruleOf } from './editor.ts';

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

  it('is killed in the middle of typing: what was typed meanwhile is what it finds problems in', async function () {
    if (process.platform === 'win32') this.skip();
    const editor = await open('Dockerfile');
    await eventuallyFindingsAt(editor.document, ':latest');
    await replace(editor, 'node:latest', 'node:24.11.1-sli');
    for (const id of serverProcesses()) process.kill(id, 'SIGKILL');
    // The client may not know yet that nobody listens.
    await replace(editor, 'node:24.11.1-sli', 'node:24.11.1-slim');
    await replace(editor, 'node:24.11.1-slim', 'node:24.11.1-slim AS typed\nFROM node:latest');
    await eventually('a finding in the new line alone', () => {
      const found = findings(editor.document).filter((one) => ruleOf(one) === 'dockerfile/latest-base-image');
      const line = rangeOf(editor.document, 'FROM node:latest').start.line;
      return found.length > 0 && found.every(({ range }) => range.start.line === line);
    });
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
