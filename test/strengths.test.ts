import assert from 'node:assert/strict';
import { createEngine, findStrengths, type Strength } from '#core';
import { registry, strengths } from '../rules/registry.ts';
import type { Files } from './support/apply.ts';
import { memoryFiles, memoryTree } from './support/memory.ts';

const engine = createEngine({ registry, today: '2026-11-21' });

function credited(id: string, files: Files, tracked?: readonly string[]): Strength | undefined {
  const strength = strengths.get(id);
  assert.ok(strength);
  const { project, context } = engine.lintProject(memoryTree(files, tracked), memoryFiles(files));
  // Not through findStrengths alone: it swallows what a search throws.
  strength.find(project, context);
  return findStrengths(new Map([[id, strength]]), project, context)[0];
}

describe('strengths', () => {
  for (const [id, strength] of strengths) {
    describe(id, () => {
      for (const [index, example] of strength.examples.entries()) {
        it(`is credited in example ${index + 1}`, () => {
          const found = credited(id, example.files, example.tracked);
          assert.ok(found, 'it is not credited');
          assert.deepEqual(
            found.evidence.map(({ file, line }) => `${file}:${line}`),
            example.evidence,
          );
          assert.equal(found.partial, example.partial);
        });
      }
      for (const [index, files] of strength.lacking.entries()) {
        it(`is not credited in near miss ${index + 1}`, () => assert.equal(credited(id, files), undefined));
      }
      it('has a title, examples and near misses', () => {
        assert.match(strength.title, /^\S.*[^.\s]$/);
        assert.ok(strength.examples.length > 0 && strength.lacking.length > 0);
        for (const name of strength.equivalents) assert.match(name, /^review:S\d+$/);
      });
      it('is not credited to nothing', () => assert.equal(credited(id, {}), undefined));
    });
  }
});
