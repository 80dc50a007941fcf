import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import {
  FS_FIND_FILES_REQUEST,
  FS_READ_DIRECTORY_REQUEST,
  FS_READ_FILE_REQUEST,
  type FsEntryType,
  type FsFindFilesParams,
  type FsFindFilesResult,
  type FsReadDirectoryParams,
  type FsReadDirectoryResult,
  type FsReadFileParams,
  type FsReadFileResult,
} from '../../server/src/protocol.ts';

const maximumFileSize = 1024 * 1024;
const maximumFiles = 10_000;

/**
 * Answers the server's questions about files it cannot read itself: all of them in a browser, those of virtual workspaces on the desktop.
 * Nothing outside the workspace folders is read, whatever the server asks for.
 */
export function registerFileRequests(client: BaseLanguageClient): void {
  client.onRequest(FS_READ_FILE_REQUEST, async ({ uri }: FsReadFileParams): Promise<FsReadFileResult> => {
    const file = insideWorkspace(uri);
    return { text: file ? await readText(file) : null };
  });
  client.onRequest(FS_READ_DIRECTORY_REQUEST, async ({ uri }: FsReadDirectoryParams): Promise<FsReadDirectoryResult> => {
    const directory = insideWorkspace(uri);
    return directory ? readDirectory(directory) : [];
  });
  client.onRequest(
    FS_FIND_FILES_REQUEST,
    async ({ folder, pattern }: FsFindFilesParams, token: vscode.CancellationToken): Promise<FsFindFilesResult> => {
      const base = insideWorkspace(folder);
      if (!base) return [];
      const files = await vscode.workspace.findFiles(
        new vscode.RelativePattern(base, pattern),
        '**/{node_modules,.git}/**',
        maximumFiles,
        token,
      );
      return files.map((file) => file.toString()).sort();
    },
  );
}

/** `undefined` when the URI is neither a workspace folder nor inside one. */
function insideWorkspace(text: string): vscode.Uri | undefined {
  const uri = vscode.Uri.parse(text);
  // Uri.parse has decoded the path and leaves dot segments in it.
  if (uri.path.split('/').includes('..')) return undefined;
  const isInside = (vscode.workspace.workspaceFolders ?? []).some(({ uri: folder }) => {
    const prefix = folder.path.endsWith('/') ? folder.path : `${folder.path}/`;
    const sameRoot = uri.scheme === folder.scheme && uri.authority === folder.authority;
    return sameRoot && (uri.path === folder.path || uri.path.startsWith(prefix));
  });
  return isInside ? uri : undefined;
}

async function readText(file: vscode.Uri): Promise<string | null> {
  try {
    const { size, type } = await vscode.workspace.fs.stat(file);
    if (size > maximumFileSize || !(type & vscode.FileType.File)) return null;
    const bytes = await vscode.workspace.fs.readFile(file);
    if (bytes.length > maximumFileSize || bytes.includes(0)) return null;
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // It is absent, may not be read, or is not UTF-8.
    return null;
  }
}

async function readDirectory(directory: vscode.Uri): Promise<FsReadDirectoryResult> {
  try {
    const entries = await vscode.workspace.fs.readDirectory(directory);
    return entries.map(([name, type]): [string, FsEntryType] => [name, entryType(type)]).sort(([a], [b]) => (a < b ? -1 : 1));
  } catch {
    return [];
  }
}

/** A link to a directory is `other`, so that nobody walks in circles. */
function entryType(type: vscode.FileType): FsEntryType {
  if (type & vscode.FileType.File) return 'file';
  return type === vscode.FileType.Directory ? 'directory' : 'other';
}
