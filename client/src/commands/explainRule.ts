import * as vscode from 'vscode';
import { DIAGNOSTIC_SOURCE, EXPLAIN_REQUEST, type ExplainResult, RULES_REQUEST, type RuleSummary } from '../../../server/src/protocol.ts';
import type { App, Command } from '../app.ts';

/** Argument: id of the rule; the user picks one without it. Returns the id of the rule that was explained. */
export const explainRule: Command = async (app, given) => {
  const rule = typeof given === 'string' ? given : await pickRule(app);
  if (!rule) return undefined;
  const result = await app.server.request<ExplainResult | null>(EXPLAIN_REQUEST, { rule });
  if (!result) throw new Error(vscode.l10n.t('there is no rule {0}', rule));
  await app.pages.show(rule, result.markdown);
  return rule;
};

/** The rules that the line of the cursor breaks come first. */
async function pickRule({ server }: App): Promise<string | undefined> {
  const here = rulesAtCursor();
  const items = server.request<RuleSummary[]>(RULES_REQUEST).then((rules) => {
    const isHere = (rule: RuleSummary) => here.has(rule.id);
    const sorted = [...rules.filter(isHere), ...rules.filter((rule) => !isHere(rule))];
    return sorted.map((rule) => ({
      label: rule.id,
      description: `${rule.severity} · ${rule.profile}${isHere(rule) ? ` · ${vscode.l10n.t('found in this line')}` : ''}`,
      detail: rule.title,
    }));
  });
  const placeHolder = vscode.l10n.t('Rule to explain');
  return (await vscode.window.showQuickPick(items, { placeHolder, matchOnDescription: true, matchOnDetail: true }))?.label;
}

function rulesAtCursor(): Set<string> {
  const editor = vscode.window.activeTextEditor;
  if (!editor) return new Set();
  const line = editor.document.lineAt(editor.selection.active.line).range;
  const here = vscode.languages.getDiagnostics(editor.document.uri).filter((diagnostic) => {
    return diagnostic.source === DIAGNOSTIC_SOURCE && diagnostic.range.intersection(line) !== undefined;
  });
  return new Set(here.map(({ code }) => String(typeof code === 'object' ? code.value : code)));
}
