import assert from 'node:assert/strict';
import {
  applyEdits,
  applyIgnores,
  createSource,
  type Finding,
  fileRule,
  findIgnores,
  type Ignore,
  ignoreAbove,
  ignoreInFile,
  ignoreLineFor,
  isCreate,
  type Layout,
  PeerNames,
  type Registry,
  removeIgnoredName,
  type Source,
} from '#core';
import { blockBelow, headerEnd, parseYaml } from '../../rules/core/yaml/yaml.ts';

const meta = { title: 'T', category: 'security', severity: 'high', profile: 'all', why: 'W.', examples: [], valid: [], visit: {} } as const;
const registry: Registry = new Map([
  [
    'compose/a',
    fileRule({ ...meta, aliases: ['compose/old-a'], equivalents: ['dclint:no-version-field', 'kics:ae5b6871', 'zizmor:artipacked'] }),
  ],
  [
    'compose/b',
    fileRule({ ...meta, equivalents: ['hadolint:DL3008', 'buildkit:StageNameCasing', 'trivy:DS-0002', 'checkov:CKV_DOCKER_3'] }),
  ],
]);
const names = new PeerNames(registry);

function open(text: string): { source: Source; ignores: Ignore[]; layout: Layout } {
  const source = createSource('compose.yaml', text, 'compose');
  const file = parseYaml(source);
  const layout = { blockBelow: (line: number) => blockBelow(file, line), headerEnd: headerEnd(file) };
  return { source, layout, ignores: findIgnores(source, file.comments, layout, names) };
}

function findingAt(source: Source, rule: string, line: number): Finding {
  const span = { start: source.lines.startOf(line), end: source.lines.endOf(line) };
  return {
    rule,
    severity: 'high',
    category: 'security',
    file: source.path,
    span,
    range: source.lines.rangeOf(span),
    message: 'M.',
    fixes: [],
    related: [],
    tags: [],
  };
}

/** Lines (0-based) on which a rule is silenced. */
function silencedLines(text: string, rule: string): number[] {
  const { source, ignores } = open(text);
  const findings = Array.from({ length: source.lines.count - 1 }, (_, line) => findingAt(source, rule, line));
  return applyIgnores(findings, ignores, registry).silenced.map((finding) => finding.range.start.line);
}

const YAML = (head: string, trailing = '') =>
  `${head}services:\n  web:${trailing}\n    image: a\n    command: |\n      x\n  db:\n    image: b\n`;

describe('ignore comments', () => {
  const CASES: readonly (readonly [string, string, string, readonly number[]])[] = [
    ['at the end of a line covers the line', YAML('', ' # seaworthy-ignore compose/a: because'), 'compose/a', [1]],
    [
      'above a key covers its block',
      'services:\n  # seaworthy-ignore compose/a: because\n  web:\n    image: a\n  db: {}\n',
      'compose/a',
      [2, 3],
    ],
    [
      'on the line of a block scalar covers the scalar',
      'a:\n  run: | # seaworthy-ignore compose/a\n    x\n    y\n  b: 1\n',
      'compose/a',
      [1, 2, 3],
    ],
    ['for the file covers all', '# seaworthy-ignore-file compose/a: because\na: 1\nb: 2\n', 'compose/a', [0, 1, 2]],
    ['names several rules', '# seaworthy-ignore compose/b, compose/a\na: 1\n', 'compose/a', [1]],
    ['is heard when it says disable', '# seaworthy-disable compose/a\na: 1\n', 'compose/a', [1]],
    ['takes an earlier id', '# seaworthy-ignore compose/old-a\na: 1\n', 'compose/a', [1]],
    ['takes an id without its folder', '# seaworthy-ignore a\na: 1\n', 'compose/a', [1]],
    ["takes another tool's name", '# seaworthy-ignore hadolint:DL3008: because\na: 1\n', 'compose/b', [1]],
    ["takes another tool's name alone", '# seaworthy-ignore dl3008: because\na: 1\n', 'compose/b', [1]],
    ['leaves other rules alone', '# seaworthy-ignore compose/b\na: 1\n', 'compose/a', []],
    ['is not one when the word goes on', '# seaworthy-ignored compose/a\na: 1\n', 'compose/a', []],
  ];
  for (const [title, text, rule, lines] of CASES) it(title, () => assert.deepEqual(silencedLines(text, rule), lines));

  it('know their reason and their names with places', () => {
    const text = '# seaworthy-ignore compose/a, hadolint:DL3008: it is fine: really\na: 1\n';
    const [ignore] = open(text).ignores;
    assert.equal(ignore?.reason, 'it is fine: really');
    assert.deepEqual(
      ignore?.names.map((name) => text.slice(name.span.start, name.span.end)),
      ['compose/a', 'hadolint:DL3008'],
    );
  });

  it('are marked as used name by name', () => {
    const { source, ignores } = open('# seaworthy-ignore compose/a, compose/b: x\na: 1\n');
    applyIgnores([findingAt(source, 'compose/b', 1)], ignores, registry);
    assert.deepEqual(
      ignores[0]?.names.map((name) => name.used),
      [false, true],
    );
  });
});

describe('ignore comments of other linters', () => {
  const CASES: readonly (readonly [string, string, readonly number[]])[] = [
    ['# hadolint ignore=DL3008\na: 1\nb: 2\n', 'compose/b', [1]],
    ['# hadolint ignore = DL3008 , SC1000\na: 1\n', 'compose/b', [1]],
    ['# hadolint ignore=crazy,DL3008\na: 1\n', 'compose/b', []],
    ['a: 1\nb: 2\n# hadolint global ignore=DL3008\n', 'compose/b', [0, 1, 2]],
    ['# check=skip=StageNameCasing;error=true\na: 1\nb: 2\n', 'compose/b', [1]],
    ['# check=skip=all\na: 1\n', 'compose/b', [1]],
    ['a: 1\n#checkov:skip=CKV_DOCKER_3:because\n', 'compose/b', [0, 1]],
    ['# kics-scan ignore\na: 1\n', 'compose/a', [0, 1]],
    ['# kics-scan ignore-line\na: 1\nb: 2\n', 'compose/a', [1]],
    ['# kics-scan disable=ae5b6871-7f45-42e0-bb4c-ab300c4d2026\na: 1\n', 'compose/a', [0, 1]],
    ['#trivy:ignore:AVD-DS-0002\na: 1\n', 'compose/b', [1]],
    ['a: 1 # zizmor: ignore[artipacked] because\nb: 2\n', 'compose/a', [0]],
    ['# dclint disable-file\na: 1\n', 'compose/a', [0, 1]],
    ['# dclint disable no-version-field\na: 1\nb: 2\n', 'compose/a', [0, 1, 2]],
    ['# dclint disable some-other-rule\na: 1\n', 'compose/a', []],
    ['a: 1 # dclint disable-line\nb: 2\n', 'compose/a', [0]],
    ['# dclint disable-line no-version-field\na: 1\nb: 2\n', 'compose/a', [0, 1]],
  ];
  for (const [text, rule, lines] of CASES)
    it(JSON.stringify(text.split('\n')[0]), () => assert.deepEqual(silencedLines(text, rule), lines));
});

describe('edits of ignore comments', () => {
  const apply = (text: string, edits: readonly unknown[]) => applyEdits(text, edits as Parameters<typeof applyEdits>[1]);

  const REMOVALS: readonly (readonly [string, number, string])[] = [
    ['a: 1\n# seaworthy-ignore compose/a: x\nb: 2\n', 0, 'a: 1\nb: 2\n'],
    ['a: 1 # seaworthy-ignore compose/a: x\nb: 2\n', 0, 'a: 1\nb: 2\n'],
    ['# seaworthy-ignore compose/a, compose/b: x\na: 1\n', 0, '# seaworthy-ignore compose/b: x\na: 1\n'],
    ['# seaworthy-ignore compose/a, compose/b: x\na: 1\n', 1, '# seaworthy-ignore compose/a: x\na: 1\n'],
    ['a: 1\r\n# seaworthy-ignore compose/a\r\nb: 2\r\n', 0, 'a: 1\r\nb: 2\r\n'],
  ];
  for (const [before, index, after] of REMOVALS) {
    it(`removes name ${index} of ${JSON.stringify(before)}`, () => {
      const [ignore] = open(before).ignores;
      assert.ok(ignore);
      assert.equal(apply(before, removeIgnoredName(ignore, ignore.names[index]!)), after);
    });
  }

  it('a new comment goes above the smallest block that can have one, never into a block scalar', () => {
    const text = 'services:\n  web:\n    command: |\n      x\n      y\n    image: a\n';
    const { source, layout } = open(text);
    assert.equal(ignoreLineFor(layout, 4), 2);
    assert.equal(
      apply(text, ignoreAbove(source, 'compose/a', 2)),
      text.replace('    command', '    # seaworthy-ignore compose/a\n    command'),
    );
  });

  it('a comment for the file goes behind what has to be first', () => {
    const text = '\uFEFF%YAML 1.2\n---\na: 1\n';
    const { source, layout } = open(text);
    const edits = ignoreInFile(source, 'compose/a', layout);
    assert.ok(edits.every((edit) => !isCreate(edit)));
    assert.equal(apply(text, edits), '\uFEFF%YAML 1.2\n---\n# seaworthy-ignore-file compose/a\na: 1\n');
  });
});
