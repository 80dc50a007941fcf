import * as vscode from 'vscode';

const scheme = 'seaworthy';

/** Read-only Markdown documents, shown in the editor's own preview. */
export interface MarkdownPages extends vscode.Disposable {
  /** Shows a page. A page of the same name that is open already takes the new text. */
  show(name: string, markdown: string): Promise<vscode.Uri>;
}

const keptPages = 20;

export function createMarkdownPages(): MarkdownPages {
  const texts = new Map<string, string>();
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const provider: vscode.TextDocumentContentProvider = {
    onDidChange: changed.event,
    // A preview outlives its page when the window is reloaded.
    provideTextDocumentContent: ({ path }) =>
      texts.get(path) ?? vscode.l10n.t('This page is not kept any more. Run the Seaworthy command again to see it.'),
  };
  const registration = vscode.Disposable.from(changed, vscode.workspace.registerTextDocumentContentProvider(scheme, provider));
  return {
    show: async (name, markdown) => {
      // A preview is named after the last part of the path, so that the slash of a rule's id must not be one.
      const uri = vscode.Uri.from({ scheme, path: `/${name.replaceAll('/', '∕')}.md` });
      texts.delete(uri.path);
      texts.set(uri.path, markdown);
      // Not given up when their documents are closed: a preview asks for its text anew whenever it is drawn.
      for (const oldest of [...texts.keys()].slice(0, -keptPages)) texts.delete(oldest);
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
