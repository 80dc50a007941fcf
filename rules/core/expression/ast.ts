import type { Span } from '../text/span.ts';

export type BinaryOperator = '||' | '&&' | '==' | '!=' | '<' | '<=' | '>' | '>=';

export interface Literal extends Span {
  readonly type: 'literal';
  readonly value: string | number | boolean | null;
}

/** A bare name: `github` in `github.ref`. */
export interface ContextName extends Span {
  readonly type: 'context';
  /** As written; names are compared without case. */
  readonly name: string;
  readonly nameSpan: Span;
}

/** `object.name`; the name is empty behind a trailing dot. */
export interface Property extends Span {
  readonly type: 'property';
  readonly object: Expression;
  readonly name: string;
  readonly nameSpan: Span;
}

/** `object[index]` */
export interface Index extends Span {
  readonly type: 'index';
  readonly object: Expression;
  readonly index: Expression;
}

/** `object.*` and `object[*]` */
export interface Star extends Span {
  readonly type: 'star';
  readonly object: Expression;
}

export interface Call extends Span {
  readonly type: 'call';
  readonly name: string;
  readonly nameSpan: Span;
  readonly args: readonly Expression[];
}

export interface Not extends Span {
  readonly type: 'not';
  readonly operand: Expression;
}

export interface Binary extends Span {
  readonly type: 'binary';
  readonly operator: BinaryOperator;
  readonly left: Expression;
  readonly right: Expression;
}

/** Stands where an operand is due and none could be read. An error says so. */
export interface Missing extends Span {
  readonly type: 'missing';
}

/** Spans of operands in parentheses include the parentheses. */
export type Expression = Literal | ContextName | Property | Index | Star | Call | Not | Binary | Missing;

export function childrenOf(node: Expression): readonly Expression[] {
  switch (node.type) {
    case 'literal':
    case 'context':
    case 'missing':
      return [];
    case 'property':
    case 'star':
      return [node.object];
    case 'index':
      return [node.object, node.index];
    case 'call':
      return node.args;
    case 'not':
      return [node.operand];
    case 'binary':
      return [node.left, node.right];
    default:
      return node satisfies never;
  }
}

/** The node and all below it, outer ones first, in source order. */
export function* nodesOf(root: Expression): Generator<Expression> {
  const stack: Expression[] = [root];
  for (let node = stack.pop(); node; node = stack.pop()) {
    yield node;
    const children = childrenOf(node);
    for (let i = children.length - 1; i >= 0; i--) {
      const child = children[i];
      if (child) stack.push(child);
    }
  }
}
