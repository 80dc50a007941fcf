import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import {
  expansionAdvice,
  parseShell,
  quotingAt,
  readArguments,
  type ShellPart,
  type ShellScript,
  usesPipefail,
} from '../../../rules/core/shell/shell.ts';
import type { Span } from '../../../rules/core/text/span.ts';

const fragments = [
  ...['$(', '`', '\\`', '${', '$((', '"', "'", "$'", '<<EOF\n', "<<-'E'\n", '\nEOF\n', '\\\n', '\\', '#', '\r\n', '\0', '\ud800', '\udfff'],
  ...[
    ';',
    ';;',
    '&&',
    '||',
    '|',
    '|&',
    '&',
    '(',
    ')',
    '{ ',
    '}',
    '))',
    '[[ ',
    ' ]]',
    '<(',
    '>',
    '2>&1',
    '<<<',
    'a=(',
    'a[',
    '$x',
    '*',
    '?',
    '~',
  ],
  ...[
    'if ',
    'then ',
    'fi',
    'for x in ',
    'do ',
    'done',
    'case x in ',
    'esac',
    'function f ',
    'f()',
    'eval ',
    "sh -c 'a'",
    'sh -c "a ',
    'sudo ',
    'env A=b ',
  ],
  ...['time ', '! ', 'set -o pipefail', 'a ', 'b', ' ', '\n', '\t', '__', '😀', '-x', '--y=z'],
];

const scripts = fc.array(fc.constantFrom(...fragments), { maxLength: 40 }).map((parts) => parts.join(''));

const BASE = 1000;

/** Asks for everything that the model computes late, and collects the spans. */
function spansOf(script: ShellScript): readonly Span[] {
  const spans: Span[] = [script.span, ...script.errors.map(({ span }) => span)];
  const add = (part: ShellPart) => {
    spans.push(part.span);
    part.parts.forEach(add);
  };
  for (const command of script.commands) {
    spans.push(command.span, command.pipeline.span, command.context.span);
    for (const operator of [command.operatorBefore, command.operatorAfter]) if (operator) spans.push(operator.span);
    for (const wrapper of command.wrappers) spans.push(wrapper.span);
    for (const word of command.words) {
      spans.push(word.span);
      word.parts.forEach(add);
      assert.equal(word.isDynamic, word.text === undefined);
    }
    for (const assignment of command.assignments) spans.push(assignment.span);
    for (const redirect of command.redirects) {
      spans.push(redirect.span);
      if (redirect.hereDocument) spans.push(redirect.hereDocument.bodySpan);
      redirect.hereDocument?.parts.forEach(add);
    }
    assert.equal(command.pipeline.elements[command.index]?.command, command);
    readArguments(command);
  }
  return spans;
}

describe('shell robustness', () => {
  it('reads anything, with spans inside the text and commands in order', () => {
    fc.assert(
      fc.property(scripts, (text) => {
        const script = parseShell(text, (offset) => BASE + offset);
        for (const { start, end } of spansOf(script)) {
          assert.ok(BASE <= start && start <= end && end <= BASE + text.length, `${start}..${end} of ${text.length}`);
        }
        script.commands.reduce((previous, { span }) => {
          assert.ok(previous <= span.start);
          return span.start;
        }, 0);
        for (let i = 0; i < text.length; i += 3) {
          quotingAt(script, BASE + i);
          expansionAdvice(script, { start: BASE + i, end: BASE + i + 1 });
        }
        for (const pipeline of script.pipelines) usesPipefail(script, pipeline);
      }),
      { numRuns: 500 },
    );
  });

  it('reads arbitrary unicode', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        spansOf(parseShell(text, (offset) => BASE + offset));
      }),
      { numRuns: 300 },
    );
  });

  const nested: readonly (readonly [name: string, text: string])[] = [
    ['substitutions', '$('.repeat(10_000)],
    ['closed substitutions', '$('.repeat(10_000) + 'a' + ')'.repeat(10_000)],
    ['subshells', '( '.repeat(10_000)],
    ['groups', '{ '.repeat(10_000)],
    ['conditions', 'if a; then '.repeat(10_000)],
    ['cases', 'case x in a) '.repeat(10_000)],
    ['functions', 'f()'.repeat(10_000)],
    ['expansions', '${a:-'.repeat(10_000) + '}'.repeat(10_000)],
    ['arithmetic', '$(('.repeat(10_000)],
    ['long arithmetic', `((${'1+'.repeat(50_000)}1))`],
    ['double quotes', '"$('.repeat(10_000)],
    ['backquotes', '`'.repeat(100_001)],
    ['escaped backquotes', `echo \`${'\\`'.repeat(10_000)}`],
    ['process substitutions', '<('.repeat(10_000)],
    ['here-documents', `cat ${'<<A '.repeat(10_000)}\n`],
    ['scripts in scripts', "sh -c 'a;".repeat(5_000)],
    ['eval', 'eval '.repeat(10_000)],
    ['wrappers', 'sudo '.repeat(10_000)],
    ['one long line', `echo ${'a'.repeat(200_000)}`],
    ['many commands', 'a;'.repeat(20_000)],
  ];
  for (const [name, text] of nested) {
    it(`survives ${name}`, () => {
      const script = parseShell(text);
      assert.ok(script.commands.every(({ span }) => span.end <= text.length));
      assert.doesNotThrow(() => quotingAt(script, 5));
    });
  }

  it('says which limit a script is beyond', () => {
    assert.equal(parseShell('a'.repeat(300_000)).limit, 'length');
    assert.equal(parseShell(`${'('.repeat(200)}${'a '.repeat(10_000)}`).limit, 'nesting');
    assert.equal(parseShell(`cat ${'<<A '.repeat(3_000)}`).limit, 'here-documents');
    const refused = parseShell('a b', undefined, { maxLength: 2 });
    assert.equal(refused.limit, 'length');
    assert.equal(refused.hasErrors, true);
    assert.deepEqual(refused.commands, []);
    assert.equal(quotingAt(refused, 0), 'unknown');
  });

  for (const text of [
    '',
    '}',
    '${',
    '$((',
    '`',
    "'",
    '"',
    '\\',
    '<<',
    '<<EOF',
    '&&',
    ';;',
    ')',
    'a &&',
    '|',
    '#',
    '#!',
    '"a\\',
    '\0',
    '\ud800',
    '\r',
    '\r\n',
  ]) {
    it(`accepts ${JSON.stringify(text)}`, () => {
      assert.ok(spansOf(parseShell(text)).every(({ end }) => end <= text.length));
    });
  }
});
