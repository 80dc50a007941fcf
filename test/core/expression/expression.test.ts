import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  arityProblem,
  carriers,
  findExpressions,
  formatProblems,
  functionArity,
  nodesOf,
  onlyFence,
  parseExpression,
  references,
} from '#core';

const ast = (text: string) => {
  const { ast, errors } = parseExpression(text);
  assert.deepEqual(errors, [], text);
  return ast;
};

/** The tree as nested brackets, to show precedence. */
function shape(text: string): string {
  const draw = (node: ReturnType<typeof ast>): string => {
    switch (node.type) {
      case 'literal':
        return JSON.stringify(node.value);
      case 'context':
        return node.name;
      case 'property':
        return `${draw(node.object)}.${node.name}`;
      case 'index':
        return `${draw(node.object)}[${draw(node.index)}]`;
      case 'star':
        return `${draw(node.object)}.*`;
      case 'call':
        return `${node.name}(${node.args.map(draw).join(' ')})`;
      case 'not':
        return `!${draw(node.operand)}`;
      case 'binary':
        return `(${draw(node.left)} ${node.operator} ${draw(node.right)})`;
      default:
        return '?';
    }
  };
  return draw(ast(text));
}

describe('expressions', () => {
  describe('fences', () => {
    const cases: readonly [text: string, inner: readonly string[]][] = [
      ['a ${{ b }} c ${{d}}', [' b ', 'd']],
      ["${{ '}}' }}", [" '}}' "]],
      ["${{ 'it''s }}' }}x", [" 'it''s }}' "]],
      ['$ {{ a }}', []],
      ['${{ a', [' a']],
    ];
    for (const [text, inner] of cases) {
      it(text, () =>
        assert.deepEqual(
          findExpressions(text).map((fence) => text.slice(fence.inner.start, fence.inner.end)),
          inner,
        ),
      );
    }

    it('is open where `}}` is missing', () => assert.equal(findExpressions('x ${{ a }')[0]?.closed, false));
    it('is the only one although blanks stand around it', () => assert.ok(onlyFence(' ${{ a }}\n', findExpressions(' ${{ a }}\n'))));
    it('is not the only one beside text', () => assert.equal(onlyFence('a ${{ a }}', findExpressions('a ${{ a }}')), undefined));
  });

  describe('tree', () => {
    const cases: readonly [text: string, expected: string][] = [
      ['a && b || c', '((a && b) || c)'],
      ['a || b && c == d', '(a || (b && (c == d)))'],
      ['a == b < c', '(a == (b < c))'],
      ['a != b != c', '((a != b) != c)'],
      ['!a && !!b', '(!a && !!b)'],
      ['!(a || b)', '!(a || b)'],
      ["x['a b'].c.*.d[0]", 'x["a b"].c.*.d[0]'],
      ['x[*].y', 'x.*.y'],
      ["f(a, 'it''s', g())", 'f(a "it\'s" g())'],
      ['0x1F + 0'.slice(0, 4), '31'],
      ['-1.5e3', '-1500'],
      ['.5 < 0o17', '(0.5 < 15)'],
      ['true || null', '(true || null)'],
      ['a.true', 'a.true'],
      ['github.event.inputs.dry-run', 'github.event.inputs.dry-run'],
      ['fromJSON(a).b', 'fromJSON(a).b'],
    ];
    for (const [text, expected] of cases) it(text, () => assert.equal(shape(text), expected));
  });

  describe('errors', () => {
    const cases: readonly [text: string, code: string, at: string, replacement?: string][] = [
      ['', 'empty', ''],
      ['a == "b"', 'double-quotes', '"b"', "'b'"],
      ['a == "it\'s"', 'double-quotes', '"it\'s"', "'it''s'"],
      ['a = b', 'bad-operator', '=', '=='],
      ['a === b', 'bad-operator', '===', '=='],
      ['a & b', 'bad-operator', '&', '&&'],
      ['a + b', 'bad-operator', '+'],
      ['a - b', 'bad-operator', '-'],
      ["a && 'b", 'unclosed-string', "'b"],
      ['contains(a, b', 'unclosed-bracket', '('],
      ['a[b', 'unclosed-bracket', '['],
      ['github.', 'missing-name', '.'],
      ['a &&', 'missing-operand', '&&'],
      ['f(a,)', 'missing-operand', ')'],
      ['a b', 'unexpected', 'b'],
      ['a)', 'unexpected', ')'],
      ['1.2.3', 'bad-number', '1.2.3'],
      ['#a', 'bad-character', '#a'],
      ['('.repeat(200), 'too-deep', '('],
    ];
    for (const [text, code, at, replacement] of cases) {
      it(`${text.slice(0, 20)}: ${code}`, () => {
        const [error] = parseExpression(text).errors;
        assert.equal(error?.code, code);
        assert.equal(text.slice(error?.start, error?.end), at);
        assert.equal(error?.replacement, replacement);
      });
    }

    it('adds the base to every offset', () => {
      const { errors, ast: tree } = parseExpression(' a.b = c', 10);
      assert.equal(errors[0]?.start, 15);
      assert.deepEqual([tree.start, tree.end], [11, 18]);
    });

    it('reads any text without throwing, in bounds', () => {
      const piece = fc.constantFrom(
        'a',
        '.',
        '[',
        ']',
        '(',
        ')',
        ',',
        "'",
        '"',
        '!',
        '=',
        '&',
        '|',
        '<',
        '*',
        '1',
        '-',
        ' ',
        '${{',
        '}}',
        '+',
        '#',
      );
      fc.assert(
        fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
          const text = pieces.join('');
          const { ast: tree, errors } = parseExpression(text);
          for (const node of nodesOf(tree))
            assert.ok(node.start >= 0 && node.start <= node.end && node.end <= text.length, `${node.type} of ${text}`);
          for (const error of errors) assert.ok(error.start >= 0 && error.start <= error.end && error.end <= text.length, error.code);
        }),
      );
    });

    it('survives chains of any length', () => {
      for (const text of [`a${'.b'.repeat(9000)}`, `a${'||a'.repeat(6000)}`, '!'.repeat(20_000), 'a'.repeat(30_000), '['.repeat(20_000)]) {
        const { ast: tree } = parseExpression(text);
        assert.ok(references(tree).length >= 0 && carriers(tree).length >= 0);
      }
    });
  });

  describe('references', () => {
    const cases: readonly [text: string, paths: readonly string[]][] = [
      ['github.event.issue.title', ['github.event.issue.title']],
      ["GitHub['Head_Ref']", ['github.head_ref']],
      ['github.event.commits[0].message', ['github.event.commits.*.message']],
      ['steps[matrix.id].outputs.x', ['steps.*.outputs.x', 'matrix.id']],
      ['a.b == c && f(d.e)', ['a.b', 'c', 'd.e']],
      ['fromJSON(a.b).c', ['a.b']],
    ];
    for (const [text, paths] of cases) {
      it(text, () =>
        assert.deepEqual(
          references(ast(text)).map((reference) => reference.path.join('.')),
          paths,
        ),
      );
    }
  });

  describe('what reaches the value', () => {
    const cases: readonly [text: string, paths: readonly string[]][] = [
      ['a.b', ['a.b']],
      ['a || b', ['a', 'b']],
      ['a && b || c', ['b', 'c']],
      ["a == 'x'", []],
      ['!a', []],
      ["contains(a, 'x') && b", ['b']],
      ["format('{0}{1}', a, b.c)", ['a', 'b.c']],
      ["join(a.*.b, ',')", ['a.*.b']],
      ['toJSON(a)', ['a (all)']],
      ['fromJSON(toJSON(a)).x', ['a (all)']],
      ['case(a, b, c, d, e)', ['b', 'd', 'e']],
      ['hashFiles(a)', []],
      ['unknown(a)', ['a']],
    ];
    for (const [text, paths] of cases) {
      it(text, () =>
        assert.deepEqual(
          carriers(ast(text)).map(({ reference, whole }) => reference.path.join('.') + (whole ? ' (all)' : '')),
          paths,
        ),
      );
    }
  });

  describe('functions', () => {
    const cases: readonly [name: string, count: number, problem: string | undefined][] = [
      ['CONTAINS', 2, undefined],
      ['contains', 3, 'takes 2 arguments, and 3 are given'],
      ['format', 0, 'takes at least 1 argument, and none is given'],
      ['join', 3, 'takes at most 2 arguments, and 3 are given'],
      ['always', 1, 'takes no argument, and 1 is given'],
      ['case', 4, 'takes an odd number of arguments, and 4 are given'],
      ['case', 5, undefined],
    ];
    for (const [name, count, problem] of cases) {
      it(`${name} with ${count}`, () => {
        const arity = functionArity(name);
        assert.ok(arity);
        assert.equal(arityProblem(arity, count), problem);
      });
    }

    it('knows no others', () => assert.equal(functionArity('toLower'), undefined));
    it('compares a template with its arguments', () => {
      assert.deepEqual(formatProblems('{0} {2} {{1}}', 2), { missing: [2], unused: [1], broken: false });
      assert.equal(formatProblems('{a}', 1).broken, true);
      assert.equal(formatProblems('}', 0).broken, true);
    });
  });
});
