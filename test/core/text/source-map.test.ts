import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { parseShell } from '../../../rules/core/shell/shell.ts';
import { composeMaps, identityMap, MappedTextBuilder, mapFrom, SourceMap } from '../../../rules/core/text/source-map.ts';

describe('source maps', () => {
  it('maps every offset of copied, dropped and replaced text', () => {
    const source = 'ab\\\ncd\\ne';
    const { text, map } = new MappedTextBuilder(source).copy(0, 2).copy(4, 6).replace('\n', 6, 8).copy(8, 9).build();
    assert.equal(text, 'abcd\ne');
    assert.deepEqual(
      [0, 1, 2, 3, 4, 5, 6].map((offset) => map.toSource(offset)),
      [0, 1, 4, 5, 6, 8, 9],
    );
    assert.deepEqual(
      [1, 2, 3, 4, 5, 6].map((offset) => map.toSourceEnd(offset)),
      [1, 2, 5, 6, 8, 9],
    );
  });

  it('ends a replacement at the end of the text behind the whole escape', () => {
    const { map } = new MappedTextBuilder('a\\n').copy(0, 1).replace('\n', 1, 3).build();
    assert.equal(map.toSourceEnd(2), 3);
    assert.equal(map.toSource(2), 3);
  });

  it('joins neighbouring copies and ignores empty ones', () => {
    const { text, map } = new MappedTextBuilder('abcdef').copy(1, 1).copy(1, 3).copy(3, 5).build();
    assert.equal(text, 'bcde');
    assert.equal(map.toSource(3), 4);
  });

  it('stays usable without segments', () => {
    assert.equal(new SourceMap([]).toSource(3), 3);
    assert.equal(identityMap(10).toSource(3), 13);
    assert.equal(mapFrom((offset) => offset * 2).toSourceEnd(3), 5);
  });

  it('composes', () => {
    const map = composeMaps(identityMap(100), new SourceMap([{ text: 0, source: 5 }]));
    assert.equal(map.toSource(1), 106);
    assert.equal(map.toSourceEnd(2), 107);
  });
});

/** The file text under a span. */
function cut(file: string, { start, end }: { start: number; end: number }): string {
  return file.slice(start, end);
}

describe('shell spans in files', () => {
  it('skip dropped continuations and comments', () => {
    const file = 'RUN apt-get \\\n# why\n  install cu\\\nrl \\\n  && x';
    const builder = new MappedTextBuilder(file).copy(4, 12).copy(20, 32).copy(34, 37).copy(39, file.length);
    const { text, map } = builder.build();
    const [first, second] = parseShell(text, map).commands;
    assert.ok(first && second);
    assert.equal(text, 'apt-get   install curl   && x');
    assert.deepEqual(
      first.words.map((word) => cut(file, word.span)),
      ['install', 'cu\\\nrl'],
    );
    assert.equal(cut(file, first.nameWord!.span), 'apt-get');
    assert.equal(cut(file, second.operatorBefore!.span), '&&');
    assert.equal(cut(file, second.span), 'x');
  });

  it('take in whole escapes of a YAML string', () => {
    const file = 'run: "a \\"b\\" \\n c"';
    const { text, map } = new MappedTextBuilder(file)
      .copy(6, 8)
      .replace('"', 8, 10)
      .copy(10, 11)
      .replace('"', 11, 13)
      .copy(13, 14)
      .replace('\n', 14, 16)
      .copy(16, 18)
      .build();
    assert.equal(text, 'a "b" \n c');
    const [first, second] = parseShell(text, map).commands;
    assert.equal(cut(file, first!.words[0]!.span), '\\"b\\"');
    assert.equal(cut(file, first!.operatorAfter!.span), '\\n');
    assert.equal(cut(file, second!.span), 'c');
  });

  for (const [file, expected] of [
    ["sh -c 'cd x && make'", ['cd x', 'make']],
    ['sh -c "cd \\"x y\\" && make $A"', ['cd \\"x y\\"', 'make $A']],
    ['sh -c "a \\$x" && b', ['a \\$x']],
    ['sh -c a\\ b', ['a\\ b']],
    ['sh -c \'a \'"b c"', ['a \'"b c']],
    ['sh -c "a $(x) b" ', ['a $(x) b']],
    ["bash <<'E'\na b\nE\n", ['a b']],
    ["sh -c 'a\r\nb'", ['a', 'b']],
  ] as const) {
    it(`point into the nested script of ${JSON.stringify(file)}`, () => {
      const { commands } = parseShell(file);
      const nested = commands.filter(({ context }) => context.kind === 'nested-script');
      assert.deepEqual(
        nested.map(({ span }) => cut(file, span)),
        expected,
      );
    });
  }

  for (const [file, expected] of [
    ['echo `a \\`b \\$c\\` d`', ['a \\`b \\$c\\` d', 'b \\$c']],
    ['echo "`a \\"b\\" $c`"', ['a \\"b\\" $c']],
    ["echo `a \\\\x '\\y' b` `c \\z`", ["a \\\\x '\\y' b", 'c \\z']],
  ] as const) {
    it(`point into escaped backquotes of ${file}`, () => {
      const { commands } = parseShell(file);
      assert.deepEqual(
        commands.slice(1).map(({ span }) => cut(file, span)),
        expected,
      );
    });
  }
});
