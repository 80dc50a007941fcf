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

/** Offset of the bracket that closes the one at `open`; undefined where the text ends before. @param masked without strings */
export function closingBracket(masked: string, open: number): number | undefined {
  let depth = 0;
  for (let at = open; at < masked.length; at++) {
    depth += nesting(masked.charCodeAt(at));
    if (depth <= 0) return at;
  }
  return undefined;
}

/** The arguments of the call whose bracket opens at `open`, without blanks around them. Undefined where the call is not finished. */
export function argumentsAt(masked: string, code: string, open: number): readonly Span[] | undefined {
  const spans: Span[] = [];
  let depth = 0;
  let start = open + 1;
  const add = (end: number) => {
    const span = trimmed(code, { start, end });
    if (span.end > span.start) spans.push(span);
    start = end + 1;
  };
  for (let at = open; at < masked.length; at++) {
    const c = masked.charCodeAt(at);
    depth += nesting(c);
    if (depth <= 0) {
      add(at);
      return spans;
    }
    if (c === COMMA && depth === 1) add(at);
  }
  return undefined;
}

function trimmed(code: string, { start, end }: Span): Span {
  const text = code.slice(start, end);
  return { start: start + text.length - text.trimStart().length, end: end - (text.length - text.trimEnd().length) };
}

/**
 * What the first function in a stretch of JavaScript does: its block, or its expression where an arrow has none.
 * @param masked without strings
 */
export function functionBody(masked: string, within: Span): Span | undefined {
  const text = masked.slice(within.start, within.end);
  const first = /=>|\bfunction\b|\b[\w$]+[ \t]*(?=\([^(){}]*\)[ \t\n]*\{)/.exec(text);
  if (!first) return undefined;
  const at = within.start + first.index;
  if (first[0] === '=>') {
    const start = at + 2 + (/^\s*/.exec(masked.slice(at + 2, within.end))?.[0].length ?? 0);
    if (masked[start] === '{') return blockAt(masked, start);
    const end = expressionEnd(masked, start, within.end);
    return { start, end: start + masked.slice(start, end).trimEnd().length };
  }
  const open = masked.indexOf('(', at);
  return open < 0 || open >= within.end ? undefined : bodyBehindParameters(masked, open);
}

/** The block of the function whose parameters open at `open`, its type of result passed over. */
export function bodyBehindParameters(masked: string, open: number): Span | undefined {
  const close = closingBracket(masked, open);
  for (let at = (close ?? masked.length) + 1; at < masked.length; at++) {
    if (masked[at] === ';') return undefined;
    if (masked[at] !== '{') continue;
    // A brace behind one of these belongs to a type: `: Promise<{ ok: boolean }> {`.
    const before = masked.slice((close ?? 0) + 1, at).trimEnd();
    if (!/[<|&,:([]$/.test(before)) return blockAt(masked, at);
    at = closingBracket(masked, at) ?? masked.length;
  }
  return undefined;
}

function blockAt(masked: string, open: number): Span | undefined {
  const close = closingBracket(masked, open);
  return close === undefined ? undefined : { start: open, end: close + 1 };
}

function expressionEnd(masked: string, start: number, limit: number): number {
  let depth = 0;
  for (let at = start; at < limit; at++) {
    const c = masked.charCodeAt(at);
    depth += nesting(c);
    if (depth < 0 || (depth === 0 && (c === SEMICOLON || c === COMMA))) return at;
  }
  return limit;
}

/** The function below a decorator of Python, its parameters included: everything that is indented further than its `def`. */
export function pythonFunction(masked: string, decorator: number): Span | undefined {
  const match = /^([ \t]*)(?:async[ \t]+)?def[ \t]+\w+[ \t]*(?=\()/m.exec(masked.slice(decorator));
  if (!match) return undefined;
  const start = decorator + match.index + match[0].length;
  const indent = (match[1] ?? '').length;
  let end = closingBracket(masked, start);
  if (end === undefined) return undefined;
  end = lineEnd(masked, end);
  for (let at = end; at < masked.length; ) {
    const next = lineEnd(masked, at + 1);
    const line = masked.slice(at + 1, next);
    at = next;
    // Strings are blanked, and a line of one may stand at the left margin.
    if (line.trim() === '') continue;
    if (line.length - line.trimStart().length <= indent) break;
    end = next;
  }
  return { start, end };
}

function lineEnd(text: string, from: number): number {
  const at = text.indexOf('\n', from);
  return at < 0 ? text.length : at;
}
