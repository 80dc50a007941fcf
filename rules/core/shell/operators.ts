import type { Statement } from 'unbash';
import { type Layer, spanIn } from './layer.ts';
import type { OperatorToken, ShellOperator } from './model.ts';

/** The operator that the parser found behind `end`. */
export function operatorAt(layer: Layer, end: number, operator: '&&' | '||' | '|' | '|&'): OperatorToken {
  const start = skipBlanks(layer.text, end);
  const isThere = layer.text.startsWith(operator, start);
  return { operator, span: isThere ? spanIn(layer, start, start + operator.length) : spanIn(layer, end, end) };
}

/** `;`, `&` or the line break that ends a statement; undefined at the end of a list. */
export function separatorBehind(layer: Layer, statement: Statement): OperatorToken | undefined {
  if (statement.background) return token(layer, '&', statement.end - 1);
  const { text } = layer;
  const start = skipBlanks(text, statement.end);
  const c = text[start];
  if (c === ';') return text[start + 1] === ';' || text[start + 1] === '&' ? undefined : token(layer, ';', start);
  if (c === '\n') return token(layer, 'newline', start);
  if (c !== '#') return undefined;
  const lineEnd = text.indexOf('\n', start);
  return lineEnd < 0 ? undefined : token(layer, 'newline', lineEnd);
}

function token(layer: Layer, operator: ShellOperator, start: number): OperatorToken {
  return { operator, span: spanIn(layer, start, start + 1) };
}

function skipBlanks(text: string, start: number): number {
  let i = start;
  while (text[i] === ' ' || text[i] === '\t' || (text[i] === '\\' && text[i + 1] === '\n')) i += text[i] === '\\' ? 2 : 1;
  return i;
}
