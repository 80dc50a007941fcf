import { CST, Lexer, Parser } from 'yaml';
import type { Source } from '../source.ts';
import type { Span } from '../text/span.ts';
import { Composer } from './composer.ts';
import type { YamlComment, YamlDocument, YamlFile, YamlProblem } from './nodes.ts';
import { Problems } from './problems.ts';

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
  const comments: YamlComment[] = [];
  const tokens = readTokens(source, comments, problems);
  const composer = new Composer(file, problems, new Set(options.customTags));
  file.documents = composer.documents(tokens);
  file.comments = comments;
  file.problems = problems.sorted();
  return file;
}

/** Tokens of the file's top level, as far as the text could be read. Comments are collected on the way. */
function readTokens(source: Source, comments: YamlComment[], problems: Problems): CST.Token[] {
  const tokens: CST.Token[] = [];
  const parser = new Parser();
  let offset = 0;
  let scalarFollows = false;
  try {
    for (const lexeme of new Lexer().lex(source.text)) {
      if (!scalarFollows && lexeme.charCodeAt(0) === HASH) comments.push(commentAt(source, offset, lexeme));
      const marker = !scalarFollows && isMarker(lexeme);
      scalarFollows = !scalarFollows && lexeme === CST.SCALAR;
      if (!marker) offset += lexeme.length;
      for (const token of parser.next(lexeme)) tokens.push(token);
    }
    for (const token of parser.end()) tokens.push(token);
  } catch {
    // The parser is recursive where blocks end: some thousand levels exhaust the stack.
    problems.add('too-deep', { start: 0, end: Math.min(1, source.text.length) }, 'This file is nested too deeply to be read.');
  }
  return tokens;
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
