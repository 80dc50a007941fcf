import { ErrorCodes, type ExecuteCommandParams, ResponseError } from 'vscode-languageserver';
import { explainRule, rulePage } from '#core';
import type { ServerContext } from '../context.ts';
import { fixEdit } from './codeActions.ts';

/** Ids have a prefix of their own: they must be unique among all servers of an editor. */
export const COMMANDS = { fixAll: 'seaworthy.server.fixAll', explain: 'seaworthy.server.explain' } as const;

export function registerCommands(context: ServerContext): void {
  context.connection.onExecuteCommand(async ({ command, arguments: args }: ExecuteCommandParams) => {
    const argument: unknown = Array.isArray(args) ? args[0] : undefined;
    if (command === COMMANDS.fixAll) return applyAllFixes(argument, context);
    if (command === COMMANDS.explain) return showExplanation(argument, context);
    throw new ResponseError(ErrorCodes.InvalidParams, 'There is no such command.');
  });
}

/** Argument: URI of an open document. @returns whether the client applied anything */
async function applyAllFixes(uri: unknown, context: ServerContext): Promise<boolean> {
  const document = typeof uri === 'string' ? context.session.documents.get(uri) : undefined;
  const edit = document && (await fixEdit(document, context, { safeties: ['safe'] }));
  if (!edit) return false;
  const { applied } = await context.connection.workspace.applyEdit({ label: 'Fix all safe Seaworthy problems', edit });
  return applied;
}

/** Argument: id of a rule. @returns its page as Markdown, null when there is no such rule; shows it if the client has a way to */
async function showExplanation(id: unknown, { connection, session, client }: ServerContext): Promise<string | null> {
  const rule = typeof id === 'string' ? session.registry.get(id) : undefined;
  if (!rule || typeof id !== 'string') return null;
  if (client.showDocument) await connection.window.showDocument({ uri: rulePage(id), external: true });
  else connection.window.showInformationMessage(`${rule.title}. ${rule.why}`);
  return explainRule(rule, id);
}
