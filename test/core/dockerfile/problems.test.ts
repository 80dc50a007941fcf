import assert from 'node:assert/strict';
import { parseDockerfile } from '../../../rules/core/dockerfile/file.ts';
import { isCreate, plainText } from '../../../rules/core/fix.ts';
import { createSource } from '../../../rules/core/source.ts';
import { applyEdits } from '../../../rules/core/text/edits.ts';

const parse = (text: string) => parseDockerfile(createSource('Dockerfile', text, 'dockerfile'));

describe('problems of a Dockerfile', () => {
  /** Text, then `marked text|message` of each problem. */
  const cases: readonly [string, readonly string[]][] = [
    ['', ['|No `FROM` names an image to build on.']],
    ['ARG a=b', ['ARG|No `FROM` names an image to build on.']],
    ['RUN a\nFROM b', ['RUN|`RUN` stands before the first `FROM`.']],
    ['FROM a\nRNU b', ['RNU|`RNU` is not an instruction; `RUN` is.']],
    ['FROM a\nbanana b', ['banana|`banana` is not an instruction.']],
    // One cause, one problem.
    ['__pycache__\n*.pyc\n.env\n', ['__pycache__|This does not read as a Dockerfile: `__pycache__` is not an instruction.']],
    ['.env\nrun x\n', ['.env|This does not read as a Dockerfile: `.env` is not an instruction.']],
    ['#!/bin/sh\nset -e\ncopy a\n', ['set|This does not read as a Dockerfile: `set` is not an instruction.']],
    ['x'.repeat(70), [`${'x'.repeat(70)}|This does not read as a Dockerfile: \`${'x'.repeat(60)}…\` is not an instruction.`]],
    ['FORM a\nRUN b', ['FORM|`FORM` is not an instruction; `FROM` is.']],
    ['ARG a\nb\nc', ['b|`b` is not an instruction.']],
    [
      'FROM a\nRUN b\nc\nd\nUSER e\nf',
      ['c|`c` is not an instruction; was a `\\` lost at the end of the line above?', 'f|`f` is not an instruction.'],
    ],
    ['# escape=`\nFROM a\nRUN b\nc', ['c|`c` is not an instruction; was a `` ` `` lost at the end of the line above?']],
    ['FROM a\nRUN b\nRNU c', ['RNU|`RNU` is not an instruction; `RUN` is.']],
    ['FROM a\nRUN b &&\ncd c', ['cd|`cd` is not an instruction; was a `\\` lost at the end of the line above?']],
    ['FROM a\nENV b=c\n  d=e', ['d=e|`d=e` is not an instruction; was a `\\` lost at the end of the line above?']],
    ['FROM a\nRUN b\n\nc', ['c|`c` is not an instruction.']],
    ['FROM a\nRUN <<E\nE\nc', ['c|`c` is not an instruction.']],
    ['FROM a\nUSER', ['USER|`USER` has no argument.']],
    ['FROM a\nCMD\nENTRYPOINT', []],
    ['FROM a b', ['b|`FROM` takes an image, or an image, `AS` and a name.']],
    ['FROM a IS b', ['IS|`IS` stands where `AS` belongs.']],
    ['FROM a AS 1b', ['1b|`1b` is not a valid stage name.']],
    ['FROM a\nENV a=b c', ['c|`c` has no `=` and no value.']],
    ['FROM a\nENV a', ['a|`a` has no value.']],
    ['FROM a\nLABEL a="b', ['"b|The double quote is never closed.']],
    ["FROM a\nENV a it's fine", []],
    ['FROM a\nCOPY b', ['b|`COPY` needs a source and a destination.']],
    ['FROM a\nCOPY --form=b c d', ['--form=b|`COPY` has no flag `--form`.']],
    ['FROM a\nCOPY --from=b --from=c d e', ['--from=c|The flag `--from` is given twice.']],
    ['FROM a\nCOPY --link=yes b c', ['yes|`--link` is either `true` or `false`.']],
    ['FROM a\nADD --chown b c', ['--chown|The flag `--chown` has no value.']],
    ['FROM a\nRUN --mount=type=tmpfs,target=/a --mount=type=tmpfs,target=/b c', []],
    ['FROM a\nRUN <<EOF\nb', ['<<EOF|The here-document has no closing `EOF`.']],
    ['FROM a\nCMD [1]', ['[1]|The JSON array holds something else than strings.']],
    ['FROM a\nSHELL /bin/bash -c', ['/bin/bash|`SHELL` is not a JSON array.']],
    ['FROM a\nHEALTHCHECK NONE b', ['b|`HEALTHCHECK NONE` takes no arguments.']],
    ['FROM a\nHEALTHCHECK --timeout=1s NONE', []],
    ['FROM a\nHEALTHCHECK curl b', ['curl|`curl` is neither `CMD` nor `NONE`.']],
    ['FROM a\nHEALTHCHECK CMD', ['CMD|`HEALTHCHECK CMD` has no command.']],
    ['FROM a\nONBUILD FROM b', ['FROM|`FROM` cannot be a trigger.']],
    ['FROM a\nONBUILD ONBUILD RUN b', ['ONBUILD|`ONBUILD` cannot be a trigger.']],
    ['FROM a\nONBUILD COPY b', ['b|`COPY` needs a source and a destination.']],
    ['# escape=x\nFROM a', ['x|The escape character is neither a backslash nor a backquote.']],
    ['# syntax=a\n# syntax=b\nFROM a', ['syntax|The directive `syntax` is given twice.']],
  ];
  for (const [text, expected] of cases) {
    it(JSON.stringify(text), () => {
      assert.deepEqual(
        parse(text).problems.map((problem) => `${text.slice(problem.span.start, problem.span.end)}|${problem.message}`),
        expected,
      );
    });
  }

  const fixes: readonly [string, string][] = [
    ['FROM a\nRNU b', 'FROM a\nRUN b'],
    ['FROM a\nCOPY --form=b c d', 'FROM a\nCOPY --from=b c d'],
    ['FROM a IS b', 'FROM a AS b'],
    ['FROM a\nSHELL /bin/bash -c', 'FROM a\nSHELL ["/bin/bash", "-c"]'],
    ['FROM a\nHEALTHCHECK curl b', 'FROM a\nHEALTHCHECK CMD curl b'],
    ['FROM a\nLABEL a="b', 'FROM a\nLABEL a="b"'],
  ];
  for (const [text, expected] of fixes) {
    it(`mends ${JSON.stringify(text)}`, () => {
      const edits = parse(text).problems[0]?.fix?.edits() ?? [];
      const own = edits.flatMap((edit) => (isCreate(edit) ? [] : [{ ...edit, newText: plainText(edit.newText) }]));
      const after = applyEdits(text, own);
      assert.equal(after, expected);
      assert.deepEqual(parse(expected).problems, []);
    });
  }
});

describe('any text', () => {
  it('gives a model', () => {
    const texts = [
      '\\',
      '`',
      '#',
      '# escape=',
      'FROM',
      'ONBUILD',
      'ONBUILD ONBUILD',
      'RUN <<',
      'RUN <<-',
      'ENV =',
      'ENV "',
      'COPY --',
      'COPY --from= a b',
      'HEALTHCHECK --',
      'CMD [',
      '\uFEFF',
      '\r',
      '\n\\\n',
      'FROM a\nRUN \\',
      'FROM ${',
      'ARG $',
      'EXPOSE /',
      'USER :',
      'RUN --mount',
      'RUN --mount=,=, x',
    ];
    for (const text of [...texts, ...texts.map((one) => `FROM a\n${one}`), ...texts.map((one) => `${one}\r\n${one}`)]) {
      const file = parse(text);
      for (const problem of file.problems) assert.ok(problem.span.start >= 0 && problem.span.end <= text.length, JSON.stringify(text));
      for (const one of file.instructions)
        assert.ok(one.span.start <= one.span.end && one.words && one.flags && one.keywordSpan, JSON.stringify(text));
    }
  });
});

describe('problems of Dockerfiles: their fixes', () => {
  const CASES: readonly (readonly [string, string, string])[] = [
    ['a directive given twice', '# escape=`\r\n# escape=`\r\nFROM a\r\n', '# escape=`\r\nFROM a\r\n'],
    ['a flag given twice', 'FROM a\nCOPY --from=b --from=b c d\n', 'FROM a\nCOPY --from=b c d\n'],
    ['arguments of NONE', 'FROM a\nHEALTHCHECK NONE x\n', 'FROM a\nHEALTHCHECK NONE\n'],
    ['a second signal', 'FROM a\nSTOPSIGNAL SIGTERM b\n', 'FROM a\nSTOPSIGNAL SIGTERM\n'],
    ['a name without a value', 'FROM a\nENV A=b C\n', 'FROM a\nENV A=b C=""\n'],
    ['an open here-document', 'FROM a\nRUN <<EOF\nls', 'FROM a\nRUN <<EOF\nls\nEOF\n'],
    ['two open here-documents', 'FROM a\r\nCOPY <<A <<B /x/\r\n1\r\n', 'FROM a\r\nCOPY <<A <<B /x/\r\n1\r\nA\r\nB\r\n'],
  ];
  for (const [name, text, expected] of CASES) {
    it(name, () => {
      const [problem] = parseDockerfile(createSource('Dockerfile', text, 'dockerfile')).problems;
      const edits = problem?.fix?.edits() ?? [];
      const after = applyEdits(
        text,
        edits.flatMap((one) => (isCreate(one) ? [] : [one])),
      );
      assert.equal(after, expected);
      assert.deepEqual(parseDockerfile(createSource('Dockerfile', expected, 'dockerfile')).problems, []);
    });
  }
});
