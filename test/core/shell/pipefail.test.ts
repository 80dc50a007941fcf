import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { parseShell, usesPipefail } from '../../../rules/core/shell/shell.ts';

// Judged at the pipeline `a | b`.
const cases: readonly (readonly [script: string, expected: boolean])[] = [
  ['a | b', false],
  ['set -o pipefail && a | b', true],
  ['set -eo pipefail; a | b', true],
  ['set -euxo pipefail\na | b', true],
  ['set -e -o pipefail; a | b', true],
  ['set -o errexit -o pipefail; a | b', true],
  ['set -e; a | b', false],
  ['set pipefail; a | b', false],
  ['a | b; set -o pipefail', false],
  ['set -o pipefail; set +o pipefail; a | b', false],
  ['shopt -so pipefail; a | b', true],
  ['shopt -o -s pipefail; a | b', true],
  ['shopt -uo pipefail; a | b', false],
  ['(set -o pipefail); a | b', false],
  ['(set -o pipefail; a | b)', true],
  ['{ set -o pipefail; }; a | b', true],
  ['set -o pipefail; (a | b)', true],
  ['set -o pipefail; x=$(a | b)', true],
  ['x=$(set -o pipefail; y); a | b', false],
  ['if x; then set -o pipefail; fi; a | b', false],
  ['if x; then set -o pipefail; a | b; fi', true],
  ['x || set -o pipefail; a | b', false],
  ["bash -o pipefail -c 'a | b'", true],
  ["bash -euo pipefail -c 'a | b'", true],
  ["bash -c 'set -o pipefail; a | b'", true],
  ["set -o pipefail; bash -c 'a | b'", false],
  ["bash -c 'set -o pipefail'; a | b", false],
  ["set -o pipefail; eval 'a | b'", true],
  ["eval 'set -o pipefail'; a | b", true],
  ['set -o pipefail | x; a | b', false],
  ['#!/bin/bash -eo pipefail\na | b', true],
  ['#!/bin/bash -e\na | b', false],
];

describe('pipefail', () => {
  for (const [text, expected] of cases) {
    it(`is ${expected ? 'on' : 'off'} in ${JSON.stringify(text)}`, () => {
      const script = parseShell(text);
      const pipeline = script.pipelines.find(({ commands }) => commands[0]?.name === 'a');
      assert.ok(pipeline);
      assert.equal(usesPipefail(script, pipeline), expected);
    });
  }

  it('is asked at an offset of the top level, or for the whole script', () => {
    const script = parseShell('x; set -o pipefail; y');
    assert.equal(usesPipefail(script, 1), false);
    assert.equal(usesPipefail(script), true);
  });
});
