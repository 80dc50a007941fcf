import { explainRule } from '#core';
import { configFor } from '../configEdit.ts';
import type { ServerContext } from '../context.ts';
import {
  EXPLAIN_REQUEST,
  type ExplainResult,
  FILE_INFO_CHANGED_NOTIFICATION,
  FILE_INFO_REQUEST,
  type FileInfo,
  type FileInfoChangedParams,
  RULES_REQUEST,
  type RuleSummary,
  type SeverityCounts,
} from '../protocol.ts';

/** Answers what the client asks for its own views: rules, their pages, and what is known of a file. */
export function registerInformation({ connection, session }: ServerContext): void {
  connection.onRequest(RULES_REQUEST, (): RuleSummary[] =>
    [...session.registry]
      .map(([id, { title, severity, category, profile, language }]) => ({ id, title, severity, category, profile, kind: language }))
      .sort((a, b) => (a.id < b.id ? -1 : 1)),
  );
  connection.onRequest(EXPLAIN_REQUEST, (params: unknown): ExplainResult | null => {
    const id = textOf(params, 'rule');
    const rule = id === undefined ? undefined : session.registry.get(id);
    return rule && id !== undefined ? { markdown: explainRule(rule, id) } : null;
  });
  connection.onRequest(FILE_INFO_REQUEST, async (params: unknown): Promise<FileInfo | null> => {
    const uri = textOf(params, 'uri');
    const document = uri === undefined ? undefined : session.documents.get(uri);
    if (!document) return null;
    const { result, place } = await session.lint(document);
    if (!result) return null;
    const counts: SeverityCounts = { critical: 0, high: 0, medium: 0, low: 0, info: 0 };
    for (const { severity } of result.findings) counts[severity]++;
    const config = configFor(place.folder.files, place.path);
    const configuration = config === undefined ? {} : { configuration: session.folders.uriOf(place.folder, config) };
    return { kind: result.source.kind, role: result.source.role, profile: result.settings.profile, counts, ...configuration };
  });
}

/** Tells our own client that answers to `seaworthy/fileInfo` may differ now; without a URI, for all documents. */
export function tellInfoChanged({ connection, client }: ServerContext, uri?: string): void {
  const params: FileInfoChangedParams = uri === undefined ? {} : { uri };
  if (client.own) connection.sendNotification(FILE_INFO_CHANGED_NOTIFICATION, params).catch(() => {});
}

/** A text member of parameters, which may be anything. */
export function textOf(params: unknown, name: string): string | undefined {
  if (typeof params !== 'object' || params === null) return undefined;
  const value: unknown = Reflect.get(params, name);
  return typeof value === 'string' ? value : undefined;
}
