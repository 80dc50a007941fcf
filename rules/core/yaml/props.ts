import type { CST } from 'yaml';
import type { Problems } from './problems.ts';

/** What stands between two nodes: an indicator (`-`, `:`, `?`, `---`), an anchor, a tag, a comma, blanks and comments. */
export interface Props {
  readonly found: CST.SourceToken | undefined;
  readonly anchor: CST.SourceToken | undefined;
  readonly tag: CST.SourceToken | undefined;
  readonly comma: CST.SourceToken | undefined;
  readonly newline: boolean;
  /** A line break stands between an anchor or tag and its node. */
  readonly newlineAfterMark: boolean;
  /** Offset of the anchor or tag, else `end`. */
  readonly start: number;
  /** Offset behind the last token. */
  readonly end: number;
  /** Offset behind the indicator, else `end` of what came before. */
  readonly indicatorEnd: number;
}

export interface PropsContext {
  readonly indicator: 'seq-item-ind' | 'explicit-key-ind' | 'map-value-ind' | 'doc-start';
  /** The node that follows. */
  readonly next: CST.Token | null | undefined;
  /** Where the stretch begins when it has no token. */
  readonly offset: number;
  readonly parentIndent: number;
  /** The stretch begins at the start of a line. */
  readonly newLine: boolean;
  readonly flow: boolean;
}

const NAMES: Readonly<Record<PropsContext['indicator'], string>> = {
  'seq-item-ind': '-',
  'explicit-key-ind': '?',
  'map-value-ind': ':',
  'doc-start': '---',
};

export function tokenEnd(token: { readonly offset: number; readonly source: string }): number {
  return token.offset + token.source.length;
}

function report(problems: Problems, token: CST.SourceToken, message: string): void {
  problems.add('syntax', { start: token.offset, end: tokenEnd(token) }, message);
}

function reportTab(problems: Problems, token: CST.SourceToken): void {
  const start = token.offset + token.source.indexOf('\t');
  problems.add('tab', { start, end: start + 1 }, 'A tab indents this line; YAML accepts only spaces.');
}

/** Reads the tokens before a node and reports what YAML does not allow among them. */
export function readProps(tokens: readonly CST.SourceToken[], context: PropsContext, problems: Problems): Props {
  if (tokens.length === 0) {
    const { offset } = context;
    return {
      found: undefined,
      anchor: undefined,
      tag: undefined,
      comma: undefined,
      newline: false,
      newlineAfterMark: false,
      start: offset,
      end: offset,
      indicatorEnd: offset,
    };
  }
  let found: CST.SourceToken | undefined;
  let anchor: CST.SourceToken | undefined;
  let tag: CST.SourceToken | undefined;
  let comma: CST.SourceToken | undefined;
  let tab: CST.SourceToken | undefined;
  let newline = false;
  let newlineAfterMark = false;
  let atLineStart = context.newLine;
  let blank = context.newLine;
  let markEnd = -1;
  for (const token of tokens) {
    if (token.offset === markEnd && token.type !== 'space' && token.type !== 'newline' && token.type !== 'comma') {
      report(problems, token, 'A blank is missing before this.');
    }
    if (tab) {
      if (atLineStart && token.type !== 'comment' && token.type !== 'newline') reportTab(problems, tab);
      tab = undefined;
    }
    switch (token.type) {
      case 'space':
        // Tabs may separate tokens, and stand between brackets; only as indentation of a block are they wrong.
        if (!context.flow && (context.indicator !== 'doc-start' || context.next?.type !== 'flow-collection') && token.source.includes('\t'))
          tab = token;
        blank = true;
        continue;
      case 'comment':
        if (!blank) report(problems, token, 'A comment needs a blank before its `#`.');
        atLineStart = false;
        continue;
      case 'newline':
        atLineStart = true;
        newline = true;
        blank = true;
        if (anchor ?? tag) newlineAfterMark = true;
        continue;
      case 'anchor':
        if (anchor) report(problems, token, 'This value has an anchor already.');
        else if (token.source.length < 2) report(problems, token, 'An anchor needs a name.');
        anchor = token;
        markEnd = tokenEnd(token);
        break;
      case 'tag':
        if (tag) report(problems, token, 'This value has a tag already.');
        tag = token;
        markEnd = tokenEnd(token);
        break;
      case 'comma':
        if (!context.flow) report(problems, token, 'A comma separates values only between brackets.');
        else if (comma) report(problems, token, 'Nothing stands before this comma.');
        comma = token;
        break;
      case context.indicator:
        if (anchor ?? tag) report(problems, token, `Anchors and tags have to stand behind \`${token.source}\`.`);
        if (found) report(problems, token, `A second \`${token.source}\` cannot stand here.`);
        found = token;
        atLineStart = context.indicator === 'seq-item-ind' || context.indicator === 'explicit-key-ind';
        blank = false;
        continue;
      default:
        report(problems, token, `\`${token.source.trim() || NAMES[context.indicator]}\` cannot stand here.`);
        break;
    }
    atLineStart = false;
    blank = false;
  }
  const last = tokens[tokens.length - 1];
  const end = last ? tokenEnd(last) : context.offset;
  const next = context.next;
  if (
    markEnd === end &&
    next &&
    'source' in next &&
    next.type !== 'space' &&
    next.type !== 'newline' &&
    next.type !== 'comma' &&
    next.source !== ''
  ) {
    problems.add('syntax', { start: next.offset, end: next.offset + 1 }, 'A blank is missing before this.');
  }
  if (tab && ((atLineStart && tab.indent <= context.parentIndent) || next?.type === 'block-map' || next?.type === 'block-seq'))
    reportTab(problems, tab);
  const firstMark = Math.min(anchor?.offset ?? end, tag?.offset ?? end);
  return {
    found,
    anchor,
    tag,
    comma,
    newline,
    newlineAfterMark,
    start: firstMark,
    end,
    indicatorEnd: found ? tokenEnd(found) : context.offset,
  };
}
