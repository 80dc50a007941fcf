import assert from 'node:assert/strict';
import fc from 'fast-check';
import { instructionSyntax } from '../../../rules/core/dockerfile/ast.ts';
import { scanFlags, scanHeredocs, scanQuotedWords, scanWords } from '../../../rules/core/dockerfile/scan.ts';
import type { Span } from '../../../rules/core/text/span.ts';

type Escape = '\\' | '`';

const cut = (text: string, spans: readonly Span[]) => spans.map((span) => text.slice(span.start, span.end));
const words = (text: string, escapeChar: Escape = '\\') => cut(text, instructionSyntax(text, escapeChar).words);
const properties = (text: string, escapeChar: Escape = '\\') => cut(text, instructionSyntax(text, escapeChar).properties);
const heredocs = (text: string) => cut(text, instructionSyntax(text, '\\').heredocs);
const flags = (text: string) =>
  instructionSyntax(text, '\\').flags.map(
    ({ name, value }) => `${text.slice(name.start, name.end)}=${value ? text.slice(value.start, value.end) : ''}`,
  );

describe('parts of an instruction that dockerfile-ast reads', () => {
  it('keyword, flags and operands', () => {
    const text = 'COPY --from=build --chown=1:1 a b /c/';
    assert.equal(instructionSyntax(text, '\\').keyword, 'COPY');
    assert.deepEqual(flags(text), ['from=build', 'chown=1:1']);
    assert.deepEqual(words(text), ['a', 'b', '/c/']);
  });

  it('pairs', () => assert.deepEqual(properties('ENV A=1 B="two words" C=3'), ['A=1', 'B="two words"', 'C=3']));
  it('operators of here-documents', () => assert.deepEqual(heredocs('RUN <<A cat <<-B'), ['<<A', '<<-B']));
  it('strings of the exec form', () => {
    const text = 'CMD ["a", "b c"]';
    assert.deepEqual(cut(text, instructionSyntax(text, '\\').jsonStrings), ['"a"', '"b c"']);
  });
});

describe('what dockerfile-ast misreads is corrected', () => {
  it('dashes inside an operand make no flag of what follows', () => {
    assert.deepEqual(flags('COPY a--b --c d'), []);
    assert.deepEqual(words('COPY a--b --c d'), ['a--b', '--c', 'd']);
  });
  it('quotes keep the blanks of a flag together', () => assert.deepEqual(flags('COPY --from="a b" x y'), ['from="a b"']));
  it('a lone -- ends the flags', () => {
    assert.deepEqual(flags('RUN -- x'), []);
    assert.deepEqual(words('RUN -- x'), ['x']);
  });
  it('instructions without flags of their own can be given some', () => assert.deepEqual(flags('CMD --x=1 a'), ['x=1']));
  it('escapes mean nothing between words, and stay', () => {
    assert.deepEqual(words('COPY a\\ b c'), ['a\\', 'b', 'c']);
    assert.deepEqual(words('EXPOSE 80\\'), ['80\\']);
  });
  it('ARG takes several names, with and without a default', () => assert.deepEqual(properties('ARG a b=c'), ['a', 'b=c']));
  it('a quoted name may hold an equals sign', () => assert.deepEqual(properties('LABEL "a=b"=c d=e'), ['"a=b"=c', 'd=e']));
  it('an escaped blank keeps a value together, and single quotes escape nothing', () => {
    assert.deepEqual(properties('ENV A=b\\ c D=e'), ['A=b\\ c', 'D=e']);
    assert.deepEqual(properties("ENV A='b\\' C=d"), ["A='b\\'", 'C=d']);
  });
  it('the backtick may be the escape character', () => assert.deepEqual(properties('ENV A=b` c D=e\\', '`'), ['A=b` c', 'D=e\\']));
  it('end words of here-documents may be quoted, with blanks', () => assert.deepEqual(heredocs('RUN cat <<"A B"'), ['<<"A B"']));
  it('a file descriptor may stand before <<', () => assert.deepEqual(heredocs('RUN cat 3<<A'), ['3<<A']));
  it('<< in quotes opens nothing', () => assert.deepEqual(heredocs('RUN echo "a <<B"'), []));
  it('<<< and << alone open nothing', () => assert.deepEqual(heredocs('RUN cat <<<a << <<-'), []));
  it('ADD takes here-documents, too', () => assert.deepEqual(heredocs('ADD <<A /x'), ['<<A']));
  it('tabs separate as blanks do', () => assert.deepEqual(words('COPY\ta\tb'), ['a', 'b']));
});

describe('reading instructions', () => {
  const piece = fc.constantFrom(
    'a',
    'b=c',
    '"',
    "'",
    '\\',
    '\\ ',
    ' ',
    '  ',
    '\t',
    '--x',
    '--y=1',
    '--',
    '=',
    '$V',
    '<<A',
    '<<-B',
    '😀',
    '[',
    ']',
    '#',
  );
  const instruction = fc
    .tuple(fc.constantFrom('RUN', 'COPY', 'ADD', 'ENV', 'LABEL', 'ARG', 'FROM', 'CMD', 'EXPOSE', 'nope'), fc.array(piece, { maxLength: 8 }))
    .map(([keyword, rest]) => `${keyword} ${rest.join('')}`);

  it('gives the same as a scan of our own, whatever the text', () => {
    fc.assert(
      fc.property(instruction, (text) => {
        const syntax = instructionSyntax(text, '\\');
        const scanned = scanFlags(text, syntax.keyword.length, '\\');
        assert.deepEqual(syntax.flags, scanned.flags, 'flags');
        assert.equal(syntax.operandsStart, scanned.end, 'operands');
        assert.deepEqual(syntax.words, scanWords(text, scanned.end), 'words');
        if (/^(?:ENV|LABEL|ARG)/.test(text)) assert.deepEqual(syntax.properties, scanQuotedWords(text, scanned.end, '\\'), 'pairs');
        if (/^(?:RUN|COPY|ADD)/.test(text)) assert.deepEqual(syntax.heredocs, scanHeredocs(text), 'here-documents');
      }),
      { numRuns: 3000, seed: 7 },
    );
  });

  it('is done once for a text', () => {
    assert.equal(instructionSyntax('RUN a b', '\\'), instructionSyntax(['RUN', 'a', 'b'].join(' '), '\\'));
    assert.notEqual(instructionSyntax('RUN a b', '\\'), instructionSyntax('RUN a b', '`'));
  });

  it('does not give very long instructions to the package', () => {
    const text = `RUN ${'--x '.repeat(20_000)}a`;
    assert.equal(instructionSyntax(text, '\\').flags.length, 20_000);
  });

  it('needs no Buffer, which web workers lack', () => {
    const globals: { Buffer?: unknown } = globalThis;
    const kept = globals.Buffer;
    try {
      delete globals.Buffer;
      assert.deepEqual(words('COPY no-buffer here'), ['no-buffer', 'here']);
      assert.equal(globals.Buffer, undefined);
    } finally {
      globals.Buffer = kept;
    }
  });
});
