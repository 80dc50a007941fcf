import {
  type AnnotatedTextEdit,
  type CreateFile,
  type Diagnostic,
  DiagnosticSeverity,
  DiagnosticTag,
  type Hover,
  MarkupKind,
  type SnippetTextEdit,
  type TextDocumentEdit,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import {
  applyEdits,
  diffTexts,
  type FileEdit,
  type Finding,
  isCreate,
  LineIndex,
  plainText,
  type RegisteredRule,
  type Replacement,
  rulePage,
  type Severity,
  type TextEdit as SpanEdit,
  snippetText,
} from '#core';
import type { ClientFeatures } from './capabilities.ts';
import type { Folder } from './folders.ts';
import { DIAGNOSTIC_SOURCE } from './protocol.ts';
import type { Lint, Session } from './session.ts';

/** What diagnostics carry in `data`: enough to find the finding again. */
export interface DiagnosticData {
  readonly rule: string;
  /** Title of the first fix. */
  readonly fix?: string;
}

const SEVERITY: Readonly<Record<Severity, DiagnosticSeverity>> = {
  critical: DiagnosticSeverity.Error,
  high: DiagnosticSeverity.Warning,
  medium: DiagnosticSeverity.Information,
  low: DiagnosticSeverity.Hint,
  info: DiagnosticSeverity.Hint,
};

/** What the tool that reads the file rejects is an error, although others may be worse. */
function severityOf({ severity, category }: Finding): DiagnosticSeverity {
  return category === 'correctness' && severity === 'high' ? DiagnosticSeverity.Error : SEVERITY[severity];
}

const TAGS = { unnecessary: DiagnosticTag.Unnecessary, deprecated: DiagnosticTag.Deprecated } as const;

export function toDiagnostic(finding: Finding, lint: Pick<Lint, 'place'>, session: Session, client: ClientFeatures): Diagnostic {
  const [fix] = finding.fixes;
  const data: DiagnosticData = { rule: finding.rule, ...(fix ? { fix: fix.title } : {}) };
  return {
    range: finding.range,
    severity: severityOf(finding),
    code: finding.rule,
    ...(client.codeDescription ? { codeDescription: { href: rulePage(finding.rule) } } : {}),
    source: DIAGNOSTIC_SOURCE,
    message: finding.message,
    ...(client.tags && finding.tags.length ? { tags: finding.tags.map((tag) => TAGS[tag]) } : {}),
    ...(client.relatedInformation && finding.related.length ? { relatedInformation: related(finding, lint, session) } : {}),
    ...(client.diagnosticData ? { data } : {}),
  };
}

function related(finding: Finding, { place: { folder } }: Pick<Lint, 'place'>, session: Session) {
  return finding.related.flatMap(({ file, span, message }) => {
    const text = folder.files.read(file);
    if (typeof text !== 'string') return [];
    return [{ location: { uri: session.folders.uriOf(folder, file), range: new LineIndex(text).rangeOf(span) }, message }];
  });
}

/** Whom an edit is for, and what it is computed from. */
export interface EditSource {
  readonly session: Session;
  readonly client: ClientFeatures;
  readonly folder: Folder;
  /** The linted version of an open document that the edit starts from; `uri` as the client writes it. */
  readonly own?: { readonly uri: string; readonly path: string; readonly version: number; readonly text: string | undefined };
}

export function editSource({ session, client }: Pick<EditSource, 'session' | 'client'>, lint: Lint, uri: string): EditSource {
  const { folder, path } = lint.place;
  return { session, client, folder, own: { uri, path, version: lint.version, text: lint.result?.source.text } };
}

const OTHER_FILES = 'seaworthy-other-files';

/**
 * The edits of a fix as the client understands them. Undefined when it cannot: the edits contradict each other or the text they are
 * for, they need more than the client can do, or a file that is to be created may exist.
 * @param label shown in the preview of changes to other files
 */
export function toWorkspaceEdit(edits: readonly FileEdit[], label: string, context: EditSource): WorkspaceEdit | undefined {
  const { client, session, folder, own } = context;
  const annotationId = client.annotations ? { annotationId: OTHER_FILES } : {};
  const creates: (CreateFile | TextDocumentEdit)[] = [];
  const texts = new Map<string, SpanEdit[]>();
  for (const edit of edits) {
    if (!isCreate(edit)) {
      texts.set(edit.file, [...(texts.get(edit.file) ?? []), edit]);
      continue;
    }
    if (!client.createFile || folder.files.read(edit.create) !== null) return undefined;
    const created = session.folders.uriOf(folder, edit.create);
    const start = { line: 0, character: 0 };
    creates.push({ kind: 'create', uri: created, options: { overwrite: false, ignoreIfExists: true }, ...annotationId });
    const contents: TextEdit | AnnotatedTextEdit = { range: { start, end: start }, newText: plainText(edit.contents), ...annotationId };
    creates.push({ textDocument: { uri: created, version: null }, edits: [contents] });
  }
  const changes: TextDocumentEdit[] = [];
  for (const [file, ofFile] of texts) {
    const isOwn = file === own?.path;
    const text = isOwn ? own.text : folder.files.read(file);
    if (typeof text !== 'string' || !fits(text, ofFile)) return undefined;
    const textDocument = isOwn
      ? { uri: own.uri, version: own.version }
      : { uri: session.folders.uriOf(folder, file), version: session.folders.openAt(folder, file)?.version ?? null };
    const lines = new LineIndex(text);
    const converted = ofFile.map((edit) => (isOwn ? ownEdit(edit, lines, client) : { ...plainEdit(edit, lines), ...annotationId }));
    changes.push({ textDocument, edits: converted });
  }
  const touchesOthers = creates.length > 0 || changes.some(({ textDocument }) => textDocument.uri !== own?.uri);
  if (!client.documentChanges) {
    if (creates.length > 0 || (own && touchesOthers)) return undefined;
    return { changes: Object.fromEntries(changes.map(({ textDocument, edits }) => [textDocument.uri, edits.filter(isPlain)])) };
  }
  const annotations = {
    changeAnnotations: { [OTHER_FILES]: { label: 'Changes to other files', description: label, needsConfirmation: true } },
  };
  return { documentChanges: [...creates, ...changes], ...(touchesOthers && client.annotations ? annotations : {}) };
}

function isPlain(edit: TextEdit | AnnotatedTextEdit | SnippetTextEdit): edit is TextEdit {
  return 'newText' in edit;
}

function fits(text: string, edits: readonly Replacement[]): boolean {
  return edits.every(({ start, end }) => 0 <= start && start <= end && end <= text.length) && applyEdits(text, edits) !== undefined;
}

function plainEdit(edit: Replacement, lines: LineIndex): TextEdit {
  return { range: lines.rangeOf(edit), newText: plainText(edit.newText) };
}

function ownEdit(edit: Replacement, lines: LineIndex, client: ClientFeatures): TextEdit | SnippetTextEdit {
  const plain = plainEdit(edit, lines);
  const hasField = plain.newText !== edit.newText;
  if (!hasField || !client.snippetEdits || isReindented(plain, lines)) return plain;
  return { range: plain.range, snippet: { kind: 'snippet', value: snippetText(edit.newText) } };
}

/** Editors indent the further lines of a snippet like the line it is put into; the text has its indentation already. */
function isReindented({ range, newText }: TextEdit, lines: LineIndex): boolean {
  if (!/[\r\n]/.test(newText)) return false;
  return /^[ \t]/.test(lines.textOf(range.start.line).slice(0, range.start.character));
}

/** The smallest edits that turn a document's text into another one. */
export function toMinimalEdits(before: string, after: string): TextEdit[] {
  const lines = new LineIndex(before);
  return diffTexts(before, after).map((edit) => ({ range: lines.rangeOf(edit), newText: edit.newText }));
}

/** What the hover says about one finding. */
export function toHover(
  findings: readonly Finding[],
  head: string | undefined,
  session: Session,
  client: ClientFeatures,
): Hover | undefined {
  const parts = findings.flatMap((finding) => {
    const rule = session.registry.get(finding.rule);
    return rule ? [describe(finding, rule, client)] : [];
  });
  if (head) parts.push(client.markdownHover ? head : head.replaceAll('`', ''));
  if (parts.length === 0) return undefined;
  const value = parts.join(client.markdownHover ? '\n\n---\n\n' : '\n\n');
  const [first] = findings;
  const contents = { kind: client.markdownHover ? MarkupKind.Markdown : MarkupKind.PlainText, value };
  return first ? { contents, range: first.range } : { contents };
}

function describe(finding: Finding, rule: RegisteredRule, client: ClientFeatures): string {
  const peers = (rule.equivalents ?? []).filter((name) => !name.startsWith('review:'));
  const [fix] = finding.fixes;
  const fixLine =
    fix && `Fix: ${fix.title}${fix.safety === 'safe' ? ' (safe)' : ` (${fix.safety}${rule.fixSafety ? `: ${rule.fixSafety}` : ''})`}`;
  if (!client.markdownHover) {
    return [
      `${rule.title} (${finding.rule}, ${finding.severity})`,
      rule.why,
      fixLine,
      peers.length ? `Elsewhere: ${peers.join(', ')}` : undefined,
    ]
      .filter(Boolean)
      .join('\n');
  }
  const explain = `command:seaworthy.explainRule?${encodeURIComponent(JSON.stringify([finding.rule]))}`;
  const link = client.own ? `[Explain](${explain})` : `[Explain](${rulePage(finding.rule)})`;
  const details = [`\`${finding.rule}\``, finding.severity, finding.category, link].join(' · ');
  const elsewhere = peers.length ? `Elsewhere: ${peers.map((name) => `\`${name}\``).join(', ')}` : undefined;
  return [`**${rule.title}**`, rule.why, fixLine, elsewhere, details].filter(Boolean).join('\n\n');
}
