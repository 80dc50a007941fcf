import type { Span } from '../text/span.ts';
import { type Expression, nodesOf } from './ast.ts';

/** A read of a context: `github.event.issue.title` or a part of it. */
export interface Reference {
  /** Lower-cased segments; `*` for a star, a number or an index that is not a literal. */
  readonly path: readonly string[];
  /** An index was computed: what is read is known only when it runs. */
  readonly dynamic: boolean;
  readonly node: Expression;
  /** Where each segment was written, as far as it is a name or a literal; parallel to `path`. */
  readonly spans: readonly Span[];
}

/** Every context access of the expression, longest chains only, in source order. Inner ones of indexes are listed as well. */
export function references(ast: Expression): Reference[] {
  const found: Reference[] = [];
  const inside = new Set<Expression>();
  for (const node of nodesOf(ast)) {
    if (node.type === 'property' || node.type === 'index' || node.type === 'star') {
      if (!inside.has(node)) {
        const reference = referenceOf(node);
        if (reference) found.push(reference);
      }
      inside.add(node.object);
    } else if (node.type === 'context' && !inside.has(node)) {
      const reference = referenceOf(node);
      if (reference) found.push(reference);
    }
  }
  return found;
}

/** The path that a chain of dereferences reads; undefined where it does not begin at a context. */
export function referenceOf(node: Expression): Reference | undefined {
  const path: string[] = [];
  const spans: Span[] = [];
  let dynamic = false;
  let at = node;
  for (;;) {
    switch (at.type) {
      case 'context':
        path.push(at.name.toLowerCase());
        spans.push(at.nameSpan);
        return { path: path.reverse(), spans: spans.reverse(), dynamic, node };
      case 'property':
        path.push(at.name.toLowerCase());
        spans.push(at.nameSpan);
        at = at.object;
        break;
      case 'star':
        path.push('*');
        spans.push(at);
        at = at.object;
        break;
      case 'index': {
        const literal = at.index.type === 'literal' ? at.index.value : undefined;
        path.push(typeof literal === 'string' ? literal.toLowerCase() : '*');
        spans.push(at.index);
        dynamic ||= at.index.type !== 'literal';
        at = at.object;
        break;
      }
      default:
        return undefined;
    }
  }
}

/** Functions whose value is a boolean or a hash whatever they are given. */
const CLEAN_FUNCTIONS = new Set(['contains', 'startswith', 'endswith', 'hashfiles', 'success', 'failure', 'cancelled', 'always']);

/**
 * The reads whose text can become part of the expression's value. Comparisons, `!` and the boolean functions let none
 * through; `a && b` yields `b` (or something falsy, which holds no text), `a || b` either; `format`, `join`, `toJSON`,
 * `fromJSON` and `case` pass theirs on.
 * @returns in source order; `whole` where the value is turned into JSON with everything below the path
 */
export function carriers(ast: Expression): { readonly reference: Reference; readonly whole: boolean }[] {
  const found: { reference: Reference; whole: boolean }[] = [];
  const stack: { node: Expression; whole: boolean }[] = [{ node: ast, whole: false }];
  const push = (nodes: readonly Expression[], whole: boolean): void => {
    for (let i = nodes.length - 1; i >= 0; i--) {
      const node = nodes[i];
      if (node) stack.push({ node, whole });
    }
  };
  for (let item = stack.pop(); item; item = stack.pop()) {
    const { node, whole } = item;
    switch (node.type) {
      case 'literal':
      case 'missing':
      case 'not':
        break;
      case 'binary':
        if (node.operator === '&&') push([node.right], whole);
        else if (node.operator === '||') push([node.left, node.right], whole);
        break;
      case 'call': {
        const name = node.name.toLowerCase();
        if (CLEAN_FUNCTIONS.has(name)) break;
        if (name === 'case')
          push(
            node.args.filter((_, i) => i % 2 === 1 || i === node.args.length - 1),
            whole,
          );
        else push(node.args, whole || name === 'tojson');
        break;
      }
      case 'context':
      case 'property':
      case 'index':
      case 'star': {
        const reference = referenceOf(node);
        if (reference) found.push({ reference, whole });
        else push([rootOf(node)], whole);
        break;
      }
      default:
        node satisfies never;
    }
  }
  return found;
}

/** What `fromJSON(x).a.b` dereferences in the end. */
function rootOf(node: Expression): Expression {
  let at = node;
  while (at.type === 'property' || at.type === 'index' || at.type === 'star') at = at.object;
  return at;
}

/**
 * Whether a path reads what a pattern names. `*` on either side stands for any one segment;
 * with `whole` a path also reads everything below it.
 * @param pattern dotted and lower-cased, for example `github.event.commits.*.message`
 */
export function readsPattern(path: readonly string[], pattern: readonly string[], whole: boolean): boolean {
  if (whole ? path.length > pattern.length : path.length !== pattern.length) return false;
  return path.every((segment, i) => segment === pattern[i] || segment === '*' || pattern[i] === '*');
}
