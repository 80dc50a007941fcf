import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createEngine, type Engine, parseDockerfile } from '#core';
import { InstructionText } from '../../../rules/core/dockerfile/instruction.ts';
import { Silence } from '../../../rules/core/silence.ts';
import { createSource } from '../../../rules/core/source.ts';
import { registry } from '../../../rules/registry.ts';
import { summaryOf } from '../../fuzz/checks.ts';
import { readCarets } from '../../support/carets.ts';
import { memoryFiles } from '../../support/memory.ts';

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
          const { head } = new InstructionText(content, layout, file.escape, new Silence());
          assert.equal(source.head.text, head.text);
          for (let at = 0; at <= head.text.length; at++) assert.equal(source.head.map.toSource(at), head.map.toSource(at));
        }
      }),
      { numRuns: 3000 },
    );
  });

  it('are found to have the same problems, whatever was around them before', () => {
    const texts = [...registry].flatMap(([id, rule]) =>
      id.startsWith('dockerfile/')
        ? [...rule.examples.map(({ bad }) => readCarets(bad).text), ...rule.valid.map((one) => (typeof one === 'string' ? one : one.text))]
        : [],
    );
    // Whole instructions, as they stand in the examples of the rules.
    const instructions = texts.flatMap((text) => {
      const file = parseDockerfile(createSource('Dockerfile', text, 'dockerfile', 'unknown'));
      return file.instructions.map((one) => `${text.slice(one.span.start, one.span.end)}\n`);
    });
    const around = [
      'FROM debian:12\n',
      'FROM alpine:3.22 AS dev\n',
      'FROM mcr.microsoft.com/windows/servercore:ltsc2022\n',
      'SHELL ["bash", "-o", "pipefail", "-c"]\n',
      'SHELL ["powershell", "-c"]\n',
      'USER node\n',
      'ARG VERSION=1\n',
      'WORKDIR /app\n',
      '# a comment\n',
      '#escape=`\n',
    ];
    const paths = ['Dockerfile', 'Dockerfile.dev', 'api/Dockerfile'];
    const files: Record<string, string>[] = [
      {},
      { 'package.json': '{}', 'api/package.json': '{}', '.dockerignore': 'src\n' },
      { 'compose.yaml': 'services:\n  a:\n    build: .\n    ports: ["80:80"]\n', '.hadolint.yaml': 'label-schema:\n  a: text\n' },
    ];
    const options = { registry, today: '2026-11-25', config: { forced: { folder: '', profile: 'all' as const } } };
    // Few instructions in many arrangements, so that each meets all kinds of neighbours.
    const arrangements = fc.uniqueArray(fc.constantFrom(...instructions), { minLength: 20, maxLength: 40 }).chain((some) => {
      const piece = fc.oneof({ weight: 2, arbitrary: fc.constantFrom(...some) }, fc.constantFrom(...around));
      const text = fc.array(piece, { minLength: 1, maxLength: 8 }).map((parts) => parts.join(''));
      return fc.array(fc.record({ text, path: fc.constantFrom(...paths), others: fc.constantFrom(...files) }), {
        minLength: 60,
        maxLength: 60,
      });
    });
    fc.assert(
      fc.property(arrangements, (all) => {
        const kept = createEngine(options);
        const lint = (engine: Engine, { text, path, others }: (typeof all)[number]) => {
          const source = engine.open(path, text);
          assert.ok(source);
          return summaryOf(engine.lint(source, memoryFiles({ ...others, [path]: text })));
        };
        // One engine after the other: what is kept with a text is kept for the last one that asked.
        const before = all.map((one) => lint(kept, one));
        for (const [index, one] of all.entries()) assert.deepEqual(before[index], lint(createEngine(options), one), one.text);
      }),
      { numRuns: 60 },
    );
  }).timeout(120_000);
});
