import assert from 'node:assert/strict';
import fc from 'fast-check';
import { checkFixes, checkText, lintText, newEngine, summaryOf } from './checks.ts';
import { applyChange, changes, FUZZ_KINDS, type FuzzKind, texts } from './texts.ts';

/** Enough to catch what is broken often; `npm run fuzz` goes on for longer. */
const RUNS = 400;

describe('any text', () => {
  for (const kind of FUZZ_KINDS) {
    it(`of kind ${kind} is linted, and its fixes stay inside`, function () {
      this.timeout(120_000);
      fc.assert(
        fc.property(texts(kind), (text) => checkText(kind, text)),
        { numRuns: RUNS },
      );
    });

    it(`of kind ${kind} is fixed in one run`, function () {
      this.timeout(120_000);
      fc.assert(
        fc.property(texts(kind), (text) => checkFixes(kind, text)),
        { numRuns: RUNS / 4 },
      );
    });

    it(`of kind ${kind} gives the same after a series of changes as at once`, function () {
      this.timeout(120_000);
      fc.assert(
        fc.property(texts(kind), changes, (text, all) => {
          const engine = newEngine();
          const versions = [text];
          for (const one of all) versions.push(applyChange(versions.at(-1) ?? '', one));
          // Back again as well: undo.
          for (const version of [...versions, ...versions.toReversed()]) {
            assert.deepEqual(summaryOf(lintText(kind, version, engine)), summaryOf(lintText(kind, version, newEngine())));
          }
        }),
        { numRuns: RUNS / 8 },
      );
    });
  }
});

const MANY = 10_000;

/** Texts that are as large, deep or odd as nobody writes them. */
const EXTREMES: readonly (readonly [name: string, kind: FuzzKind, text: string])[] = [
  ['nothing', 'dockerfile', ''],
  ['a line of a million characters', 'dockerfile', `FROM a\nRUN echo ${'x'.repeat(1_000_000)}\n`],
  ['a million blanks', 'compose', `services:\n  a:\n    image: x${' '.repeat(1_000_000)}\n`],
  ['ten thousand instructions', 'dockerfile', `FROM alpine:3.22\n${'RUN apk add --no-cache curl\n'.repeat(MANY)}`],
  [
    'ten thousand stages',
    'dockerfile',
    Array.from({ length: MANY }, (_, n) => `FROM alpine:3.22 AS s${n}\nCOPY --from=s${n - 1} /a /a\n`).join(''),
  ],
  ['ten thousand words', 'dockerfile', `FROM a\nRUN apt-get install -y ${'curl '.repeat(MANY)}\n`],
  ['ten thousand variables', 'dockerfile', `FROM a\n${Array.from({ length: MANY }, (_, n) => `ENV V${n}=$V${n - 1}x\n`).join('')}`],
  ['ten thousand continuations', 'dockerfile', `FROM a\nRUN ${'a && \\\n'.repeat(MANY)}b\n`],
  ['ten thousand flags', 'dockerfile', `FROM a\nCOPY ${'--chown=a '.repeat(MANY)}b c\n`],
  [
    'ten thousand services',
    'compose',
    `services:\n${Array.from({ length: MANY }, (_, n) => `  s${n}:\n    image: redis:8\n    depends_on: [s${n + 1}]\n`).join('')}`,
  ],
  [
    'ten thousand variables of a service',
    'compose',
    `services:\n  a:\n    image: b\n    environment:\n${Array.from({ length: MANY }, (_, n) => `      V${n}_PASSWORD: \${V${n}:-x}\n`).join('')}`,
  ],
  [
    'services that wait in a ring',
    'compose',
    'services:\n  a:\n    image: b\n    depends_on: [b]\n  b:\n    image: b\n    depends_on: [a]\n',
  ],
  ['services that extend each other', 'compose', 'services:\n  a:\n    extends: b\n  b:\n    extends: a\n'],
  ['a merge of itself', 'compose', 'services:\n  a: &a\n    <<: *a\n    image: b\n'],
  ['merges in a ring', 'compose', 'x-a: &a\n  <<: &b\n    <<: *a\nservices:\n  s:\n    <<: [*a, *b]\n    image: c\n'],
  [
    'aliases of aliases',
    'compose',
    `${Array.from({ length: 40 }, (_, n) => `x-${n}: &a${n} [${`*a${n - 1}, `.repeat(n ? 10 : 0)}1]\n`).join('')}services:\n  a:\n    image: b\n    command: *a39\n`,
  ],
  [
    'mappings merged of mappings',
    'compose',
    `${Array.from({ length: 200 }, (_, n) => `x-${n}: &a${n}\n  k${n}: 1\n${n ? `  <<: [*a${n - 1}, *a${Math.floor(n / 2)}]\n` : ''}`).join('')}services:\n  a:\n    <<: *a199\n    image: b\n`,
  ],
  ['deep flow collections', 'compose', `services: ${'['.repeat(MANY)}${']'.repeat(MANY)}\n`],
  ['deep flow mappings', 'workflow', `jobs: ${'{a: '.repeat(MANY)}${'}'.repeat(MANY)}\n`],
  ['deep blocks', 'compose', Array.from({ length: 2000 }, (_, n) => `${' '.repeat(n)}a:\n`).join('')],
  ['deep lists', 'workflow', `jobs:\n${'- '.repeat(MANY)}a\n`],
  [
    'ten thousand jobs',
    'workflow',
    `on: push\njobs:\n${Array.from({ length: MANY }, (_, n) => `  j${n}:\n    runs-on: ubuntu-24.04\n    needs: [j${n + 1}]\n    steps: [{run: a}]\n`).join('')}`,
  ],
  [
    'ten thousand steps',
    'workflow',
    `on: push\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n${'      - run: echo ${{ github.sha }}\n'.repeat(MANY)}`,
  ],
  [
    'a long expression',
    'workflow',
    `on: push\njobs:\n  a:\n    if: \${{ ${"github.ref == 'a' || ".repeat(MANY)}true }}\n    runs-on: a\n    steps: [{run: a}]\n`,
  ],
  [
    'a deep expression',
    'workflow',
    `on: push\njobs:\n  a:\n    if: \${{ ${'('.repeat(MANY)}true }}\n    runs-on: a\n    steps: [{run: a}]\n`,
  ],
  ['a deep script', 'workflow', `on: push\njobs:\n  a:\n    runs-on: a\n    steps:\n      - run: ${'$('.repeat(MANY)}\n`],
  [
    'a large matrix',
    'workflow',
    `on: push\njobs:\n  a:\n    strategy:\n      matrix:\n${Array.from({ length: 100 }, (_, n) => `        m${n}: [${Array.from({ length: 100 }, (__, m) => m).join(', ')}]\n`).join('')}    runs-on: a\n    steps: [{run: a}]\n`,
  ],
  ['half a pair of surrogates', 'compose', `services:\n  "\ud83d":\n    image: \ude00\n`],
  ['line separators', 'dockerfile', 'FROM a\u2028RUN b\u0085RUN c\u2029\nRUN d\rRUN e\n'],
];

/** Milliseconds that a text of so many characters may take: some twenty times what it does take on a slow machine. */
const allowed = (text: string) => 5000 + text.length / 20;

describe('a text beyond measure', () => {
  for (const [name, kind, text] of EXTREMES) {
    it(`is linted: ${name}`, function () {
      this.timeout(0);
      const from = performance.now();
      checkText(kind, text);
      const ms = performance.now() - from;
      assert.ok(ms < allowed(text), `${ms.toFixed(0)} ms for ${text.length} characters: it grows faster than the text`);
    });
  }
});

/** Places in which rules look for patterns; `@` is where a run of one character goes. */
const PLACES: readonly (readonly [kind: FuzzKind, text: string])[] = [
  ['dockerfile', 'FROM a@\n'],
  ['dockerfile', '#@\nFROM a\n'],
  ['dockerfile', '# syntax=a@b\nFROM a\n'],
  ['dockerfile', 'FROM a\nRUN apt-get install@ x && curl @ | sh\n'],
  ['dockerfile', 'FROM a\nRUN "@" -@ x="@"\n'],
  ['dockerfile', 'FROM a\nENV A=@ B="@" TOKEN=@\nLABEL a="@"\nEXPOSE @\nUSER @\nWORKDIR @\n'],
  ['dockerfile', 'FROM a\nCOPY --from=@ --chown=@ @ @\nHEALTHCHECK --interval=@ CMD @\nCMD ["@"]\n'],
  [
    'compose',
    'services:\n  a:\n    image: @\n    command: a @ b\n    environment: [A=@, URL=http://a:@b@/c, PASSWORD=@]\n    ports: ["@:1"]\n',
  ],
  [
    'compose',
    '# @\nservices:\n  a:\n    image: b${@}\n    volumes: ["@:/@"]\n    healthcheck: {test: "@"}\n    restart: @\n    labels: ["@=@"]\n',
  ],
  [
    'workflow',
    'on: push\njobs:\n  a:\n    runs-on: @\n    if: a@b\n    steps:\n      - run: echo @ | docker @\n      - uses: a/b@@\n        name: "@"\n',
  ],
  [
    'workflow',
    'on: push\njobs:\n  a:\n    runs-on: b\n    env: {A: "${{ @ }}", B: @}\n    steps:\n      - run: |\n          npm install@\n          if [ @ ]; then @; fi\n',
  ],
];

const RUN = 50_000;

describe('a long run of one character', () => {
  for (const character of [
    ' ',
    '\t',
    'a',
    '0',
    '/',
    '-',
    '.',
    ':',
    '_',
    '=',
    '{',
    '(',
    '$',
    '\\',
    "'",
    '"',
    '#',
    '@',
    '*',
    'a/',
    'a.',
    '- ',
    '${',
    '\n',
    '#\n',
    ' \n',
  ]) {
    it(`is no trap for any pattern: ${JSON.stringify(character)}`, function () {
      this.timeout(0);
      for (const [kind, place] of PLACES) {
        const text = place.replace(/@/g, () => character.repeat(RUN / character.length));
        const from = performance.now();
        checkText(kind, text);
        const ms = performance.now() - from;
        assert.ok(ms < allowed(text), `${ms.toFixed(0)} ms for ${text.length} characters in ${JSON.stringify(place)}`);
      }
    });
  }
});
