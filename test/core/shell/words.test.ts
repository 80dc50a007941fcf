import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { parseShell, type ShellWord } from '../../../rules/core/shell/shell.ts';

function wordOf(text: string): ShellWord {
  const word = parseShell(`x ${text}`).commands[0]?.words[0];
  assert.ok(word);
  return word;
}

interface Expected {
  readonly text?: string;
  readonly prefix?: string;
  readonly flags?: string;
  readonly parts: string;
}

const cases: readonly (readonly [word: string, expected: Expected])[] = [
  ['a', { text: 'a', parts: 'literal' }],
  ['a\\ b', { text: 'a b', parts: 'literal' }],
  ["'a b'", { text: 'a b', flags: 'quoted', parts: 'single-quoted' }],
  ['"a \\"b\\" \\n"', { text: 'a "b" \\n', flags: 'quoted', parts: 'double-quoted' }],
  ['a\'b\'"c"', { text: 'abc', parts: 'literal single-quoted double-quoted' }],
  ["$'a\\nb'", { text: 'a\nb', flags: 'quoted', parts: 'ansi-c-quoted' }],
  ['""', { text: '', flags: 'quoted', parts: 'double-quoted' }],
  ['curl=$V', { prefix: 'curl=', flags: 'splits', parts: 'literal parameter' }],
  ['"curl=${V}-1"', { prefix: 'curl=', flags: 'quoted', parts: 'double-quoted' }],
  ['$V', { prefix: '', flags: 'splits', parts: 'parameter' }],
  ['"$@"', { prefix: '', flags: 'splits quoted', parts: 'double-quoted' }],
  ['"${a[@]}"', { prefix: '', flags: 'splits quoted', parts: 'double-quoted' }],
  ['"$*"', { prefix: '', flags: 'quoted', parts: 'double-quoted' }],
  ['a$(b)', { prefix: 'a', flags: 'splits', parts: 'literal command-substitution' }],
  ['a`b`', { prefix: 'a', flags: 'splits', parts: 'literal command-substitution' }],
  ['<(a)', { prefix: '', parts: 'process-substitution' }],
  ['$((1+2))', { prefix: '', parts: 'arithmetic' }],
  ['*.deb', { text: '*.deb', flags: 'pattern', parts: 'glob literal' }],
  ['p=1.*', { text: 'p=1.*', flags: 'pattern', parts: 'literal glob' }],
  ['q[x]==1', { text: 'q[x]==1', flags: 'pattern', parts: 'literal glob literal' }],
  ['{a,b}', { text: '{a,b}', flags: 'pattern', parts: 'brace-expansion' }],
  ['{a,$b}', { prefix: '', flags: 'pattern', parts: 'brace-expansion' }],
];

describe('shell words', () => {
  for (const [raw, expected] of cases) {
    it(`reads ${raw}`, () => {
      const word = wordOf(raw);
      const flags = [word.maySplit && 'splits', word.hasPattern && 'pattern', word.isQuoted && 'quoted'].filter(Boolean).join(' ');
      assert.equal(word.raw, raw);
      assert.equal(word.text, expected.text);
      assert.equal(word.prefix, expected.prefix ?? expected.text);
      assert.equal(word.isDynamic, expected.text === undefined);
      assert.equal(flags, expected.flags ?? '');
      assert.equal(word.parts.map(({ kind }) => kind).join(' '), expected.parts);
    });
  }

  it('names parameters and their operators', () => {
    const word = wordOf('"$a${b:-c}${d##*/}$1"');
    assert.deepEqual(
      word.parts[0]?.parts.map((part) => [part.parameter, part.parameterOperator]),
      [
        ['a', undefined],
        ['b', ':-'],
        ['d', '##'],
        ['1', undefined],
      ],
    );
  });

  it('keeps computed parts as written in the template', () => {
    assert.equal(wordOf('\'curl=\'"${V}"').template, 'curl=${V}');
  });
});
