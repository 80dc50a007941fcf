import assert from 'node:assert/strict';
import { changeInWords, compareAudits, summarize } from '#core';

const audit = (score: number | null, containers: number | null, ...findings: readonly string[]) =>
  summarize({
    score,
    categories: [{ id: 'containers', score: containers }],
    findings: findings.map((one) => {
      const [rule = '', file = ''] = one.split(' ');
      return { rule, file };
    }),
  });

describe('the change since an earlier audit', () => {
  it('counts what is solved and what is new, whatever line it moved to', () => {
    const change = compareAudits(audit(55, 4.2, 'a x', 'a x', 'b x'), audit(68, 6, 'a x', 'c y'));
    assert.deepEqual(change, { score: 13, categories: { containers: 1.8 }, solved: 2, added: 1 });
    assert.equal(changeInWords(change), '+13 points, 2 solved, 1 new');
  });

  it('says nothing where nothing changed', () => {
    const same = audit(55, 4.2, 'a x');
    assert.deepEqual(compareAudits(same, same), { score: 0, categories: {}, solved: 0, added: 0 });
    assert.equal(changeInWords(compareAudits(same, same)), '');
  });

  it('compares no scores where there are none', () => {
    assert.deepEqual(compareAudits(audit(null, null), audit(50, 5)), { score: undefined, categories: {}, solved: 0, added: 0 });
    assert.equal(changeInWords(compareAudits(audit(51, 5), audit(50, 5))), '−1 point');
  });
});
