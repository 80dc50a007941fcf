import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseDocument } from 'yaml';
import {
  appendItem,
  applyEdits,
  asMap,
  asSeq,
  createSource,
  flow,
  insertAfter,
  insertBefore,
  isCreate,
  type NewValue,
  parseYaml,
  plainText,
  removeItem,
  removeKey,
  renameKey,
  replaceCollection,
  replaceValue,
  rewriteInside,
  setIn,
  setTrailingComment,
  type YamlEdit,
  type YamlFile,
  type YamlMap,
} from '#core';

function open(text: string): { file: YamlFile; map: YamlMap } {
  const file = parseYaml(createSource('f.yml', text, 'compose'), { customTags: ['!reset'] });
  const map = asMap(file.documents[0]?.root);
  assert.ok(map);
  return { file, map };
}

function apply(text: string, edits: YamlEdit): string | undefined {
  if (!edits) return undefined;
  return applyEdits(
    text,
    edits.flatMap((edit) => (isCreate(edit) ? [] : [{ ...edit, newText: plainText(edit.newText) }])),
  );
}

type Change = (file: YamlFile, map: YamlMap) => YamlEdit;

const pairOf = (map: YamlMap, ...path: string[]) => {
  const pair = map.pairAt(...path);
  assert.ok(pair);
  return pair;
};
const seqOf = (map: YamlMap, ...path: string[]) => {
  const seq = asSeq(map.at(...path));
  assert.ok(seq);
  return seq;
};
const scalarOf = (map: YamlMap, ...path: string[]) => {
  const node = map.at(...path);
  assert.ok(node?.kind === 'scalar');
  return node;
};
const inside =
  (part: string, text: string, ...path: string[]): Change =>
  (file, map) => {
    const scalar = scalarOf(map, ...path);
    const start = scalar.text.indexOf(part);
    return rewriteInside(file, scalar, start, start + part.length, text);
  };

const CASES: readonly (readonly [string, string, Change, string | undefined])[] = [
  ['setIn creates parents', 'a:\n  b: 1\n', (f, m) => setIn(f, m, ['a', 'c', 'd'], '512M'), 'a:\n  b: 1\n  c:\n    d: 512M\n'],
  [
    'setIn takes the step of the file',
    'a:\n    b: 1 # x\n',
    (f, m) => setIn(f, m, ['a', 'c', 'd'], 'v'),
    'a:\n    b: 1 # x\n    c:\n        d: v\n',
  ],
  ['setIn fills an empty value', 'a: # empty\nb: 1\n', (f, m) => setIn(f, m, ['a', 'c'], 'v'), 'a: # empty\n  c: v\nb: 1\n'],
  ['setIn at the end without a line break', 'a:\n  b: 1', (f, m) => setIn(f, m, ['a', 'c'], 'v'), 'a:\n  b: 1\n  c: v'],
  ['setIn with CRLF', 'a:\r\n  b: 1\r\n', (f, m) => setIn(f, m, ['a', 'c'], 'v'), 'a:\r\n  b: 1\r\n  c: v\r\n'],
  [
    'setIn in a list item',
    'a:\n  - n: x\n    r: y\n',
    (f, m) => setIn(f, asMap(seqOf(m, 'a').items[0]?.value) ?? m, ['t'], 5),
    'a:\n  - n: x\n    r: y\n    t: 5\n',
  ],
  ['setIn in a flow mapping', 'a: {b: 1}\n', (f, m) => setIn(f, m, ['a', 'c', 'd'], 'x'), 'a: {b: 1, c: { d: x }}\n'],
  ['setIn in an empty flow mapping', 'a: {}\n', (f, m) => setIn(f, m, ['a', 'c'], 'x'), 'a: { c: x }\n'],
  ['setIn quotes what would be a number', "a:\n  b: 'x'\n", (f, m) => setIn(f, m, ['a', 'c'], '1.0'), "a:\n  b: 'x'\n  c: '1.0'\n"],
  ['setIn before the end of the document', 'a: 1\n...\n', (f, m) => setIn(f, m, ['b'], 2), 'a: 1\nb: 2\n...\n'],
  ['setIn keeps blank lines between top-level keys', 'a: 1\n\nb: 2\n', (f, m) => setIn(f, m, ['c'], 3), 'a: 1\n\nb: 2\n\nc: 3\n'],
  ['setIn below zero-indented lists', 'a:\n- x\nb: 1\n', (f, m) => setIn(f, m, ['c'], ['w']), 'a:\n- x\nb: 1\nc:\n- w\n'],
  ['setIn writes flow lists', 'a: 1\n', (f, m) => setIn(f, m, ['t'], flow(['CMD', 'x'])), 'a: 1\nt: ["CMD", "x"]\n'],
  ['setIn refuses an alias', 'x: &x {a: 1}\ny: *x\n', (f, m) => setIn(f, m, ['y', 'b'], 1), undefined],
  ['setIn refuses what others use', 'x: &x\n  a: 1\ny: *x\n', (f, m) => setIn(f, m, ['x', 'b'], 1), undefined],
  ['setIn refuses merged parents', 'x: &x\n  d: {r: 1}\ny:\n  <<: *x\n', (f, m) => setIn(f, m, ['y', 'd', 's'], 1), undefined],
  ['setIn refuses flow over lines', 'a: {b: 1,\n  c: 2}\n', (f, m) => setIn(f, m, ['a', 'd'], 1), undefined],
  ['setIn refuses a broken file', 'a: 1\n\tb: 2\n', (f, m) => setIn(f, m, ['c'], 1), undefined],
  ['setIn refuses behind a kept block scalar', 'a:\n  b: |+\n    x\n\n', (f, m) => setIn(f, m, ['a', 'c'], 1), undefined],
  ['replaceValue keeps quotes', "a: 'x' # c\n", (f, m) => replaceValue(f, pairOf(m, 'a'), "it's"), "a: 'it''s' # c\n"],
  ['replaceValue quotes where needed', 'a: x\n', (f, m) => replaceValue(f, pairOf(m, 'a'), 'yes'), 'a: "yes"\n'],
  ['replaceValue fills nothing', 'a:\n', (f, m) => replaceValue(f, pairOf(m, 'a'), 'x'), 'a: x\n'],
  ['replaceValue refuses an anchor that is used', 'a: &v x\nb: *v\n', (f, m) => replaceValue(f, pairOf(m, 'a'), 'y'), undefined],
  ['removeKey takes the line', 'a: 1\nb:\n  c: 2 # x\nd: 3\n', (f, m) => removeKey(f, pairOf(m, 'b')), 'a: 1\nd: 3\n'],
  ['removeKey at the end without a line break', 'a: 1\nb: 2', (f, m) => removeKey(f, pairOf(m, 'b')), 'a: 1'],
  [
    'removeKey behind a dash',
    'a:\n  - n: x\n    r: y\n',
    (f, m) => removeKey(f, pairOf(asMap(seqOf(m, 'a').items[0]?.value) ?? m, 'n')),
    'a:\n  - r: y\n',
  ],
  ['removeKey in a flow mapping', 'a: {b: 1, c: 2}\n', (f, m) => removeKey(f, pairOf(m, 'a', 'b')), 'a: {c: 2}\n'],
  ['removeKey refuses the only key', 'a:\n  b: 1\n', (f, m) => removeKey(f, pairOf(m, 'a', 'b')), undefined],
  ['removeKey refuses an anchor that is used', 'a: &x 1\nb: *x\nc: 1\n', (f, m) => removeKey(f, pairOf(m, 'a')), undefined],
  ['removeItem', 'a:\n  - x\n  - y # c\n  - z\n', (f, m) => removeItem(f, seqOf(m, 'a').items[1]!), 'a:\n  - x\n  - z\n'],
  ['removeItem in a flow list', 'a: [x, y]\n', (f, m) => removeItem(f, seqOf(m, 'a').items[1]!), 'a: [x]\n'],
  [
    'appendItem quotes like its neighbours',
    "a:\n- 'x'\n# c\nb: 1\n",
    (f, m) => appendItem(f, seqOf(m, 'a'), 'y'),
    "a:\n- 'x'\n- 'y'\n# c\nb: 1\n",
  ],
  ['appendItem in a flow list', 'a: [x]\n', (f, m) => appendItem(f, seqOf(m, 'a'), 'w'), 'a: [x, w]\n'],
  ['renameKey keeps quotes', '"a": 1\n', (f, m) => renameKey(f, pairOf(m, 'a'), 'b'), '"b": 1\n'],
  ['renameKey refuses a taken name', 'a: 1\nb: 2\n', (f, m) => renameKey(f, pairOf(m, 'a'), 'b'), undefined],
  [
    'insertBefore goes above comments',
    'x: 0\n# of a\na: 1\n',
    (f, m) => insertBefore(f, pairOf(m, 'a'), { m: 'v' }),
    'x: 0\nm: v\n# of a\na: 1\n',
  ],
  [
    'insertAfter goes below the block',
    'a:\n  b: 1\nc: 2\n',
    (f, m) => insertAfter(f, pairOf(m, 'a'), { m: { o: 1 } }),
    'a:\n  b: 1\nm:\n  o: 1\nc: 2\n',
  ],
  [
    'replaceCollection',
    'a:\n  d: [x, y]\n  e: 1\n',
    (f, m) => replaceCollection(f, pairOf(m, 'a', 'd'), { x: { c: 'h' } }),
    'a:\n  d:\n    x:\n      c: h\n  e: 1\n',
  ],
  ['replaceCollection refuses comments', 'a:\n  - x # why\n  - y\n', (f, m) => replaceCollection(f, pairOf(m, 'a'), { x: 1 }), undefined],
  ['rewriteInside a plain scalar', 'a: nginx:1.0 # c\n', inside('1.0', '2.0', 'a'), 'a: nginx:2.0 # c\n'],
  ['rewriteInside quotes a plain scalar that needs it', 'a: one two\n', inside(' two', ': two', 'a'), 'a: "one: two"\n'],
  ['rewriteInside escapes', 'a: "x y"\n', inside('y', '"\\', 'a'), 'a: "x \\"\\\\"\n'],
  ['rewriteInside a literal block', 'a: |\n  one\n  two\n', inside('two', 'x\ny', 'a'), 'a: |\n  one\n  x\n  y\n'],
  ['rewriteInside joins lines of a block', 'a: |\n  one\n  two\n', inside('one\n', 'one ', 'a'), 'a: |\n  one two\n'],
  ['rewriteInside refuses folded lines', 'a: one\n  two\n', inside('one two', 'x', 'a'), undefined],
  ['setTrailingComment adds', 'a: x@1\nb: 2\n', (f, m) => setTrailingComment(f, scalarOf(m, 'a'), 'v1'), 'a: x@1 # v1\nb: 2\n'],
  ['setTrailingComment replaces', 'a: x@1 # v0\n', (f, m) => setTrailingComment(f, scalarOf(m, 'a'), 'v1'), 'a: x@1 # v1\n'],
];

describe('YAML edits', () => {
  for (const [name, before, change, after] of CASES) {
    it(name, () => {
      const { file, map } = open(before);
      assert.equal(apply(before, change(file, map)), after);
    });
  }
});

const LAYOUTS: readonly string[] = [
  'top:\n  one: 1\n  # between\n  two: [a, b]\n\n  three:\n    - x: y\n      z: |\n        text\n\n        more\n    - q\n# last\n',
  'top:\n    one: "1"\n    two: {a: 1, b: 2}\n    three:\n    - x\n    - y: z # c\n',
  '"top":\n  "one": \n  two: \'x\'\n  three: >-\n    folded\n    text',
  '---\ntop:\n  one: *none_is_here\n  two: 2\n...\n'.replace('*none_is_here', '&a v'),
  'x:\n- - top: 1\n    one: 2\n  - three\n- two: 3\n',
];

/** What the text means, by the library. */
function meaning(text: string): unknown {
  const document = parseDocument(text, { uniqueKeys: false });
  assert.deepEqual(document.errors, []);
  return document.toJS();
}

describe('YAML edits mean what was asked', () => {
  const value: fc.Arbitrary<NewValue> = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 12 }),
    fc.constantFrom('yes', '0440', '22:22', '# x', 'a: b', '- x', '', ' lead', 'two\nlines', '@x', '1.0', 'null', '2020-01-01'),
    fc.integer(),
    fc.boolean(),
    fc.array(fc.constantFrom('a', 'b: c', '3'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('k', 'a b', '1'), fc.constantFrom('v', 'x: y', '007'), { maxKeys: 2, noNullPrototype: true }),
  );
  const change = fc.record({
    layout: fc.constantFrom(...LAYOUTS),
    crlf: fc.boolean(),
    bom: fc.boolean(),
    where: fc.nat(),
    value,
  });

  it('setIn adds exactly the new key', () => {
    fc.assert(
      fc.property(change, ({ layout, crlf, bom, where, value }) => {
        const text = (bom ? '\uFEFF' : '') + (crlf ? layout.replaceAll('\n', '\r\n') : layout);
        const file = parseYaml(createSource('f.yml', text, 'compose'));
        const maps: { map: YamlMap; path: (string | number)[] }[] = [];
        const collect = (node: YamlMap | NonNullable<ReturnType<typeof asSeq>>, path: (string | number)[]): void => {
          if (node.kind === 'map') maps.push({ map: node, path });
          const entries =
            node.kind === 'map'
              ? node.own.map((pair) => [pair.name, pair.value] as const)
              : node.items.map((item, i) => [i, item.value] as const);
          for (const [key, child] of entries) if (child && child.kind !== 'scalar') collect(child, [...path, key]);
        };
        const root = file.documents[0]?.root;
        assert.ok(root && root.kind !== 'scalar');
        collect(root, []);
        const target = maps[where % maps.length];
        assert.ok(target);
        const after = apply(text, setIn(file, target.map, ['new key'], value));
        if (after === undefined) return;
        const expected = structuredClone(meaning(text)) as Record<string | number, unknown>;
        const parent = target.path.reduce(
          (at: Record<string | number, unknown>, key) => at[key] as Record<string | number, unknown>,
          expected,
        );
        parent['new key'] = value;
        assert.deepEqual(meaning(after), expected);
      }),
      { numRuns: 600, seed: 7 },
    );
  });

  it('rewriteInside changes exactly the stretch', () => {
    const scalars = [
      'a: plain text here\n',
      'a: "double \\t text"\n',
      "a: 'single ''quoted'' text'\n",
      'a: |\n  one\n    two\n\n  three\n',
      'a: |-\n    one\n    two\n',
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...scalars),
        fc.nat(),
        fc.nat(6),
        fc.string({ unit: 'grapheme', maxLength: 5 }),
        (text, from, length, added) => {
          const { file, map } = open(text);
          const scalar = scalarOf(map, 'a');
          const start = from % (scalar.text.length + 1);
          const end = Math.min(scalar.text.length, start + length);
          const after = apply(text, rewriteInside(file, scalar, start, end, added));
          if (after === undefined) return;
          assert.deepEqual(meaning(after), { a: scalar.text.slice(0, start) + added + scalar.text.slice(end) });
        },
      ),
      { numRuns: 2000, seed: 7 },
    );
  });
});
