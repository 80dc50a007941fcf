import * as vscode from 'vscode';

interface LanguageFilter {
  readonly language: string;
  readonly pattern?: string;
}

/**
 * The documents the server is told about; it looks at path and content again and decides. YAML is taken by file name, because most YAML
 * is not ours; the other languages belong to files of our kinds. GitHub's extension gives workflows a language of its own.
 */
const filters: readonly LanguageFilter[] = [
  { language: 'dockerfile' },
  { language: 'dockercompose' },
  { language: 'github-actions-workflow' },
  { language: 'yaml', pattern: '**/*compose*.{yml,yaml}' },
  { language: 'yaml', pattern: '**/.{github,gitea,forgejo}/workflows/*.{yml,yaml}' },
  { language: 'yaml', pattern: '**/action.{yml,yaml}' },
  { language: 'yaml', pattern: '**/.github/dependabot.{yml,yaml}' },
  { language: 'yaml', pattern: '**/.seaworthy.{yml,yaml}' },
];

const editableSchemes = ['file', 'untitled', 'vscode-vfs', 'vscode-remote'];

/**
 * The filters for the schemes in which people edit, and for those of the open folders. Without a scheme they would also take in the old
 * versions that a diff shows (`git:` and the like), and every finding would be in Problems twice.
 */
export function documentSelector(): (LanguageFilter & { readonly scheme: string })[] {
  const folderSchemes = (vscode.workspace.workspaceFolders ?? []).map((folder) => folder.uri.scheme);
  const schemes = [...new Set([...editableSchemes, ...folderSchemes])];
  return schemes.flatMap((scheme) => filters.map((filter) => ({ ...filter, scheme })));
}

export function isSupported(document: vscode.TextDocument): boolean {
  return vscode.languages.match(documentSelector(), document) > 0;
}
