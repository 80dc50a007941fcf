import type { ServerContext } from '../context.ts';
import { toHover } from '../convert.ts';
import { headLine } from '../headLine.ts';
import { findingsIn } from '../quickFixes.ts';

export function registerHover({ connection, session, client }: ServerContext): void {
  connection.onHover(async ({ textDocument, position }, token) => {
    const document = session.documents.get(textDocument.uri);
    if (!document) return null;
    const { result } = await session.lint(document);
    if (!result || token.isCancellationRequested) return null;
    return toHover(findingsIn(result, position, position), headLine(result, position), session, client) ?? null;
  });
}
