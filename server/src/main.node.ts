import { fileURLToPath } from 'node:url';
import { createConnection, IPCMessageReader, IPCMessageWriter, StreamMessageReader } from 'vscode-languageserver/node';
import type { Registry } from '#core';
import { describeFailure } from './failure.ts';
import { nodeHost } from './host.node.ts';
import { startServer } from './server.ts';
import type { Platform } from './session.ts';
import { Shellcheck } from './shellcheck.node.ts';
import { WholeMessageWriter } from './writer.node.ts';

const platform: Omit<Platform, 'rules'> = {
  today: () => new Date().toISOString().slice(0, 10),
  openRoot(uri) {
    const path = pathOf(uri);
    return path === undefined ? undefined : nodeHost.openRoot(path);
  },
  pause: () => new Promise((resolve) => setImmediate(resolve)),
  scriptChecker: (program) => new Shellcheck(program),
};

function pathOf(uri: string): string | undefined {
  if (!/^file:/i.test(uri)) return undefined;
  try {
    return fileURLToPath(uri);
  } catch {
    return undefined;
  }
}

/** The product's own rules. Loading them takes as long as everything else until the answer to `initialize`, which does not need them. */
function productRules(): Registry {
  return (require('../../rules/registry.ts') as typeof import('../../rules/registry.ts')).registry;
}

/** Runs the language server until its client goes away: over the parent's channel with `--node-ipc`, else over stdin and stdout. */
export function runServer(rules: () => Registry = productRules): void {
  const isIpc = process.argv.includes('--node-ipc') && process.send !== undefined;
  const connection = isIpc
    ? createConnection(new IPCMessageReader(process), new IPCMessageWriter(process))
    : createConnection(new StreamMessageReader(process.stdin), new WholeMessageWriter(process.stdout));
  // What is written to stdout would end up between the messages.
  console.log = console.info = console.debug = console.error;
  // Without a client there is nothing left to do.
  const end = () => process.exit(0);
  process.on('disconnect', end);
  process.stdin.on('end', end);
  process.stdin.on('close', end);
  process.stdout.on('error', end);
  const survive = (error: unknown) => connection.console.error(`Unexpected error: ${describeFailure(error)}`);
  process.on('uncaughtException', survive);
  process.on('unhandledRejection', survive);
  startServer(connection, { ...platform, rules });
}

// The command line's bundle holds this module too, and starts the server only when it is asked to.
if (/(?:^|[\\/])(?:main\.node\.ts|server\.js)$/.test(process.argv[1] ?? '')) runServer();
