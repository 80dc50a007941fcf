import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createSource, parseYaml, type YamlFile, type YamlItem, type YamlNode, type YamlPair } from '#core';
import { registry } from '../../../rules/registry.ts';
import { readCarets } from '../../support/carets.ts';

/** Everything that a parsed file says, as plain data. */
function dump(file: YamlFile): unknown {
  const seen = new Set<YamlNode>();
  const node = (one: YamlNode | undefined): unknown => {
    if (!one || seen.has(one)) return one && ['again', one.span];
    seen.add(one);
    const { kind, span, anchor, tag, aliased, flow } = one;
    const own =
      one.kind === 'scalar' ? [one.style, one.text, one.block, one.raw] : one.kind === 'seq' ? one.items.map(item) : one.own.map(pair);
    return {
      kind,
      span,
      anchor,
      tag,
      aliased,
      flow,
      own,
      all: one.kind === 'map' ? one.pairs.map(({ name, mergedAt }) => [name, mergedAt]) : [],
    };
  };
  const pair = ({ key, value, alias, colon, span, mergedAt }: YamlPair): unknown => [node(key), node(value), alias, colon, span, mergedAt];
  const item = ({ value, alias, dash, span }: YamlItem): unknown => [node(value), alias, dash, span];
  return {
    documents: file.documents.map(({ root, span, explicitStart }) => [node(root), span, explicitStart]),
    problems: file.problems,
    comments: file.comments,
  };
}

let fresh = 0;
const parse = (path: string, text: string) => dump(parseYaml(createSource(path, text, 'other')));
/** Under a path that nothing was read of before. */
const parseFresh = (text: string) => parse(`fresh-${fresh++}.yaml`, text);

const ENTRIES = [...registry].flatMap(([, rule]) =>
  rule.language === 'compose' || rule.language === 'workflow'
    ? rule.examples.flatMap(({ bad }) => {
        const lines = readCarets(bad).text.split('\n');
        const at = lines.findIndex((line) => /^(?:services|jobs):\s*$/.test(line));
        const body = lines.slice(at + 1);
        const end = body.findIndex((line) => /^\S/.test(line));
        return at < 0 ? [] : [(end < 0 ? body : body.slice(0, end)).filter((line) => line.trim() !== '').join('\n')];
      })
    : [],
);

const EXTRA = [
  '',
  '\n',
  '# a comment\n',
  '  # indented\n',
  '    # deeper\n',
  '  a: &a {b: c}\n',
  '  b: *a\n',
  '  c:\n    <<: *a\n',
  '  d: |\n    text\n\n',
  '  e: [1,\n    2]\n',
  '  f: "x\n    y"\n',
  '  g:\n',
  '\r\n',
];
const documents = fc
  .tuple(
    fc.constantFrom('', '# top\n', 'name: x\non: push\n', 'version: "3"\n\n'),
    fc.array(fc.tuple(fc.constantFrom(...ENTRIES), fc.constantFrom(...EXTRA)), { minLength: 1, maxLength: 6 }),
    fc.constantFrom('', 'volumes:\n  a:\n  b: {}\n', '\n# end\nnetworks:\n  x:\n', '---\nb: c\n'),
    fc.boolean(),
  )
  .map(([head, entries, tail, crlf]) => {
    const text = `${head}services:\n${entries.map(([entry, extra]) => `${entry}\n${extra}`).join('')}${tail}`;
    return crlf ? text.replaceAll('\n', '\r\n') : text;
  });

const PIECES = [
  'a',
  ' ',
  '  ',
  '\n',
  '\n\n',
  ':',
  ': ',
  '- ',
  '#',
  ' # c',
  '"',
  "'",
  '|',
  '>-\n',
  '{',
  '}',
  '[',
  ']',
  '&a ',
  '*a',
  '!x ',
  '\t',
  ',',
  '?',
  '---\n',
  '...\n',
  '%',
  '\\',
  '\r\n',
  '    key: v\n',
  '  new:\n',
  'top:\n',
  '<<: *a\n',
];
const edits = fc.array(
  fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    remove: fc.constantFrom(0, 0, 0, 1, 1, 2, 5, 30),
    insert: fc.constantFrom('', ...PIECES),
    back: fc.boolean(),
  }),
  { minLength: 1, maxLength: 14 },
);

describe('a version of a YAML file that was read with the help of the one before', () => {
  it('is the same as read anew, whatever was typed', () => {
    let number = 0;
    fc.assert(
      fc.property(documents, edits, (start, changes) => {
        const path = `typed-${number++}.yaml`;
        let text = start;
        assert.deepEqual(parse(path, text), parseFresh(text));
        for (const { at, remove, insert, back } of changes) {
          const before = text;
          const place = Math.floor(at * text.length);
          text = text.slice(0, place) + insert + text.slice(place + remove);
          assert.deepEqual(parse(path, text), parseFresh(text), JSON.stringify(text));
          // Undo, as people do.
          if (back) {
            text = before;
            assert.deepEqual(parse(path, text), parseFresh(text), JSON.stringify(text));
          }
        }
      }),
      { numRuns: Number(process.env.SEAWORTHY_RUNS ?? 400) },
    );
  }).timeout(120_000);

  it('keeps nothing of a file that is nested too deeply', () => {
    const deep = `a:\n  b: ${'['.repeat(20_000)}\n  c: d\n`;
    for (const text of [deep, deep.replace('d', 'e'), 'a:\n  b: c\n']) assert.deepEqual(parse('deep.yaml', text), parseFresh(text));
  });
});
