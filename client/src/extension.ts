import { join } from 'node:path';
import type { ExtensionContext } from 'vscode';
import { type Api, activateOn } from './activate.ts';

export { deactivate } from './activate.ts';

/** Nearly all that a key makes is garbage at the next one: a small place for it takes 20 to 40 MB less, at the same speed (docs/performance.md). */
const LESS_MEMORY = ['--max-semi-space-size=4'];

/** Entry on the desktop and on remote machines: the server is a process of its own. */
export function activate(context: ExtensionContext): Api {
  return activateOn(
    {
      fileAccess: 'server',
      createClient: async (options) => {
        const { LanguageClient, TransportKind } = await import('vscode-languageclient/node');
        const server = {
          module: context.asAbsolutePath('dist/server.js'),
          transport: TransportKind.ipc,
          // Not the workspace folder, which is the default: Windows cannot rename or delete a folder that a process runs in.
          options: {
            cwd: context.extensionPath,
            // Newer versions of Node.js keep there what they compiled, and start in two thirds of the time.
            env: { NODE_COMPILE_CACHE: join(context.globalStorageUri.fsPath, 'compiled') },
            execArgv: LESS_MEMORY,
          },
        };
        const debug = { ...server, options: { ...server.options, execArgv: [...LESS_MEMORY, '--nolazy', '--inspect=6019'] } };
        return new LanguageClient('seaworthy', 'Seaworthy', { run: server, debug }, options);
      },
    },
    context,
  );
}
