import type { Span } from '../text/span.ts';
import type { BinaryOperator } from './ast.ts';

export type ExpressionErrorCode =
  | 'empty'
  | 'unclosed-expression'
  | 'double-quotes'
  | 'unclosed-string'
  | 'bad-number'
  | 'bad-operator'
  | 'bad-character'
  | 'missing-operand'
  | 'missing-name'
  | 'unclosed-bracket'
  | 'unexpected'
  | 'too-deep'
  | 'too-long';

export interface ExpressionError extends Span {
  readonly code: ExpressionErrorCode;
  /** One sentence with a full stop. */
  readonly message: string;
  /** Text that certainly was meant for the span. */
  readonly replacement?: string;
}

export type Token = Span &
  (
    | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
    | { readonly kind: 'name'; readonly text: string }
    | { readonly kind: 'operator'; readonly operator: BinaryOperator }
    | { readonly kind: '.' | '*' | '[' | ']' | '(' | ')' | ',' | '!' | 'end' }
    /** Something unreadable for which an error was recorded. */
    | { readonly kind: 'bad'; readonly infix: boolean }
  );

const NUMBER = /^[+-]?(?:0x[0-9a-fA-F]+|0o[0-7]+|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?|Infinity)$/;
const NAME_START = /[A-Za-z_]/;
const NAME_PART = /[A-Za-z0-9_-]/;
const WORDS = new Map<string, boolean | number | null>([
  ['true', true],
  ['false', false],
  ['null', null],
  ['NaN', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
]);

/**
 * Splits the text between `${{` and `}}` into tokens; the last one is `end`. Never stops early: what cannot be read becomes a
 * `bad` token or the token that was meant, and an error. All offsets have `base` added.
 */
export function lexExpression(text: string, base: number): { tokens: Token[]; errors: ExpressionError[] } {
  const tokens: Token[] = [];
  const errors: ExpressionError[] = [];
  let at = 0;

  const fail = (code: ExpressionErrorCode, from: number, to: number, message: string, replacement?: string): void => {
    errors.push({ code, start: base + from, end: base + to, message, ...(replacement === undefined ? {} : { replacement }) });
  };
  const operator = (value: BinaryOperator, from: number): void => {
    tokens.push({ kind: 'operator', operator: value, start: base + from, end: base + at });
  };

  while (at < text.length) {
    const start = at;
    const c = text.charAt(at++);
    const next = text.charAt(at);
    switch (c) {
      case ' ':
      case '\t':
      case '\r':
      case '\n':
        break;
      case '(':
      case ')':
      case '[':
      case ']':
      case ',':
      case '*':
        tokens.push({ kind: c, start: base + start, end: base + at });
        break;
      case '.':
        if (endsOperand(tokens.at(-1))) tokens.push({ kind: '.', start: base + start, end: base + at });
        else readNumber(start);
        break;
      case '!':
        if (next === '=') {
          at += text.charAt(at + 1) === '=' ? 2 : 1;
          if (at - start === 3) fail('bad-operator', start, at, '`!==` is not an operator in expressions; use `!=`.', '!=');
          operator('!=', start);
        } else tokens.push({ kind: '!', start: base + start, end: base + at });
        break;
      case '=':
        if (next === '=') {
          at += text.charAt(at + 1) === '=' ? 2 : 1;
          if (at - start === 3) fail('bad-operator', start, at, '`===` is not an operator in expressions; use `==`.', '==');
        } else fail('bad-operator', start, at, 'A single `=` is not an operator here; `==` compares.', '==');
        operator('==', start);
        break;
      case '<':
      case '>':
        if (next === '=') at++;
        operator(next === '=' ? `${c}=` : c, start);
        break;
      case '&':
        if (next === '&') at++;
        else fail('bad-operator', start, at, 'A single `&` is not an operator in expressions; use `&&`.', '&&');
        operator('&&', start);
        break;
      case '|':
        if (next === '|') at++;
        else fail('bad-operator', start, at, 'A single `|` is not an operator in expressions; use `||`.', '||');
        operator('||', start);
        break;
      case "'":
        readString(start);
        break;
      case '"':
        readDoubleQuoted(start);
        break;
      case '+':
      case '-':
        if (/[\d.]/.test(next) || text.startsWith('Infinity', at)) readNumber(start);
        else badOperator(start, c);
        break;
      case '/':
      case '%':
      case '^':
      case '?':
        badOperator(start, c);
        break;
      default:
        if (c >= '0' && c <= '9') readNumber(start);
        else if (NAME_START.test(c)) readName(start);
        else if (/\s/.test(c)) break;
        else {
          while (at < text.length && !/[\s()[\],.!<>=&|'"*]/.test(text.charAt(at))) at++;
          fail('bad-character', start, at, `\`${shorten(text.slice(start, at))}\` means nothing in an expression.`);
          tokens.push({ kind: 'bad', infix: false, start: base + start, end: base + at });
        }
    }
  }
  tokens.push({ kind: 'end', start: base + text.length, end: base + text.length });
  return { tokens, errors };

  function readString(start: number): void {
    for (;;) {
      const quote = text.indexOf("'", at);
      if (quote < 0) {
        at = text.length;
        fail('unclosed-string', start, at, "The string has no closing `'`.");
        break;
      }
      at = quote + 1;
      if (text.charAt(at) !== "'") break;
      at++;
    }
    const closed = errors.at(-1)?.code !== 'unclosed-string';
    const value = text.slice(start + 1, closed ? at - 1 : at).replaceAll("''", "'");
    tokens.push({ kind: 'literal', value, start: base + start, end: base + at });
  }

  function readDoubleQuoted(start: number): void {
    const quote = text.indexOf('"', at);
    const value = text.slice(at, quote < 0 ? text.length : quote);
    at = quote < 0 ? text.length : quote + 1;
    const replacement = quote < 0 || value.includes('\\') ? undefined : `'${value.replaceAll("'", "''")}'`;
    fail('double-quotes', start, at, "Strings in expressions go in single quotes: `'…'`.", replacement);
    tokens.push({ kind: 'literal', value, start: base + start, end: base + at });
  }

  function readNumber(start: number): void {
    while (at < text.length && !/[\s()[\],!<>=&|'"*]/.test(text.charAt(at))) at++;
    const word = text.slice(start, at);
    if (!NUMBER.test(word)) {
      fail('bad-number', start, at, `\`${shorten(word)}\` is not a number.`);
      tokens.push({ kind: 'bad', infix: false, start: base + start, end: base + at });
      return;
    }
    const value = word.startsWith('-') ? -Number(word.slice(1)) : Number(word.replace(/^\+/, ''));
    tokens.push({ kind: 'literal', value, start: base + start, end: base + at });
  }

  function readName(start: number): void {
    while (at < text.length && NAME_PART.test(text.charAt(at))) at++;
    const word = text.slice(start, at);
    const value = tokens.at(-1)?.kind === '.' ? undefined : WORDS.get(word);
    if (value === undefined) tokens.push({ kind: 'name', text: word, start: base + start, end: base + at });
    else tokens.push({ kind: 'literal', value, start: base + start, end: base + at });
  }

  function badOperator(start: number, c: string): void {
    const hint = c === '+' ? '; `format()` joins text.' : c === '?' ? '; `case(test, a, b)` chooses between values.' : '.';
    fail('bad-operator', start, at, `\`${c}\` is not an operator in expressions${hint}`);
    tokens.push({ kind: 'bad', infix: true, start: base + start, end: base + at });
  }
}

function endsOperand(token: Token | undefined): boolean {
  return token?.kind === 'name' || token?.kind === ']' || token?.kind === ')' || token?.kind === '*';
}

function shorten(text: string): string {
  return text.length > 30 ? `${text.slice(0, 30)}…` : text;
}
