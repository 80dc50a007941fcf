import type { CST } from 'yaml';
import type { Span } from '../text/span.ts';
import type { Problems } from './problems.ts';
import { readEscape } from './scalar.ts';

export function at(token: { readonly offset: number; readonly source: string }): Span {
  return { start: token.offset, end: token.offset + token.source.length };
}

/** Short enough for a message, and on one line. */
export function shown(text: string): string {
  const line = text.split(/\r?\n/, 1)[0] ?? '';
  const short = line.length > 40 ? `${line.slice(0, 39)}…` : line;
  return short.replaceAll('`', "'");
}

export function hasNewline(token: CST.Token): boolean {
  switch (token.type) {
    case 'alias':
    case 'scalar':
    case 'single-quoted-scalar':
    case 'double-quoted-scalar':
      return token.source.includes('\n') || (token.end?.some((part) => part.type === 'newline') ?? false);
    case 'flow-collection':
      return token.items.some(
        (item) =>
          item.start.some((part) => part.type === 'newline') ||
          (item.sep?.some((part) => part.type === 'newline') ?? false) ||
          (item.key ? hasNewline(item.key) : false) ||
          (item.value ? hasNewline(item.value) : false),
      );
    default:
      return true;
  }
}

export function describeError(token: CST.ErrorToken): string {
  if (token.message.includes('block-seq-ind')) return 'A list cannot begin on the line of its key.';
  return token.source.trim() === '' ? 'This cannot stand here.' : `\`${shown(token.source)}\` cannot stand here.`;
}

/** What may follow a node on its line: blanks and a comment. */
export function checkEnd(tokens: readonly CST.SourceToken[] | undefined, problems: Problems): void {
  let blank = false;
  for (const token of tokens ?? []) {
    if (token.type === 'space' || token.type === 'newline') blank = true;
    else if (token.type === 'comment') {
      if (!blank) problems.add('syntax', at(token), 'A comment needs a blank before its `#`.');
    } else {
      problems.add('syntax', at(token), `\`${shown(token.source)}\` cannot follow here.`);
      return;
    }
  }
}

/** Characters with which an unquoted value cannot begin. */
export function checkPlain(token: CST.FlowScalar, problems: Problems): void {
  const first = token.source[0];
  if (first === undefined || !'\t,%|>@`'.includes(first)) return;
  const span = { start: token.offset, end: token.offset + 1 };
  const name = first === '\t' ? 'a tab' : first === '`' ? 'a backquote' : `\`${first}\``;
  problems.add(first === '\t' ? 'tab' : 'syntax', span, `An unquoted value cannot begin with ${name}.`);
}

/** Quotes that are not closed, and escapes that are none. */
export function checkQuoted(token: CST.FlowScalar, style: 'single' | 'double', text: string, problems: Problems): void {
  const quote = style === 'single' ? "'" : '"';
  if (token.source.length < 2 || !token.source.endsWith(quote)) {
    problems.add('unclosed', { start: token.offset, end: token.offset + 1 }, 'This quote is never closed.');
    return;
  }
  if (style === 'single' || !token.source.includes('\\')) return;
  const end = token.offset + token.source.length - 1;
  for (let i = text.indexOf('\\', token.offset); i >= 0 && i < end; i = text.indexOf('\\', i)) {
    const next = text[i + 1];
    if (next === '\n' || next === '\r') {
      i += 2;
      continue;
    }
    const sequence = readEscape(text, i, end);
    const written = text.slice(i, i + 2);
    if (sequence.value === undefined) {
      problems.add(
        'escape',
        { start: i, end: i + 2 },
        `\`${written}\` is not an escape sequence; write \`\\${written}\` or use single quotes.`,
      );
    }
    i += sequence.length;
  }
}
