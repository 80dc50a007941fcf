import assert from 'node:assert/strict';
import { AREAS, SEVERITIES, type Severity } from '#core';
import { AREA_INFO } from '../../../rules/core/audit/areas.ts';
import { CAP_WITH_CRITICAL, gradeOf, overallScore, ratingOf, type Scored, scoreArea } from '../../../rules/core/audit/score.ts';

const findings = (rule: string, severity: Severity, count = 1) => Array.from({ length: count }, () => ({ rule, severity, title: rule }));

describe('the score of an area', () => {
  const pipeline: Scored = { rule: 'pipeline', severity: 'high', title: 'pipeline', ceiling: 5 };
  const cases: readonly (readonly [string, readonly Scored[], number])[] = [
    ['nothing found', [], 10],
    ['one critical', findings('a', 'critical'), 5],
    ['one high', findings('a', 'high'), 7.2],
    ['one medium', findings('a', 'medium'), 8.4],
    ['one low', findings('a', 'low'), 9.5],
    ['one info', findings('a', 'info'), 9.7],
    ['the same problem twice weighs little more', findings('a', 'high', 2), 6.7],
    ['however often, one habit never weighs more than a quarter more', findings('a', 'high', 1000), 6.6],
    ['different problems add up', [...findings('a', 'high'), ...findings('b', 'high')], 5.2],
    ['a hopeless area still tells more from less', [...findings('a', 'critical', 9), ...findings('b', 'critical', 9)], 1.7],
    ['the worst of a rule counts first', [...findings('a', 'low'), ...findings('a', 'critical')], 4.9],
    ['little is left without what the area is about', [pipeline], 3.6],
  ];
  for (const [title, given, expected] of cases) it(title, () => assert.equal(scoreArea(given).score, expected));

  it('weighs findings less where much is good', () => {
    assert.equal(scoreArea(findings('a', 'critical'), 0).score, 5);
    assert.equal(scoreArea(findings('a', 'critical'), 4).score, 6.3);
    assert.equal(scoreArea([], 4).score, 10);
  });

  it('explains every point that is missing', () => {
    for (const some of [SEVERITIES.flatMap((severity) => findings(severity, severity, 3)), [pipeline, ...findings('a', 'medium', 4)]]) {
      const { score, losses } = scoreArea(some, 1);
      const lost = losses.reduce((sum, { points }) => sum + points, 0);
      assert.ok(Math.abs(10 - score - lost) < 0.1, `${score} and ${lost}`);
    }
  });

  it('rises with every finding that is mended', () => {
    let rest: readonly Scored[] = SEVERITIES.flatMap((severity) => findings(severity, severity, 2));
    while (rest.length > 0) {
      const { score } = scoreArea(rest);
      rest = rest.slice(0, -2);
      assert.ok(scoreArea(rest).score > score);
    }
  });

  it('does not depend on the order', () => {
    const some = SEVERITIES.flatMap((severity) => findings('a', severity, 2));
    assert.deepEqual(scoreArea(some), scoreArea([...some].reverse()));
  });
});

describe('the score of a project', () => {
  it('is the mean by weight of the areas that have one', () => {
    assert.equal(
      overallScore(
        [
          { score: 10, weight: 10 },
          { score: 5, weight: 30 },
          { score: null, weight: 60 },
        ],
        false,
      ),
      63,
    );
    assert.equal(overallScore([{ score: null, weight: 60 }], false), null);
  });

  it('is never good while something critical is open', () => {
    assert.equal(overallScore([{ score: 9.9, weight: 1 }], true), CAP_WITH_CRITICAL);
    assert.equal(ratingOf(CAP_WITH_CRITICAL), 'Needs work');
  });

  it('has weights that add up to 100', () => {
    assert.equal(
      AREAS.reduce((sum, area) => sum + AREA_INFO[area].weight, 0),
      100,
    );
  });

  it('has grades and ratings without gaps', () => {
    assert.deepEqual([100, 90, 89, 80, 70, 60, 50, 49, 0].map(gradeOf).join(''), 'AABBCDEFF');
    assert.deepEqual([85, 84, 70, 69, 50, 49].map(ratingOf), [
      'Production ready',
      'Nearly ready',
      'Nearly ready',
      'Needs work',
      'Needs work',
      'Not ready',
    ]);
  });
});
