import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseDockerfile } from '#core';
import { InstructionText } from '../../../rules/core/dockerfile/instruction.ts';
import { createSource } from '../../../rules/core/source.ts';

const PIECES = [
  'RUN a',
  'RUN <<EOF',
  'EOF',
  'COPY <<A <<B /x',
  'A',
  'B',
  ' \\',
  '\\',
  '\n',
  '\n',
  '\r\n',
  '# note',
  '  ',
  '\t',
  'FROM x',
  'b',
  '#escape=`\n',
  ' `',
  '"',
];

describe('instructions that were read before', () => {
  it('are the same as read anew, whatever stands around them', () => {
    const text = fc.array(fc.constantFrom(...PIECES), { maxLength: 14 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, (content) => {
        const file = parseDockerfile(createSource('Dockerfile', content, 'dockerfile', 'unknown'));
        for (const [index, { source }] of file.instructions.entries()) {
          const layout = file.layout.instructions[index];
          assert.ok(layout);
          assert.deepEqual(source.layout, layout);
          const { head } = new InstructionText(content, layout);
          assert.equal(source.head.text, head.text);
          for (let at = 0; at <= head.text.length; at++) assert.equal(source.head.map.toSource(at), head.map.toSource(at));
        }
      }),
      { numRuns: 3000 },
    );
  });
});
