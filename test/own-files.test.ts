import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createEngine, NO_FILES } from '#core';
import { registry } from '../rules/registry.ts';
import { root } from '../scripts/generated.ts';

const engine = createEngine({ registry, today: '2026-11-21', config: { forced: { folder: '', profile: 'strict' } } });

describe("the project's own files", () => {
  for (const path of ['.github/workflows/ci.yml', '.github/dependabot.yml', '.seaworthy.yaml', 'action.yml']) {
    it(`${path} has no finding in the strict profile`, () => {
      const source = engine.open(path, readFileSync(join(root, path), 'utf8'));
      assert.ok(source);
      const found = engine.lint(source, NO_FILES).findings;
      assert.deepEqual(
        found.map((finding) => `${finding.range.start.line + 1}: ${finding.message} (${finding.rule})`),
        [],
      );
    });
  }
});
