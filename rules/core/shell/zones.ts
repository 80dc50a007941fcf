import type {
  Assignment,
  CommandExpansionPart,
  HereDoc,
  ParameterExpansionPart,
  ParsedScript,
  ProcessSubstitutionPart,
  SyntaxNode,
  TestExpression,
  Word,
  WordPart,
} from 'unbash';
import { forEachChild } from 'unbash';
import type { Span } from '../text/span.ts';
import { codeIn } from './internal.ts';
import { type Layer, layerOfSubstitution, rawIn, spanIn } from './layer.ts';

/**
 * How the shell treats the text at a place.
 * - `unquoted`: part of a word, split and globbed once expanded
 * - `assignment`: unquoted, but neither split nor globbed
 * - `test`, `pattern`: unquoted inside `[[ ]]` and in patterns, where quotes would change what is matched
 * - `list`: a whole item of `for x in …`, which is split on purpose
 * - `double`, `heredoc`: expanded, not split
 * - `single`, `ansi-c`, `quoted-heredoc`, `comment`: not expanded
 * - `arithmetic`: evaluated; an array subscript in the value would run commands
 * - `name`: where only a name or a literal can stand: `${HERE}`, `f()`, the end word of a here-document, `{1..3}`
 * - `code`: read as a program by this or another interpreter: `eval`, `sh -c "…"`, `python -c`, a whole command
 * - `syntax`: between words
 * - `unknown`: outside the script, or not to be told for sure
 */
export type Quoting =
  | 'unquoted'
  | 'assignment'
  | 'test'
  | 'pattern'
  | 'list'
  | 'double'
  | 'heredoc'
  | 'single'
  | 'ansi-c'
  | 'quoted-heredoc'
  | 'comment'
  | 'arithmetic'
  | 'name'
  | 'code'
  | 'syntax'
  | 'unknown';

export interface Zone extends Span {
  readonly quoting: Quoting;
}

interface Offsets {
  readonly pos: number;
  readonly end: number;
}

interface Scope {
  readonly layer: Layer;
  /** Inside backquotes inside double quotes, where POSIX leaves a further `"` undefined. */
  readonly isInQuotedBackquotes: boolean;
  /** Words, here-documents and the like of this level; what lies between them is syntax or comment. */
  readonly leaves: Offsets[];
}

const masked = /^_+$/;
const arithmeticTests: ReadonlySet<string> = new Set(['-eq', '-ne', '-lt', '-le', '-gt', '-ge', '-v', '-R']);

/** The zones of a script, outer ones before those inside them. */
export function zonesOf(layer: Layer, tree: ParsedScript): readonly Zone[] {
  const painter = new ZonePainter();
  painter.script(layer, tree, { pos: 0, end: layer.text.length }, false);
  return painter.zones;
}

class ZonePainter {
  readonly zones: Zone[] = [];

  script(layer: Layer, tree: ParsedScript, range: Offsets, isInQuotedBackquotes: boolean): void {
    const scope: Scope = { layer, isInQuotedBackquotes, leaves: [] };
    this.#paint(scope, range, 'syntax');
    for (const statement of tree.commands) this.#node(scope, statement);
    this.#comments(scope, range);
  }

  #paint({ layer }: Pick<Scope, 'layer'>, { pos, end }: Offsets, quoting: Quoting): void {
    if (end > pos) this.zones.push({ ...spanIn(layer, pos, end), quoting });
  }

  #leaf(scope: Scope, node: Offsets, quoting: Quoting): void {
    scope.leaves.push({ pos: node.pos, end: node.end });
    this.#paint(scope, node, quoting);
  }

  #node(scope: Scope, node: SyntaxNode): void {
    switch (node.type) {
      case 'Word':
        this.#word(scope, node, 'unquoted');
        break;
      case 'Assignment':
        this.#assignment(scope, node);
        break;
      case 'HereDoc':
        this.#hereDocument(scope, node);
        break;
      case 'ArithmeticCommand':
        this.#leaf(scope, node, 'arithmetic');
        break;
      case 'ArithmeticFor':
        this.#leaf(scope, { pos: node.pos, end: node.body.pos }, 'arithmetic');
        this.#node(scope, node.body);
        break;
      case 'TestCommand':
        this.#test(scope, node.expression);
        break;
      case 'For':
      case 'Select':
        this.#word(scope, node.name, 'name');
        for (const word of node.wordlist ?? []) this.#word(scope, word, masked.test(word.text) ? 'list' : 'unquoted');
        this.#node(scope, node.body);
        break;
      case 'Function':
        this.#word(scope, node.name, 'name');
        this.#node(scope, node.body);
        break;
      case 'CaseItem':
        for (const pattern of node.pattern) this.#word(scope, pattern, 'pattern');
        this.#node(scope, node.body);
        break;
      default:
        forEachChild(node, (child) => this.#node(scope, child));
    }
  }

  #test(scope: Scope, root: TestExpression): void {
    const stack: TestExpression[] = [root];
    for (let node = stack.pop(); node; node = stack.pop()) {
      switch (node.type) {
        case 'TestUnary':
          this.#word(scope, node.operand, arithmeticTests.has(node.operator) ? 'arithmetic' : 'test');
          break;
        case 'TestBinary': {
          const quoting = arithmeticTests.has(node.operator) ? 'arithmetic' : 'test';
          this.#word(scope, node.left, quoting);
          this.#word(scope, node.right, quoting);
          break;
        }
        case 'TestLogical':
          stack.push(...node.operands);
          break;
        case 'TestNot':
          stack.push(node.operand);
          break;
        case 'TestGroup':
          stack.push(node.expression);
          break;
      }
    }
  }

  #assignment(scope: Scope, node: Assignment): void {
    this.#leaf(scope, node, 'name');
    if (node.index) this.#paint(scope, node.index, 'arithmetic');
    const inner: Scope = { ...scope, leaves: [] };
    if (node.value.type === 'Word') this.#word(inner, node.value, 'assignment');
    else for (const element of node.value.elements) this.#word(inner, element, 'unquoted');
  }

  #hereDocument(scope: Scope, { body, closing, delimiter }: HereDoc): void {
    if (delimiter) this.#leaf(scope, delimiter, 'name');
    scope.leaves.push({ pos: body.pos, end: closing?.end ?? body.end });
    const code = codeIn(body);
    const isQuoted = delimiter?.quoted ?? false;
    if (code) {
      this.#paint(scope, body, 'code');
      if (isQuoted && code.nested) this.#nested(code.nested);
      return;
    }
    this.#paint(scope, body, isQuoted ? 'quoted-heredoc' : 'heredoc');
    if (!isQuoted) this.#parts(scope, body.parts ?? [], 'heredoc');
  }

  #word(scope: Scope, word: Word, base: Quoting): void {
    const code = codeIn(word);
    const quoting = base === 'unquoted' && scope.isInQuotedBackquotes ? 'unknown' : base;
    this.#leaf(scope, word, code ? 'code' : quoting);
    if (!code) this.#parts(scope, word.parts ?? [], quoting);
    else if (code.nested && word.parts?.every((part) => part.type === 'SingleQuoted')) this.#nested(code.nested);
  }

  #nested({ layer, tree }: { readonly layer: Layer; readonly tree: ParsedScript }): void {
    this.script(layer, tree, { pos: 0, end: layer.text.length }, false);
  }

  #parts(scope: Scope, parts: readonly WordPart[], base: Quoting): void {
    for (const part of parts) this.#part(scope, part, base);
  }

  #part(scope: Scope, part: WordPart, base: Quoting): void {
    switch (part.type) {
      case 'Literal':
        break;
      case 'SingleQuoted':
        this.#paint(scope, part, 'single');
        break;
      case 'AnsiCQuoted':
        this.#paint(scope, part, 'ansi-c');
        break;
      case 'DoubleQuoted':
        this.#paint(scope, part, base === 'arithmetic' ? 'arithmetic' : 'double');
        this.#parts(scope, part.parts, base === 'arithmetic' ? 'arithmetic' : 'double');
        break;
      case 'LocaleString':
      case 'SimpleExpansion':
        // `$"…"` is a key of a message catalogue.
        this.#paint(scope, part, 'name');
        break;
      case 'ParameterExpansion':
        this.#parameter(scope, part, base);
        break;
      case 'CommandExpansion':
      case 'ProcessSubstitution':
        this.#substitution(scope, part, base);
        break;
      case 'ArithmeticExpansion':
        this.#paint(scope, part, 'arithmetic');
        break;
      case 'BraceExpansion':
        // `{1..$N}` is not expanded: braces come before variables.
        if (part.text.includes('..')) this.#paint(scope, part, 'name');
        else this.#parts(scope, part.parts ?? [], base);
        break;
      case 'Glob':
      case 'ExtendedGlob':
        this.#parts(scope, part.parts ?? [], base);
        break;
    }
  }

  #parameter(scope: Scope, part: ParameterExpansionPart, base: Quoting): void {
    this.#paint(scope, part, 'name');
    if (part.index) this.#paint(scope, part.index, 'arithmetic');
    const { operation } = part;
    const inner: Scope = { ...scope, leaves: [] };
    const patternBase = base === 'unquoted' || base === 'assignment' ? 'pattern' : base;
    switch (operation?.type) {
      case 'Default':
        this.#word(inner, operation.operand, base);
        break;
      case 'Remove':
        this.#word(inner, operation.operand, patternBase);
        break;
      case 'Replace':
        this.#word(inner, operation.pattern, patternBase);
        this.#word(inner, operation.replacement, patternBase);
        break;
      case 'Slice':
        this.#paint(scope, operation.offset, 'arithmetic');
        if (operation.length) this.#paint(scope, operation.length, 'arithmetic');
        break;
      default:
        break;
    }
  }

  #substitution(scope: Scope, part: CommandExpansionPart | ProcessSubstitutionPart, base: Quoting): void {
    this.#paint(scope, part, base === 'arithmetic' ? 'arithmetic' : 'syntax');
    if (!part.script || base === 'arithmetic') return;
    const isBackquoted = part.text.startsWith('`');
    const layer = layerOfSubstitution(scope.layer, part, part.script);
    const range =
      layer === scope.layer ? { pos: part.pos + (isBackquoted ? 1 : 2), end: part.end - 1 } : { pos: 0, end: layer.text.length };
    this.script(layer, part.script, range, scope.isInQuotedBackquotes || (isBackquoted && base === 'double'));
  }

  #comments(scope: Scope, range: Offsets): void {
    const leaves = scope.leaves.sort((a, b) => a.pos - b.pos);
    let from = range.pos;
    for (const leaf of [...leaves, { pos: range.end, end: range.end }]) {
      if (leaf.pos > from) this.#commentsBetween(scope, from, leaf.pos, range.pos);
      from = Math.max(from, leaf.end);
    }
  }

  #commentsBetween(scope: Scope, start: number, end: number, first: number): void {
    const gap = rawIn(scope.layer, { pos: start, end });
    for (let at = gap.indexOf('#'); at >= 0; ) {
      const before = scope.layer.text[start + at - 1] ?? '';
      if (start + at > first && !/[\s;&|()]/.test(before)) {
        at = gap.indexOf('#', at + 1);
        continue;
      }
      const lineEnd = gap.indexOf('\n', at);
      const stop = lineEnd < 0 ? gap.length : lineEnd;
      this.#paint(scope, { pos: start + at, end: start + stop }, 'comment');
      at = gap.indexOf('#', stop);
    }
  }
}
