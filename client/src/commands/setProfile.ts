import * as vscode from 'vscode';
import { FILE_INFO_REQUEST, type FileInfo, type Profile } from '../../../server/src/protocol.ts';
import type { Command } from '../app.ts';

/** Argument: the profile; the user picks one without it. Returns the profile that was set. */
export const setProfile: Command = async ({ server }, given) => {
  const profiles: Record<Profile, string> = {
    recommended: vscode.l10n.t('Few findings, certain and worth acting on'),
    strict: vscode.l10n.t('Production hardening as well: limits, health checks, pinning'),
    all: vscode.l10n.t('Every rule, style included'),
  };
  const document = vscode.window.activeTextEditor?.document;
  const folder = document ? vscode.workspace.getWorkspaceFolder(document.uri) : vscode.workspace.workspaceFolders?.[0];
  const settings = vscode.workspace.getConfiguration('seaworthy', folder ?? null);
  const isProfile = (value: unknown): value is Profile => typeof value === 'string' && Object.hasOwn(profiles, value);

  let profile = isProfile(given) ? given : undefined;
  if (!profile) {
    const current = settings.get<string>('profile');
    const items = Object.entries(profiles).map(([label, detail]) => ({
      label,
      detail,
      description: label === current ? vscode.l10n.t('current') : undefined,
    }));
    const picked = await vscode.window.showQuickPick(items, {
      placeHolder: vscode.l10n.t('Which rules Seaworthy checks'),
      matchOnDetail: true,
    });
    profile = isProfile(picked?.label) ? picked.label : undefined;
  }
  if (!profile) return undefined;
  await settings.update('profile', profile, target(folder));
  if (document && server.state === 'running') {
    void warnWhenOverridden(await server.request<FileInfo | null>(FILE_INFO_REQUEST, { uri: document.uri.toString() }));
  }
  return profile;
};

function target(folder: vscode.WorkspaceFolder | undefined): vscode.ConfigurationTarget {
  if (!folder) return vscode.ConfigurationTarget.Global;
  const isOnlyFolder = vscode.workspace.workspaceFolders?.length === 1;
  return isOnlyFolder ? vscode.ConfigurationTarget.Workspace : vscode.ConfigurationTarget.WorkspaceFolder;
}

/** A configuration file wins over settings, which would otherwise look like a command that does nothing. */
async function warnWhenOverridden(info: FileInfo | null): Promise<void> {
  if (!info?.configuration) return;
  const file = vscode.Uri.parse(info.configuration);
  const open = vscode.l10n.t('Open File');
  const message = vscode.l10n.t('{0} applies to this file; a profile in it wins over the setting.', vscode.workspace.asRelativePath(file));
  if ((await vscode.window.showInformationMessage(message, open)) === open) await vscode.window.showTextDocument(file);
}
