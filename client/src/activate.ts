import * as vscode from 'vscode';
import type { App, Command } from './app.ts';
import { auditFile } from './commands/auditFile.ts';
import { auditWorkspace } from './commands/auditWorkspace.ts';
import { createConfiguration } from './commands/createConfiguration.ts';
import { explainRule } from './commands/explainRule.ts';
import { exportReport } from './commands/exportReport.ts';
import { fixAll } from './commands/fixAll.ts';
import { restartServer } from './commands/restartServer.ts';
import { setProfile } from './commands/setProfile.ts';
import { showOutput } from './commands/showOutput.ts';
import { createServer, type Platform, type Server, startWhenNeeded } from './server.ts';
import { createAuditReports } from './views/auditReport.ts';
import { createMarkdownPages } from './views/markdownPages.ts';
import { createStatusItem } from './views/statusItem.ts';

const commands: Record<string, Command> = {
  auditFile,
  auditWorkspace,
  createConfiguration,
  explainRule,
  exportReport,
  fixAll,
  restartServer,
  setProfile,
  showOutput,
};

/** What other extensions, and the tests, get from this one. */
export interface Api {
  readonly serverState: Server['state'];
}

let server: Server | undefined;

/** Shared by both entries. Does little: this runs for the first YAML file of every window; the server starts for the first one of ours. */
export function activateOn(platform: Platform, context: vscode.ExtensionContext): Api {
  const output = vscode.window.createOutputChannel('Seaworthy', { log: true });
  const current = createServer(platform, output);
  server = current;
  const app: App = {
    server: current,
    output,
    pages: createMarkdownPages(),
    reports: createAuditReports(current, context),
    status: createStatusItem(current),
  };
  context.subscriptions.push(output, current, app.pages, app.reports, app.status);
  for (const [name, run] of Object.entries(commands)) {
    context.subscriptions.push(vscode.commands.registerCommand(`seaworthy.${name}`, (...args) => runCommand(app, run, args)));
  }
  context.subscriptions.push(startWhenNeeded(current));
  return {
    get serverState() {
      return current.state;
    },
  };
}

export async function deactivate(): Promise<void> {
  await server?.stop();
}

async function runCommand(app: App, run: Command, args: unknown[]): Promise<unknown> {
  try {
    return await run(app, ...args);
  } catch (error) {
    if (error instanceof vscode.CancellationError) return undefined;
    const message = error instanceof Error ? error.message : String(error);
    app.output.error(message);
    // A server that cannot be started has been reported already.
    if (app.server.state !== 'failed') void vscode.window.showErrorMessage(vscode.l10n.t('Seaworthy: {0}', message));
    return undefined;
  }
}
