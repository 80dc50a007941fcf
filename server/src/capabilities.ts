import type { InitializeParams } from 'vscode-languageserver';

/** What a client can do, as far as it makes a difference here. */
export interface ClientFeatures {
  readonly pull: boolean;
  readonly refresh: boolean;
  readonly relatedInformation: boolean;
  readonly codeDescription: boolean;
  readonly diagnosticData: boolean;
  readonly tags: boolean;
  readonly codeActionLiterals: boolean;
  readonly preferred: boolean;
  /** Edits of code actions may be asked for later. */
  readonly resolveEdit: boolean;
  readonly documentChanges: boolean;
  readonly createFile: boolean;
  readonly annotations: boolean;
  readonly snippetEdits: boolean;
  readonly markdownHover: boolean;
  readonly configuration: boolean;
  readonly dynamicConfiguration: boolean;
  readonly dynamicWatchers: boolean;
  readonly relativePatterns: boolean;
  readonly workspaceFolders: boolean;
  readonly showDocument: boolean;
  /** Our own client: it answers `seaworthy/fs/*`, has the command `seaworthy.explainRule` and wants to hear of file information. */
  readonly own: boolean;
  /** The server must not read files itself. */
  readonly clientFiles: boolean;
}

/** Reads the parameters of `initialize`; whatever is missing or malformed counts as not there. */
export function clientFeatures(params: InitializeParams): ClientFeatures {
  const { textDocument, workspace, window } = params.capabilities ?? {};
  // What applies to both ways of getting diagnostics is announced once more for the pulled ones since 3.18.
  const diagnostics = { ...textDocument?.publishDiagnostics, ...textDocument?.diagnostic };
  const edit = workspace?.workspaceEdit;
  const literals = textDocument?.codeAction?.codeActionLiteralSupport !== undefined;
  const options: Record<string, unknown> = isRecord(params.initializationOptions) ? params.initializationOptions : {};
  return {
    pull: textDocument?.diagnostic !== undefined,
    refresh: workspace?.diagnostics?.refreshSupport === true,
    relatedInformation: diagnostics.relatedInformation === true,
    codeDescription: diagnostics.codeDescriptionSupport === true,
    diagnosticData: diagnostics.dataSupport === true,
    tags: diagnostics.tagSupport !== undefined,
    codeActionLiterals: literals,
    preferred: textDocument?.codeAction?.isPreferredSupport === true,
    resolveEdit:
      literals && includes(textDocument?.codeAction?.resolveSupport?.properties, 'edit') && textDocument?.codeAction?.dataSupport === true,
    documentChanges: edit?.documentChanges === true,
    createFile: edit?.documentChanges === true && includes(edit.resourceOperations, 'create'),
    annotations: edit?.documentChanges === true && edit.changeAnnotationSupport !== undefined,
    snippetEdits: edit?.documentChanges === true && edit.snippetEditSupport === true,
    markdownHover: includes(textDocument?.hover?.contentFormat, 'markdown'),
    configuration: workspace?.configuration === true,
    dynamicConfiguration: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    dynamicWatchers: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    relativePatterns: workspace?.didChangeWatchedFiles?.relativePatternSupport === true,
    workspaceFolders: workspace?.workspaceFolders === true,
    showDocument: window?.showDocument?.support === true,
    own: options.fileRequests === true,
    clientFiles: options.fileAccess === 'client',
  };
}

function includes(list: unknown, value: string): boolean {
  return Array.isArray(list) && list.includes(value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** URIs of the folders that are open when the client starts. */
export function initialFolders(params: InitializeParams): string[] {
  if (Array.isArray(params.workspaceFolders))
    return params.workspaceFolders.flatMap((folder) => (typeof folder?.uri === 'string' ? [folder.uri] : []));
  return typeof params.rootUri === 'string' ? [params.rootUri] : [];
}
