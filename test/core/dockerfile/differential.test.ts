import assert from 'node:assert/strict';
import { DockerfileParser } from 'dockerfile-ast';
import fc from 'fast-check';
import { parseDockerfile } from '../../../rules/core/dockerfile/file.ts';
import { createSource } from '../../../rules/core/source.ts';

/** `KEYWORD first-last arguments` of each instruction, by our own parser. */
function ours(text: string): string[] {
  const file = parseDockerfile(createSource('Dockerfile', text, 'dockerfile'));
  return file.instructions.map((one) => `${one.keywordText.toUpperCase()} ${one.firstLine}-${one.lastLine} ${one.words.length}`);
}

/** The same by dockerfile-ast, an independent reading of the format. */
function theirs(text: string): string[] {
  return DockerfileParser.parse(text)
    .getInstructions()
    .map((one) => {
      const range = one.getRange();
      return `${one.getKeyword()} ${range.start.line}-${range.end.line} ${one.getArguments().length}`;
    });
}

/** Lines that both read alike: JSON, flags, escapes in words and open here-documents are left to tests of their own. */
const LINES = [
  'FROM a',
  'FROM a AS b',
  'RUN a \\',
  'RUN a && \\ ',
  '  b',
  '\tb c \\',
  '# c',
  '  # c',
  '',
  'COPY a \\',
  'COPY a b /c/',
  'EXPOSE 80 90',
  'USER x',
  'workdir /x',
  'CMD a',
];

describe('the layout of random Dockerfiles', () => {
  for (const eol of ['\n', '\r\n']) {
    it(`agrees with dockerfile-ast (${JSON.stringify(eol)})`, () => {
      const lines = fc.array(fc.constantFrom(...LINES), { minLength: 1, maxLength: 12 });
      fc.assert(
        fc.property(lines, (body) => {
          const text = ['FROM x', ...body, 'USER end', ''].join(eol);
          assert.deepEqual(ours(text), theirs(text));
        }),
        { numRuns: 300, seed: 1 },
      );
    });
  }

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'FROMRUNENV \\`\n\r\t#"\'$={}[]<>-|&;a'), maxLength: 80 }), (text) => {
        const file = parseDockerfile(createSource('Dockerfile', text, 'dockerfile'));
        assert.ok(file.problems.every(({ span }) => span.start >= 0 && span.end <= text.length));
      }),
      { numRuns: 500, seed: 1 },
    );
  });
});
