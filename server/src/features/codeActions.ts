import {
  type CancellationToken,
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  type Command,
  type Diagnostic,
  LSPErrorCodes,
  ResponseError,
} from 'vscode-languageserver';
import type { ServerContext } from '../context.ts';
import { type EditSource, editSource, toDiagnostic, toMinimalEdits, toWorkspaceEdit } from '../convert.ts';
import type { OpenDocument } from '../documents.ts';
import { FIX_ALL_KIND } from '../protocol.ts';
import { type Choice, findingsIn, fixChoices, fixesOfRule, type RuleFixes, silencingChoices } from '../quickFixes.ts';
import type { Lint } from '../session.ts';

export const CODE_ACTION_KINDS = [CodeActionKind.QuickFix, FIX_ALL_KIND];

/** More findings than a person can choose from in a menu. */
const MAX_FINDINGS = 50;

/** What a code action carries in `data`, so that its edit can be computed when it is chosen. */
interface ActionData {
  readonly uri: string;
  readonly version: number;
  readonly rule: string;
  /** Offset of the finding; absent for all findings of the rule. */
  readonly start?: number;
  readonly message?: string;
}

export function registerCodeActions(context: ServerContext): void {
  const { connection, client, session } = context;
  connection.onCodeAction(async (params, token) => {
    const document = session.documents.get(params.textDocument.uri);
    if (!document || !client.codeActionLiterals) return [];
    return actionsFor(document, params, token, context);
  });
  if (client.resolveEdit) connection.onCodeActionResolve((action) => resolve(action, context));
}

/** Whether a kind is asked for: by itself, by a kind above it, or because nothing in particular is. */
function isWanted(only: readonly string[] | undefined, kind: string): boolean {
  return only?.some((wanted) => wanted === '' || kind === wanted || kind.startsWith(`${wanted}.`)) ?? false;
}

async function actionsFor(
  document: OpenDocument,
  params: CodeActionParams,
  token: CancellationToken,
  context: ServerContext,
): Promise<CodeAction[]> {
  const only = Array.isArray(params.context?.only) ? params.context.only : undefined;
  const actions: CodeAction[] = [];
  // Actions on the whole file are for those who ask for them: in the light bulb they would be noise.
  if (isWanted(only, FIX_ALL_KIND)) actions.push(...(await fixAllAction(document, context)));
  if (only && !isWanted(only, CodeActionKind.QuickFix)) return actions;
  const lint = await context.session.lint(document);
  if (!lint.result || token.isCancellationRequested) return actions;
  const findings = findingsIn(lint.result, params.range.start, params.range.end).slice(0, MAX_FINDINGS);
  const given = Array.isArray(params.context?.diagnostics) ? params.context.diagnostics : [];
  const source = editSource(context, lint, document.uri);
  const silencing: CodeAction[] = [];
  const seen = new Set<string>();
  for (const finding of findings) {
    const own = toDiagnostic(finding, lint, context.session, context.client);
    const diagnostic = given.find((one) => isSame(one, own)) ?? own;
    for (const choice of fixChoices(finding)) actions.push(...quickFix(choice, diagnostic, document, lint, source));
    const all = seen.has(finding.rule) ? undefined : fixesOfRule(finding, lint.result);
    if (all) actions.push(...(await allOfRule(all, diagnostic, document, lint, context)));
    for (const choice of silencingChoices(finding, lint.result, lint.place.folder.files))
      silencing.push(...quickFix(choice, diagnostic, document, lint, source));
    if (!seen.has(finding.rule)) silencing.push(explain(finding.rule, diagnostic, context));
    seen.add(finding.rule);
  }
  return [...actions, ...silencing];
}

function isSame(a: Diagnostic, b: Diagnostic): boolean {
  return a?.code === b.code && a.message === b.message && JSON.stringify(a.range) === JSON.stringify(b.range);
}

function quickFix(choice: Choice, diagnostic: Diagnostic, document: OpenDocument, lint: Lint, source: EditSource): CodeAction[] {
  const edit = toWorkspaceEdit(choice.edits, choice.title, source);
  if (!edit) return [];
  const { client } = source;
  const { rule, span, message } = choice.finding;
  const data: ActionData = { uri: document.uri, version: lint.version, rule, start: span.start, message };
  return [
    {
      title: choice.title,
      kind: CodeActionKind.QuickFix,
      diagnostics: [diagnostic],
      ...(choice.preferred && client.preferred ? { isPreferred: true } : {}),
      ...(client.resolveEdit ? { data } : { edit }),
    },
  ];
}

async function allOfRule(
  all: RuleFixes,
  diagnostic: Diagnostic,
  document: OpenDocument,
  lint: Lint,
  context: ServerContext,
): Promise<CodeAction[]> {
  const { rule, title } = all;
  const action: CodeAction = { title, kind: CodeActionKind.QuickFix, diagnostics: [diagnostic] };
  if (context.client.resolveEdit) return [{ ...action, data: { uri: document.uri, version: lint.version, rule } satisfies ActionData }];
  const edit = await fixEdit(document, context, { rule, safeties: all.safeties });
  return edit ? [{ ...action, edit }] : [];
}

async function fixAllAction(document: OpenDocument, context: ServerContext): Promise<CodeAction[]> {
  const edit = await fixEdit(document, context, { safeties: ['safe'] });
  // The edit is given at once: on saving nobody takes the time to resolve.
  return edit ? [{ title: 'Fix all safe Seaworthy problems', kind: FIX_ALL_KIND, edit }] : [];
}

/** The edit that applies fixes until none is left; undefined when nothing is to be done. */
export async function fixEdit(
  document: OpenDocument,
  context: ServerContext,
  options: { readonly rule?: string; readonly safeties: RuleFixes['safeties'] },
) {
  const { version, text } = document;
  const fixed = await context.session.fixAll(document, options);
  if (!fixed || fixed.text === text || document.version !== version) return undefined;
  const edits = toMinimalEdits(text, fixed.text);
  if (!context.client.documentChanges) return { changes: { [document.uri]: edits } };
  return { documentChanges: [{ textDocument: { uri: document.uri, version }, edits }] };
}

function explain(rule: string, diagnostic: Diagnostic, { client }: ServerContext): CodeAction {
  const title = `Explain ${rule}`;
  // Our own client shows the page itself.
  const command: Command = { title, command: client.own ? 'seaworthy.explainRule' : 'seaworthy.server.explain', arguments: [rule] };
  return { title, kind: CodeActionKind.QuickFix, diagnostics: [diagnostic], command };
}

async function resolve(action: CodeAction, context: ServerContext): Promise<CodeAction> {
  const data = readData(action.data);
  if (!data || action.edit) return action;
  const document = context.session.documents.get(data.uri);
  if (!document || document.version !== data.version) throw new ResponseError(LSPErrorCodes.ContentModified, 'The document has changed.');
  const lint = await context.session.lint(document);
  if (!lint.result) return action;
  const candidates = lint.result.findings.filter((finding) => finding.rule === data.rule);
  if (data.start === undefined) {
    const all = candidates.map((finding) => lint.result && fixesOfRule(finding, lint.result)).find((one) => one?.title === action.title);
    const edit = all && (await fixEdit(document, context, { rule: all.rule, safeties: all.safeties }));
    return edit ? { ...action, edit } : action;
  }
  const finding = candidates.find(({ span, message }) => span.start === data.start && message === data.message);
  if (!finding) return action;
  const choices = [...fixChoices(finding), ...silencingChoices(finding, lint.result, lint.place.folder.files)];
  const choice = choices.find(({ title }) => title === action.title);
  const edit = choice && toWorkspaceEdit(choice.edits, choice.title, editSource(context, lint, document.uri));
  return edit ? { ...action, edit } : action;
}

function readData(value: unknown): ActionData | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { uri, version, rule, start, message } = value as Partial<Record<keyof ActionData, unknown>>;
  if (typeof uri !== 'string' || typeof version !== 'number' || typeof rule !== 'string') return undefined;
  return { uri, version, rule, ...(typeof start === 'number' ? { start } : {}), ...(typeof message === 'string' ? { message } : {}) };
}
