import * as vscode from 'vscode';

const scheme = 'seaworthy';

/** Read-only Markdown documents, shown in the editor's own preview. */
export interface MarkdownPages extends vscode.Disposable {
  /** Shows a page. A page of the same name that is open already takes the new text. */
  show(name: string, markdown: string): Promise<vscode.Uri>;
}

export function createMarkdownPages(): MarkdownPages {
  const texts = new Map<string, string>();
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const registration = vscode.Disposable.from(
    changed,
    vscode.workspace.registerTextDocumentContentProvider(scheme, {
      onDidChange: changed.event,
      provideTextDocumentContent: (uri) => texts.get(uri.path) ?? '',
    }),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => {
      if (uri.scheme === scheme) texts.delete(uri.path);
    }),
  );
  return {
    show: async (name, markdown) => {
      const uri = vscode.Uri.from({ scheme, path: `/${name.replaceAll('/', '∕')}.md` });
      texts.set(uri.path, markdown);
      changed.fire(uri);
      await openPreview(uri);
      return uri;
    },
    dispose: () => registration.dispose(),
  };
}

async function openPreview(uri: vscode.Uri): Promise<void> {
  try {
    await vscode.commands.executeCommand('markdown.showPreview', uri);
  } catch {
    // The built-in Markdown extension is switched off: the text itself is readable, too.
    await vscode.window.showTextDocument(uri, { preview: true });
  }
}
