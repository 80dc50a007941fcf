import assert from 'node:assert/strict';
import { parseDockerfile } from '../../../rules/core/dockerfile/file.ts';
import { dockerfileKind } from '../../../rules/core/dockerfile/kind.ts';
import { createSource } from '../../../rules/core/source.ts';

const parse = (text: string) => parseDockerfile(createSource('Dockerfile', text, 'dockerfile'));

/** `KEYWORD first-last|joined text` of each instruction, lines 0-based. */
function outline(text: string): string[] {
  return parse(text).instructions.map((one) => `${one.keywordText} ${one.firstLine}-${one.lastLine}|${one.head.text}`);
}

describe('layout of a Dockerfile', () => {
  const cases: readonly [string, string, readonly string[]][] = [
    ['a backslash continues the line', 'RUN a \\\n  b', ['RUN 0-1|RUN a   b']],
    ['blanks may follow the backslash', 'RUN a \\ \t\n b', ['RUN 0-1|RUN a  b']],
    ['a doubled backslash does not continue', 'RUN a \\\\\nRUN b', ['RUN 0-0|RUN a \\\\', 'RUN 1-1|RUN b']],
    ['a lone backslash on its line continues', 'RUN a \\\n\\\nb', ['RUN 0-2|RUN a b']],
    ['with a backquote the backslash is text', '# escape=`\nCOPY a c:\\\nRUN x `\n y', ['COPY 1-1|COPY a c:\\', 'RUN 2-3|RUN x  y']],
    [
      'comments inside vanish, also indented ones and those with a backslash',
      'RUN a && \\\n  # note \\\n# note\n  b',
      ['RUN 0-3|RUN a &&   b'],
    ],
    ['a hash later in a line is text', 'RUN echo a # b \\\n c', ['RUN 0-1|RUN echo a # b  c']],
    ['blank lines inside vanish', 'RUN a && \\\n\n \n b\nUSER x', ['RUN 0-3|RUN a &&  b', 'USER 4-4|USER x']],
    ['blanks before the keyword', '  \trun a', ['run 0-0|run a']],
    ['a keyword may be continued', 'RU\\\nN a', ['RUN 0-1|RUN a']],
    ['CRLF', 'RUN a \\\r\n b\r\nUSER x\r\n', ['RUN 0-1|RUN a  b', 'USER 2-2|USER x']],
    ['a byte order mark', '\uFEFFFROM a', ['FROM 0-0|FROM a']],
    ['a comment line does not continue', '# a \\\nFROM b', ['FROM 1-1|FROM b']],
    ['a here-document is no code', 'RUN <<EOF\n# text\n\na \\\nEOF\nUSER x', ['RUN 0-4|RUN <<EOF', 'USER 5-5|USER x']],
    ['two here-documents on a line', 'COPY <<A <<B /x/\n1\nA\n2\nB\nUSER x', ['COPY 0-4|COPY <<A <<B /x/', 'USER 5-5|USER x']],
    ['tabs before the end word only with a dash', 'RUN <<-E\n\ta\n\tE\nUSER x', ['RUN 0-2|RUN <<-E', 'USER 3-3|USER x']],
    ['no tabs before the end word otherwise', 'RUN <<E\n\tE\nE\nUSER x', ['RUN 0-2|RUN <<E', 'USER 3-3|USER x']],
    ['blanks do not end it', 'RUN <<-E\n  E\nE', ['RUN 0-2|RUN <<-E']],
    ['a here-document behind a continuation', 'RUN a \\\n && b <<EOF\nx\nEOF', ['RUN 0-3|RUN a  && b <<EOF']],
    ['a here-document of a trigger', 'ONBUILD RUN <<EOF\nUSER x\nEOF', ['ONBUILD 0-2|ONBUILD RUN <<EOF']],
    ['no here-document in JSON', 'RUN ["cat", "<<EOF"]\nUSER x', ['RUN 0-0|RUN ["cat", "<<EOF"]', 'USER 1-1|USER x']],
    ['no here-document in quotes', 'RUN echo "a <<EOF"\nUSER x', ['RUN 0-0|RUN echo "a <<EOF"', 'USER 1-1|USER x']],
    ['a here-string is none', 'RUN cat <<<EOF\nUSER x', ['RUN 0-0|RUN cat <<<EOF', 'USER 1-1|USER x']],
    ['none for other instructions', 'CMD cat <<EOF\nUSER x', ['CMD 0-0|CMD cat <<EOF', 'USER 1-1|USER x']],
    ['an open here-document takes the rest', 'RUN <<EOF\na\nUSER x', ['RUN 0-2|RUN <<EOF']],
    ['a continuation at the end of the file', 'RUN a \\\n', ['RUN 0-0|RUN a ']],
    ['an empty file', '', []],
  ];
  for (const [title, text, expected] of cases) it(title, () => assert.deepEqual(outline(text), expected));

  it('knows quoted end words', () => {
    const docs = parse('RUN cat <<"A B" <<\'C\' 3<<D\nA B\nC\nD\n').instructions[0]?.heredocs;
    assert.deepEqual(
      docs?.map((doc) => [doc.name, doc.expands, doc.terminated]),
      [
        ['A B', false, true],
        ['C', false, true],
        ['D', true, true],
      ],
    );
  });

  it('maps words behind continuations to the file', () => {
    const text = 'FROM a\nCOPY --chown=x:y \\\n  # note\n  src \\\n  dest/\n';
    const copy = parse(text).instructions[1]!;
    assert.deepEqual(
      copy.words.map((word) => text.slice(word.start, word.end)),
      ['src', 'dest/'],
    );
  });
});

describe('directives', () => {
  const cases: readonly [string, string, readonly string[]][] = [
    ['any case, blanks anywhere', '#  Syntax = docker/dockerfile:1 \n#escape=`\nFROM a', ['syntax=docker/dockerfile:1', 'escape=`']],
    ['none behind a comment', '# note\n# escape=`\nFROM a', []],
    ['none behind a blank line', '\n# escape=`\nFROM a', []],
    ['none behind an instruction', 'FROM a\n# escape=`', []],
    ['none behind an unknown one', '# foo=bar\n# escape=`', []],
    ['behind a byte order mark', '\uFEFF# escape=`\nFROM a', ['escape=`']],
    ['check', '# check=skip=all;error=true\nFROM a', ['check=skip=all;error=true']],
  ];
  for (const [title, text, expected] of cases) {
    it(title, () => {
      const file = parse(text);
      assert.deepEqual(
        file.directives.map((one) => `${one.name}=${one.value}`),
        expected,
      );
      for (const one of file.directives) assert.equal(text.slice(one.valueSpan.start, one.valueSpan.end), one.value);
    });
  }

  it('end the header', () => {
    const text = '\uFEFF# syntax=a\r\n# escape=\\\r\n# note\r\nFROM a';
    assert.equal(parse(text).headerEnd, text.indexOf('# note'));
    assert.equal(parse('FROM a').headerEnd, 0);
  });
});

describe('comments', () => {
  it('of the file, of instructions, and directives', () => {
    const file = parse('# escape=\\\n# one\nRUN a \\\n  # two\n  b # three\nRUN <<E\n# four\nE\n');
    assert.deepEqual(
      file.comments.map((comment) => [comment.line, comment.text]),
      [
        [0, 'escape=\\'],
        [1, 'one'],
        [3, 'two'],
      ],
    );
  });

  it('belong to the instruction below', () => {
    const file = parse('# a\n\nRUN x \\\n  # b\n  y\n# c\nRUN <<E\nz\nE\n# d\n');
    assert.deepEqual(dockerfileKind.blockBelow(file, 0), { first: 2, last: 4 });
    assert.deepEqual(dockerfileKind.blockBelow(file, 3), { first: 4, last: 4 });
    assert.deepEqual(dockerfileKind.blockBelow(file, 5), { first: 6, last: 8 });
    assert.equal(dockerfileKind.blockBelow(file, 9), undefined);
  });
});
