import type { Span } from '../text/span.ts';
import type { BinaryOperator, Expression } from './ast.ts';
import { type ExpressionError, lexExpression, type Token } from './lexer.ts';

export interface ParsedExpression {
  /** Always there; `missing` nodes stand where nothing could be read. */
  readonly ast: Expression;
  /** In source order. The first one is what the service would complain about. */
  readonly errors: readonly ExpressionError[];
}

const PRECEDENCE: Record<BinaryOperator, number> = { '||': 1, '&&': 2, '==': 3, '!=': 3, '<': 4, '<=': 4, '>': 4, '>=': 4 };

/** The service refuses expressions that are longer (actions/runner, ExpressionConstants.MaxLength). */
const MAX_LENGTH = 21_000;
/** The service stops at 50; ours only has to keep the call stack in bounds. */
const MAX_DEPTH = 60;
/** Longest chain of `.a.b.c` or `a || b || c`: it becomes the depth of the tree. */
const MAX_CHAIN = 2_000;

/**
 * Parses the text between `${{` and `}}`, or a bare condition. Never throws. All offsets have `base` added, so that
 * `base` = the text's place in its scalar gives offsets into the scalar.
 */
export function parseExpression(text: string, base = 0): ParsedExpression {
  const whole: Span = { start: base, end: base + text.length };
  if (text.length > MAX_LENGTH) {
    const error: ExpressionError = { ...whole, code: 'too-long', message: `The expression is longer than ${MAX_LENGTH} characters.` };
    return { ast: { type: 'missing', ...whole }, errors: [error] };
  }
  const { tokens, errors } = lexExpression(text, base);
  if (tokens.length === 1) {
    errors.push({ ...whole, code: 'empty', message: 'The expression is empty.' });
    return { ast: { type: 'missing', ...whole }, errors };
  }
  const ast = new Parser(tokens, errors).parse();
  errors.sort((a, b) => a.start - b.start);
  return { ast, errors };
}

class Parser {
  readonly #tokens: readonly Token[];
  readonly #errors: ExpressionError[];
  #at = 0;
  #depth = 0;
  /** Behind the first error of the grammar the rest of the tokens says little: one error is enough. */
  #stopped = false;

  constructor(tokens: readonly Token[], errors: ExpressionError[]) {
    this.#tokens = tokens;
    this.#errors = errors;
  }

  parse(): Expression {
    const ast = this.#expression(0);
    const token = this.#peek();
    if (token.kind !== 'end') this.#fail('unexpected', token, `${describe(token)} is not expected here.`);
    return ast;
  }

  #peek(): Token {
    const last = this.#tokens.length - 1;
    return (this.#stopped ? this.#tokens[last] : this.#tokens[this.#at]) ?? { kind: 'end', start: 0, end: 0 };
  }

  #next(): Token {
    const token = this.#peek();
    if (token.kind !== 'end') this.#at++;
    return token;
  }

  #fail(code: ExpressionError['code'], at: Span, message: string): void {
    const lexed = this.#errors.some((error) => error.start <= at.start && at.start < error.end);
    if (!this.#stopped && !lexed) this.#errors.push({ code, start: at.start, end: at.end, message });
    this.#stopped = true;
  }

  #missing(at: Span): Expression {
    return { type: 'missing', start: at.start, end: at.start };
  }

  #expression(floor: number): Expression {
    if (++this.#depth > MAX_DEPTH) this.#fail('too-deep', this.#peek(), 'The expression is nested too deeply.');
    let left = this.#operand();
    for (let links = 0; ; links++) {
      const token = this.#peek();
      if (token.kind === 'bad' && token.infix) {
        this.#next();
        const right = this.#operand();
        left = { type: 'binary', operator: '==', left, right, start: left.start, end: right.end };
        continue;
      }
      if (token.kind !== 'operator' || PRECEDENCE[token.operator] <= floor) break;
      if (links > MAX_CHAIN) {
        this.#fail('too-deep', token, 'The expression is nested too deeply.');
        break;
      }
      this.#next();
      const right = this.#expression(PRECEDENCE[token.operator]);
      left = { type: 'binary', operator: token.operator, left, right, start: left.start, end: right.end };
    }
    this.#depth--;
    return left;
  }

  #operand(): Expression {
    const bangs: Token[] = [];
    while (this.#peek().kind === '!' && bangs.length < MAX_CHAIN) bangs.push(this.#next());
    let node = this.#postfix();
    for (let bang = bangs.pop(); bang; bang = bangs.pop()) node = { type: 'not', operand: node, start: bang.start, end: node.end };
    return node;
  }

  #primary(): Expression {
    const token = this.#peek();
    switch (token.kind) {
      case 'literal':
        this.#next();
        return { type: 'literal', value: token.value, start: token.start, end: token.end };
      case 'name':
        this.#next();
        return this.#peek().kind === '('
          ? this.#call(token)
          : { type: 'context', name: token.text, nameSpan: token, start: token.start, end: token.end };
      case '(': {
        this.#next();
        const inner = this.#expression(0);
        const close = this.#close(')', token);
        return { ...inner, start: token.start, end: close };
      }
      case 'bad':
        this.#next();
        return this.#missing(token);
      default:
        this.#fail(
          'missing-operand',
          this.#visible(token),
          `A value is expected ${token.kind === 'end' ? 'at the end' : `before ${describe(token)}`}.`,
        );
        return this.#missing(token);
    }
  }

  #postfix(): Expression {
    let node = this.#primary();
    for (let links = 0; ; links++) {
      const token = this.#peek();
      if (token.kind !== '.' && token.kind !== '[') return node;
      if (links > MAX_CHAIN) this.#fail('too-deep', token, 'The expression is nested too deeply.');
      this.#next();
      node = token.kind === '.' ? this.#dereference(node, token) : this.#index(node, token);
    }
  }

  #dereference(object: Expression, dot: Token): Expression {
    const token = this.#peek();
    if (token.kind === '*') {
      this.#next();
      return { type: 'star', object, start: object.start, end: token.end };
    }
    if (token.kind === 'name') {
      this.#next();
      return { type: 'property', object, name: token.text, nameSpan: token, start: object.start, end: token.end };
    }
    this.#fail('missing-name', dot, 'A name is expected behind the `.`.');
    return { type: 'property', object, name: '', nameSpan: { start: dot.end, end: dot.end }, start: object.start, end: dot.end };
  }

  #index(object: Expression, open: Token): Expression {
    if (this.#peek().kind === '*') {
      this.#next();
      return { type: 'star', object, start: object.start, end: this.#close(']', open) };
    }
    const index = this.#expression(0);
    return { type: 'index', object, index, start: object.start, end: this.#close(']', open) };
  }

  #call(name: Token & { kind: 'name' }): Expression {
    const open = this.#next();
    const args: Expression[] = [];
    if (this.#peek().kind !== ')') {
      args.push(this.#expression(0));
      while (this.#peek().kind === ',') {
        this.#next();
        args.push(this.#expression(0));
      }
    }
    return { type: 'call', name: name.text, nameSpan: name, args, start: name.start, end: this.#close(')', open) };
  }

  /** Eats the closing bracket; the offset behind it. */
  #close(kind: ')' | ']', open: Token): number {
    const token = this.#peek();
    if (token.kind === kind) return this.#next().end;
    if (token.kind === 'end') this.#fail('unclosed-bracket', open, `The \`${open.kind}\` has no closing \`${kind}\`.`);
    else this.#fail('unexpected', token, `${describe(token)} is not expected here; \`${kind}\` is.`);
    return token.start;
  }

  /** The end of the text has no character to show: the last token stands in for it. */
  #visible(token: Token): Span {
    if (token.kind !== 'end') return token;
    return this.#tokens[this.#at - 1] ?? token;
  }
}

function describe(token: Token): string {
  switch (token.kind) {
    case 'end':
      return 'The end';
    case 'name':
      return `\`${token.text}\``;
    case 'operator':
      return `\`${token.operator}\``;
    case 'literal':
      return typeof token.value === 'string' ? 'A string' : `\`${token.value}\``;
    case 'bad':
      return 'This';
    default:
      return `\`${token.kind}\``;
  }
}
