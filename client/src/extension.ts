import { join } from 'node:path';
import type { ExtensionContext } from 'vscode';
import { type Api, activateOn } from './activate.ts';

export { deactivate } from './activate.ts';

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
          // Newer versions of Node.js keep there what they compiled, and start in two thirds of the time.
          options: { cwd: context.extensionPath, env: { NODE_COMPILE_CACHE: join(context.globalStorageUri.fsPath, 'compiled') } },
        };
        const debug = { ...server, options: { ...server.options, execArgv: ['--nolazy', '--inspect=6019'] } };
        return new LanguageClient('seaworthy', 'Seaworthy', { run: server, debug }, options);
      },
    },
    context,
  );
}
