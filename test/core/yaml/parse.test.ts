import assert from 'node:assert/strict';
import { parseAllDocuments } from 'yaml';
import { asMap, asSeq, blockBelow, createSource, parseYaml, type YamlFile, type YamlNode } from '#core';

function parse(text: string, customTags: string[] = []): YamlFile {
  return parseYaml(createSource('f.yml', text, 'compose'), { customTags });
}

function root(text: string): YamlNode | undefined {
  return parse(text).documents[0]?.root;
}

/** Decoded texts and shape, aliases as `*`. */
function shape(node: YamlNode | undefined, alias?: unknown): unknown {
  if (alias) return '*';
  if (!node) return null;
  if (node.kind === 'map') return { map: node.own.map((pair) => [pair.key.text, shape(pair.value, pair.alias)]) };
  if (node.kind === 'seq') return node.items.map((item) => shape(item.value, item.alias));
  return node.style === 'plain' && node.text === '' ? null : node.text;
}

interface LibraryNode {
  readonly items?: readonly (LibraryNode & { key?: LibraryNode; value?: LibraryNode })[];
  readonly source?: string;
  readonly type?: string;
  readonly value?: unknown;
  readonly constructor: { readonly name: string };
}

/** The same from the library's own composer. */
function libraryShape(node: LibraryNode | null | undefined): unknown {
  if (!node) return null;
  if (node.constructor.name === 'Alias') return '*';
  if (node.constructor.name === 'YAMLMap') return { map: node.items?.map((pair) => [pair.key?.source ?? '', libraryShape(pair.value)]) };
  if (node.items) return node.items.map(libraryShape);
  const text = node.source ?? String(node.value ?? '');
  return node.type === 'PLAIN' && text === '' ? null : text;
}

const TEXTS: readonly string[] = [
  'a: 1\nb:\n  - x\n  -\n    y: z\n',
  'a:\n- 1\n- b: c\n  d: e\n',
  'key: {a: 1, b: [x, "y, z"], c: }\n',
  'list: [a, b: c, {d: e}]\n',
  'x: &x\n  k: v\ny:\n  <<: *x\n  z: *x\n',
  'lit: |\n  one\n    two\n\n  three\n\n\nnext: 1\n',
  'keep: |+\n  one\n\n\nnext: >-\n  a\n  b\n\n  c\n    d\n  e\n',
  'ind: |2\n    two more\n  none\n',
  'folded: >\n\n  first\n\n\n  second\n   more\n\n  last\n',
  "single: 'it''s\n  folded\n\n  twice'\n",
  'double: "a\\tb \\u00e9 \\\n   joined\n   folded \\x41"\n',
  'plain: one\n  two\n\n  three # comment\nb: c#d\n',
  '# head\n\n---\na: 1\n...\n---\nb: 2\n',
  '? a\n: b\n? c\n',
  '"quoted key": 1\n\'other\': 2\n3: three\n~: none\n',
  'a: !reset null\nb: !override\n  - x\nc: !!str 1\n',
  'url: http://x:80/a?b=c#d\ntime: 22:22\noct: 0440\n',
  'nested:\n    deep:\n          - 1\n          - 2\n    other: x\n',
  'open: [\n  a,\n  b\n]\n',
  'x:\n- - a\n  - b\n- - c\n',
];

describe('parseYaml', () => {
  for (const text of TEXTS) {
    for (const [name, change] of [
      ['LF', (given: string) => given],
      ['CRLF', (given: string) => given.replaceAll('\n', '\r\n')],
      ['no final line break', (given: string) => given.replace(/\n+$/, '')],
      ['a byte order mark', (given: string) => `\uFEFF${given}`],
    ] as const) {
      it(`reads ${JSON.stringify(text.slice(0, 40))} with ${name} as the library does`, () => {
        const changed = change(text);
        const library = parseAllDocuments(changed, { schema: 'failsafe', uniqueKeys: false, logLevel: 'silent' });
        const file = parse(changed, ['!reset', '!override']);
        assert.deepEqual(file.problems, []);
        assert.deepEqual(
          file.documents.map((document) => shape(document.root)),
          Array.isArray(library) ? library.map((document) => libraryShape(document.contents as unknown as LibraryNode)) : [],
        );
      });
    }
  }

  const broken: readonly (readonly [string, string, string])[] = [
    ['a:\n\t- b\n', 'tab', 'A tab indents this line; YAML accepts only spaces.'],
    ['a: [b, c\nd: e\n', 'unclosed', ''],
    ['a: "b\nc: d\n', 'unclosed', 'This quote is never closed.'],
    ['a: b: c\n', 'syntax', 'A second `:` on this line; quote the value.'],
    ['a:\n  b: 1\n c: 2\n', 'indent', ''],
    ['a: 1\nimag\n', 'syntax', ''],
    ['a: - b\n', 'syntax', 'A list cannot begin on the line of its key.'],
    ['a: @b\n', 'syntax', 'An unquoted value cannot begin with `@`.'],
    ['a: "\\d"\n', 'escape', ''],
    ['a: *b\n', 'unresolved-alias', 'No anchor `&b` stands before this alias.'],
    ['a: &a [*a]\n', 'unresolved-alias', ''],
    ['a: !foo b\n', 'unknown-tag', ''],
    ['a: 1\nb: 2\na: 3\n', 'duplicate-key', '`a` stands twice in this mapping.'],
    ['? [a]\n: b\n', 'complex-key', ''],
  ];
  for (const [text, code, message] of broken) {
    it(`finds ${code} in ${JSON.stringify(text)}`, () => {
      const { problems } = parse(text);
      assert.deepEqual(
        problems.map((problem) => problem.code),
        [code],
      );
      if (message) assert.equal(problems[0]?.message, message);
      const span = problems[0]?.span;
      assert.ok(span && span.end > span.start && !text.slice(span.start, span.end).includes('\n'));
    });
  }

  it('reports one structural error for a block and goes on in the next', () => {
    const { problems } = parse('a:\n\tb: 1\n\tc: 2\n\td: 3\ne: f: g\n');
    assert.deepEqual(
      problems.map((problem) => problem.code),
      ['tab', 'syntax'],
    );
  });

  it('survives deep nesting, and says so once', () => {
    for (const text of ['['.repeat(10_000), `${'['.repeat(10_000)}${']'.repeat(10_000)}`, `${'- '.repeat(10_000)}\nx: 1`]) {
      assert.equal(parse(text).problems.length, 1);
    }
  });

  it('does not expand aliases', () => {
    const levels = Array.from({ length: 60 }, (_, level) => `a${level + 1}: &a${level + 1} [*a${level}, *a${level}, *a${level}]`);
    assert.deepEqual(parse(`a0: &a0 [1]\n${levels.join('\n')}\n`).problems, []);
  });

  it('resolves merge keys: own keys win, then earlier merges', () => {
    const map = asMap(root('x: &x {a: 1, b: 1}\ny: &y {b: 2, c: 2}\nz:\n  <<: [*x, *y]\n  a: 3\n'))?.get('z');
    const pairs = asMap(map)?.pairs.map((pair) => [pair.name, pair.value?.kind === 'scalar' && pair.value.text, pair.merged]);
    assert.deepEqual(pairs, [
      ['a', '3', false],
      ['b', '1', true],
      ['c', '2', true],
    ]);
  });

  it('types plain scalars as YAML 1.2 does and keeps their text', () => {
    const values = asMap(root('a: 0440\nb: 1.10\nc: yes\nd: true\ne: ~\nf: 0x1F\ng: "1"\nh: 1e3\n'))?.own.map((pair) =>
      pair.value?.kind === 'scalar' ? [pair.value.text, pair.value.value] : [],
    );
    assert.deepEqual(values, [
      ['0440', 440],
      ['1.10', 1.1],
      ['yes', 'yes'],
      ['true', true],
      ['~', null],
      ['0x1F', 31],
      ['1', '1'],
      ['1e3', 1000],
    ]);
  });

  it('gives exact spans of nodes, keys and comments', () => {
    const text = 'a: &n !reset "x" # one\n# two\nb:\n  - c\n';
    const file = parse(text, ['!reset']);
    const map = asMap(file.documents[0]?.root);
    const at = (span: { start: number; end: number } | undefined) => span && text.slice(span.start, span.end);
    assert.deepEqual([at(map?.get('a')?.span), at(map?.get('a')?.anchor?.span), at(map?.get('a')?.tag?.span)], ['"x"', '&n', '!reset']);
    assert.deepEqual(
      file.comments.map((comment) => [comment.text, comment.ownLine, comment.line]),
      [
        ['one', false, 0],
        ['two', true, 1],
      ],
    );
    assert.equal(at(asSeq(map?.get('b'))?.items[0]?.span), '- c');
  });
});

describe('spanOf', () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ['a: one two\n', 'two', 'two'],
    ['a: "x\\ty \\u00e9z"\n', '\ty', '\\ty'],
    ['a: "x \\u00e9z"\n', 'é', '\\u00e9'],
    ["a: 'it''s'\n", "'s", "''s"],
    ['a: |\n    one\n    two three\n', 'two', 'two'],
    ['a: |\r\n  one\r\n  two\r\n', 'two', 'two'],
    ['a: |2-\n    one\n  two\n', '  one', '  one'],
    ['a: >\n  one\n  two\n\n  three\n', 'three', 'three'],
    ['a: one\n  two\n', 'two', 'two'],
    ['a: "one\n  two 😀 x"\n', '😀', '😀'],
  ];
  for (const [text, part, written] of cases) {
    it(`finds ${JSON.stringify(part)} in ${JSON.stringify(text)}`, () => {
      const scalar = asMap(root(text))?.get('a');
      assert.ok(scalar?.kind === 'scalar');
      const start = scalar.text.indexOf(part);
      assert.ok(start >= 0, scalar.text);
      const span = scalar.spanOf(start, start + part.length);
      assert.equal(text.slice(span.start, span.end), written);
    });
  }
});

describe('blockBelow', () => {
  const text = '# top\nservices:\n  # web\n\n  web:\n    image: x # no\n    ports:\n      # port\n      - 80\n  db:\n    image: y\n# end\n';
  const cases: readonly (readonly [number, readonly [number, number] | undefined])[] = [
    [0, [1, 10]],
    [2, [4, 8]],
    [7, [8, 8]],
    [11, undefined],
  ];
  for (const [line, lines] of cases) {
    it(`of line ${line} is ${lines ?? 'nothing'}`, () => {
      const block = blockBelow(parse(text), line);
      assert.deepEqual(block && [block.first, block.last], lines);
    });
  }
});
