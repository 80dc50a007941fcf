import { CST, Lexer, Parser } from 'yaml';
import type { Source } from '../source.ts';
import type { Span } from '../text/span.ts';
import { Composer } from './composer.ts';
import type { YamlComment, YamlDocument, YamlFile, YamlProblem } from './nodes.ts';
import { Problems } from './problems.ts';
import { type CommentToken, type Reading, type ReadTokens, readAgain } from './splice.ts';

export interface YamlOptions {
  /** Tags that the format knows besides YAML's own, for example `!reset`. */
  readonly customTags?: readonly string[];
}

class File implements YamlFile {
  readonly source: Source;
  documents: readonly YamlDocument[] = [];
  problems: readonly YamlProblem[] = [];
  comments: readonly YamlComment[] = [];

  constructor(source: Source) {
    this.source = source;
  }
}

/**
 * Parses a YAML file of one or more documents. Total: never throws, whatever the text; what cannot be understood
 * becomes a problem, and the tree holds what could.
 */
export function parseYaml(source: Source, options: YamlOptions = {}): YamlFile {
  const file = new File(source);
  const problems = new Problems(source);
  const { tokens, comments } = readSource(source, problems);
  const composer = new Composer(file, problems, new Set(options.customTags));
  file.documents = composer.documents(tokens);
  file.comments = comments;
  file.problems = problems.sorted();
  return file;
}

/** What was read last of a path: the next version is mostly the same text but for a few letters. */
const lately = new Map<string, Reading>();
const KEPT = 4;

function readSource(source: Source, problems: Problems): Omit<Reading, 'text'> {
  const { path, text } = source;
  const makeComment = ([offset, comment]: CommentToken) => commentAt(source, offset, comment);
  const before = lately.get(path);
  lately.delete(path);
  const again = before && readAgain(before, text, readTokens, makeComment);
  const { tokens, comments, isWhole } = again ? { ...again, isWhole: true } : whole(readTokens(text), makeComment);
  if (isWhole) {
    for (const oldest of lately.keys()) if (lately.size >= KEPT) lately.delete(oldest);
    lately.set(path, { text, tokens, comments });
  } else problems.add('too-deep', { start: 0, end: Math.min(1, text.length) }, 'This file is nested too deeply to be read.');
  return { tokens, comments };
}

function whole({ comments, ...read }: ReadTokens, makeComment: (comment: CommentToken) => YamlComment) {
  return { ...read, comments: comments.map(makeComment) };
}

/** Tokens of a text's top level, as far as it could be read, and its comments. */
function readTokens(text: string): ReadTokens {
  const tokens: CST.Token[] = [];
  const comments: CommentToken[] = [];
  const parser = new Parser();
  let offset = 0;
  let scalarFollows = false;
  try {
    for (const lexeme of new Lexer().lex(text)) {
      if (!scalarFollows && lexeme.charCodeAt(0) === HASH) comments.push([offset, lexeme]);
      const marker = !scalarFollows && isMarker(lexeme);
      scalarFollows = !scalarFollows && lexeme === CST.SCALAR;
      if (!marker) offset += lexeme.length;
      for (const token of parser.next(lexeme)) tokens.push(token);
    }
    for (const token of parser.end()) tokens.push(token);
    return { tokens, comments, isWhole: true };
  } catch {
    // The parser is recursive where blocks end: some thousand levels exhaust the stack.
    return { tokens, comments, isWhole: false };
  }
}

const HASH = 35;

/** Lexemes that say what follows and are not in the text. */
function isMarker(lexeme: string): boolean {
  return lexeme === CST.SCALAR || lexeme === CST.DOCUMENT || lexeme === CST.FLOW_END;
}

function commentAt(source: Source, start: number, text: string): YamlComment {
  const line = source.lines.lineAt(start);
  const before = source.text.slice(source.lines.startOf(line), start);
  const end = start + text.length - (text.endsWith('\r') ? 1 : 0);
  const span: Span = { start, end };
  return { span, line, text: text.slice(1).trim(), ownLine: /^[\uFEFF \t]*$/.test(before) };
}
