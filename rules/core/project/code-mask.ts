import jsTokens from 'js-tokens';
import type { Span } from '../text/span.ts';
import { codeLanguageOf } from './code.ts';

/**
 * Code with blanks in the place of what is inside strings, templates, regular expressions and the text of elements; same offsets. What is
 * left in it are names, brackets and operators, so that single characters may be looked for. What a template inserts stays.
 * @param code without comments
 */
export function withoutStrings(code: string, path: string): string {
  return codeLanguageOf(path) === 'python' ? withoutPythonStrings(code) : withoutJavaScriptStrings(code, path);
}

const TEXTS: ReadonlySet<string> = new Set([
  'StringLiteral',
  'NoSubstitutionTemplate',
  'TemplateHead',
  'TemplateMiddle',
  'TemplateTail',
  'RegularExpressionLiteral',
  'JSXString',
  'JSXText',
]);

function withoutJavaScriptStrings(code: string, path: string): string {
  let masked = '';
  // In plain TypeScript `<T>(x)` is no element.
  for (const { type, value } of jsTokens(code, { jsx: !/\.[cm]?ts$/i.test(path) })) masked += TEXTS.has(type) ? blanks(value) : value;
  return masked;
}

const PYTHON_STRING = /("""|''')[\s\S]*?(?:\1|$)|"(?:[^"\\\n]|\\.)*(?:"|$|(?=\n))|'(?:[^'\\\n]|\\.)*(?:'|$|(?=\n))/g;

function withoutPythonStrings(code: string): string {
  return code.replace(PYTHON_STRING, blanks);
}

function blanks(text: string): string {
  return text.replace(/[^\r\n]/g, ' ');
}

/** 1 for what opens, -1 for what closes, 0 for everything else. */
function nesting(code: number): 1 | -1 | 0 {
  if (code === 40 || code === 91 || code === 123) return 1;
  return code === 41 || code === 93 || code === 125 ? -1 : 0;
}

const COMMA = 44;
const SEMICOLON = 59;

/** Code without strings, with its brackets in pairs. Whatever the text, all that is asked of it costs no more than what is between the brackets. */
export class MaskedCode {
  readonly code: string;
  /** Same offsets as `code`. */
  readonly text: string;
  /** Offset of an opening bracket → offset of the one that closes it. */
  readonly #pairs = new Map<number, number>();

  /** @param code without comments */
  constructor(code: string, path: string) {
    this.code = code;
    this.text = withoutStrings(code, path);
    const open: number[] = [];
    for (let at = 0; at < this.text.length; at++) {
      const step = nesting(this.text.charCodeAt(at));
      if (step === 1) open.push(at);
      const start = step === -1 ? open.pop() : undefined;
      if (start !== undefined) this.#pairs.set(start, at);
    }
  }

  /** Offset of the bracket that closes the one at `open`; undefined where none does. */
  closing(open: number): number | undefined {
    return this.#pairs.get(open);
  }

  /** The arguments of the call whose bracket opens at `open`, without blanks around them. Undefined where the call is not finished. */
  arguments(open: number): readonly Span[] | undefined {
    const close = this.closing(open);
    if (close === undefined) return undefined;
    const spans: Span[] = [];
    let start = open + 1;
    const add = (end: number) => {
      const span = trimmed(this.code, { start, end });
      if (span.end > span.start) spans.push(span);
      start = end + 1;
    };
    for (let at = open + 1; at < close; at++) {
      const c = this.text.charCodeAt(at);
      if (nesting(c) === 1) at = this.closing(at) ?? close;
      else if (c === COMMA) add(at);
    }
    add(close);
    return spans;
  }

  /** What the first function in a stretch of JavaScript does: its block, or its expression where an arrow has none. */
  functionBody(within: Span): Span | undefined {
    const first = /=>|\bfunction\b|\b[\w$]+[ \t]*(?=\([^(){}]*\)[ \t\n]*\{)/.exec(this.text.slice(within.start, within.end));
    if (!first) return undefined;
    const at = within.start + first.index;
    if (first[0] === '=>') {
      const start = at + 2 + (/^\s*/.exec(this.text.slice(at + 2, within.end))?.[0].length ?? 0);
      if (this.text[start] === '{') return this.#block(start);
      const end = this.#expressionEnd(start, within.end);
      return { start, end: start + this.text.slice(start, end).trimEnd().length };
    }
    const open = this.text.indexOf('(', at);
    return open < 0 || open >= within.end ? undefined : this.bodyBehindParameters(open);
  }

  /** The block of the function whose parameters open at `open`, its type of result passed over. */
  bodyBehindParameters(open: number): Span | undefined {
    const close = this.closing(open);
    if (close === undefined) return undefined;
    for (let at = close + 1; at < this.text.length; at++) {
      const c = this.text[at];
      if (c === ';') return undefined;
      if (c !== '{') continue;
      // A brace behind one of these belongs to a type: `: Promise<{ ok: boolean }> {`.
      if (!/[<|&,:([]\s*$/.test(this.text.slice(Math.max(close + 1, at - 40), at))) return this.#block(at);
      at = this.closing(at) ?? this.text.length;
    }
    return undefined;
  }

  #block(open: number): Span | undefined {
    const close = this.closing(open);
    return close === undefined ? undefined : { start: open, end: close + 1 };
  }

  #expressionEnd(start: number, limit: number): number {
    for (let at = start; at < limit; at++) {
      const c = this.text.charCodeAt(at);
      const step = nesting(c);
      if (step === 1) at = this.closing(at) ?? limit;
      else if (step === -1 || c === SEMICOLON || c === COMMA) return at;
    }
    return limit;
  }

  /** The function of Python below a decorator, its parameters included: everything that is indented further than its `def`. */
  pythonFunction(decorator: number): Span | undefined {
    const match = /^([ \t]*)(?:async[ \t]+)?def[ \t]+\w+[ \t]*(?=\()/m.exec(this.text.slice(decorator));
    if (!match) return undefined;
    const start = decorator + match.index + match[0].length;
    const indent = (match[1] ?? '').length;
    const close = this.closing(start);
    if (close === undefined) return undefined;
    let end = lineEnd(this.text, close);
    for (let at = end; at < this.text.length; ) {
      const next = lineEnd(this.text, at + 1);
      const line = this.text.slice(at + 1, next);
      at = next;
      // Strings are blanked, and a line of one may stand at the left margin.
      if (line.trim() === '') continue;
      if (line.length - line.trimStart().length <= indent) break;
      end = next;
    }
    return { start, end };
  }
}

function trimmed(code: string, { start, end }: Span): Span {
  const text = code.slice(start, end);
  return { start: start + text.length - text.trimStart().length, end: end - (text.length - text.trimEnd().length) };
}

function lineEnd(text: string, from: number): number {
  const at = text.indexOf('\n', from);
  return at < 0 ? text.length : at;
}
