import assert from 'node:assert/strict';
import { composeRule, type RuleMeta, yaml } from '#core';
import { explainRule, rulePage } from '../../rules/core/explain.ts';

const meta: RuleMeta = {
  title: 'Service that may do everything',
  category: 'security',
  severity: 'high',
  profile: 'recommended',
  why: 'Who breaks in owns the host.',
  equivalents: ['dclint:no-privileged', 'review:F001'],
  fixSafety: 'The service may need it.',
  examples: [
    {
      title: 'Both forms',
      path: 'docker-compose.prod.yml',
      bad: yaml`
        services:
          web:
            privileged: true
            ^^^^^^^^^^ \`web\` may do everything.
            image: a
      `,
      good: yaml`
        services:
          web:
            image: a
      `,
    },
  ],
  valid: [],
};

describe('the page of a rule', () => {
  const page = explainRule(composeRule({ ...meta, visit: {} }), 'compose/privileged-service');

  it('shows what is wrong and what the fix makes of it', () => {
    assert.match(page, /^# Service that may do everything\n\n`compose\/privileged-service` · severity \*\*high\*\*/);
    assert.match(
      page,
      /Both forms, `docker-compose\.prod\.yml`:\n\n```yaml\nservices:\n {2}web:\n {4}privileged: true\n {4}\^{10} `web` may do everything\./,
    );
    assert.match(page, /```diff\n services:\n {3}web:\n- {4}privileged: true\n {5}image: a\n```/);
    assert.match(page, /## About the fix\n\nThe service may need it\.\n/);
    assert.match(page, /# seaworthy-ignore compose\/privileged-service: the reason/);
  });

  it('names the peers, not the reviews', () => {
    assert.match(page, /- `dclint:no-privileged`\n/);
    assert.doesNotMatch(page, /review:/);
  });

  it('cannot be broken out of by an example', () => {
    const fenced = explainRule(composeRule({ ...meta, examples: [{ bad: 'a: |\n  ```\n  ````\n' }], visit: {} }), 'compose/x');
    assert.match(fenced, /\n`````yaml\na: \|\n {2}```\n {2}````\n`````\n/);
  });

  it('has an address', () => {
    assert.match(rulePage('compose/privileged-service'), /^https:\/\/.*\/docs\/rules\/compose\/privileged-service\.md$/);
  });
});
