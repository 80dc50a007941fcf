import assert from 'node:assert/strict';
import { nearestName } from '#core';

const KNOWN = ['services', 'volumes', 'image', 'ports'];
const CASES: readonly (readonly [string, string | undefined])[] = [
  ['servcies', 'services'],
  ['Services', 'services'],
  ['vollumess', 'volumes'],
  ['imgae', 'image'],
  ['port', 'ports'],
  ['prts', 'ports'],
  ['x', undefined],
  ['networks', undefined],
  ['s'.repeat(1000), undefined],
];

describe('nearestName', () => {
  for (const [name, near] of CASES) {
    it(`${name.slice(0, 20)} → ${near}`, () => assert.equal(nearestName(name, KNOWN), near));
  }
});
