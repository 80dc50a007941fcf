import assert from 'node:assert/strict';
import { createEngine, dockerfileRule, fix, NO_FILES, type RegisteredRule, type RuleMeta, type Severity } from '#core';
import { auditProject } from '../../../rules/core/audit/audit.ts';
import { renderAuditMarkdown, renderAuditText } from '../../../rules/core/audit/report.ts';

const meta: Omit<RuleMeta, 'title' | 'severity' | 'category'> = { profile: 'recommended', why: 'It <hurts>.', examples: [], valid: [] };

function finds(word: string, severity: Severity, category: RuleMeta['category'], hasFix = false): RegisteredRule {
  return dockerfileRule({
    ...meta,
    title: `Problem of ${word}`,
    severity,
    category,
    visit: {
      file(_file, report, { source }) {
        for (const match of source.text.matchAll(new RegExp(word, 'g'))) {
          const at = { start: match.index, end: match.index + word.length };
          report(at, `\`${word}\` is *bad*.`, hasFix && fix('safe', `Remove ${word}`, () => [{ file: source.path, ...at, newText: '' }]));
        }
      },
    },
  });
}

const registry = new Map([
  ['dockerfile/alpha', finds('ALPHA', 'high', 'reliability', true)],
  ['dockerfile/beta', finds('BETA', 'critical', 'secrets')],
  ['dockerfile/gamma', finds('GAMMA', 'low', 'health')],
]);
const engine = createEngine({ registry, today: '2026-01-01' });
const lint = (path: string, text: string) => {
  const source = engine.open(path, text);
  assert.ok(source);
  return engine.lint(source, NO_FILES);
};
const project = { name: 'shop_api', registry };

describe('an audit', () => {
  const results = [
    lint('b/Dockerfile', 'FROM a\nRUN ALPHA\nRUN ALPHA BETA\n'),
    lint('a/Dockerfile', '# seaworthy-ignore dockerfile/alpha\nFROM ALPHA\nRUN GAMMA\n'),
  ];
  const audit = auditProject(results, project);

  it('scores the areas that rules looked at, and no other', () => {
    const scores = Object.fromEntries(audit.categories.map(({ id, score }) => [id, score]));
    assert.deepEqual(scores, {
      containers: 6.7,
      orchestration: null,
      'ci-cd': null,
      secrets: 5,
      dependencies: null,
      testing: null,
      observability: null,
      health: 9.5,
      security: null,
      data: null,
      documentation: null,
    });
    assert.deepEqual([audit.score, audit.grade, audit.rating], [59, 'E', 'Needs work']);
  });

  it('lists findings worst first, and does not depend on the order of the files', () => {
    assert.deepEqual(
      audit.findings.map(({ finding, area }) => `${finding.severity} ${finding.file}:${finding.range.start.line} ${area}`),
      ['critical b/Dockerfile:2 secrets', 'high b/Dockerfile:1 containers', 'high b/Dockerfile:2 containers', 'low a/Dockerfile:2 health'],
    );
    assert.deepEqual(auditProject([...results].reverse(), project).findings, audit.findings);
    assert.deepEqual(audit.counts, {
      critical: 1,
      high: 2,
      medium: 0,
      low: 1,
      info: 0,
      files: 2,
      findings: 4,
      silenced: 1,
      byKind: { dockerfile: 2 },
    });
  });

  it('plans by how urgent things are', () => {
    assert.deepEqual(
      audit.plan.map(({ horizon, items }) => [horizon, items.map(({ rule, findings, safeFixes }) => `${rule} ${findings} ${safeFixes}`)]),
      [
        ['now', ['dockerfile/beta 1 0']],
        ['this week', ['dockerfile/alpha 2 2']],
        ['this month', []],
        ['later', ['dockerfile/gamma 1 0']],
      ],
    );
  });

  it('ticks only what was seen to be in order', () => {
    const states = audit.checklist.map(({ group, title, state }) => `${group}: ${title}: ${state}`);
    assert.ok(states.includes('Containers: Problem of ALPHA: open'));
    assert.ok(states.includes('Secrets and environment: Problem of BETA: open'));
    assert.ok(!states.some((state) => state.endsWith('done')));
  });

  it('reads as a report', () => {
    const text = renderAuditMarkdown(audit);
    assert.match(text, /^# Production readiness of shop\\_api\n\nScore 59 of 100, grade E: Needs work\.\n/);
    assert.match(text, /Not to be deployed before 1 critical finding is dealt with\./);
    assert.match(text, /\n- `b\/Dockerfile:2`: `ALPHA` is \\\*bad\\\*\. Fix: Remove ALPHA\.\n/);
    assert.match(text, /\| Containers \| 6\.7 \| 15 \| {2}\| 2 \| {2}\| {2}\| {2}\| {2}\|\n/);
    assert.match(text, /It \\<hurts\\>\. \(`dockerfile\/alpha`\)/);
    assert.doesNotMatch(text, /undefined|null|NaN/);
    assert.match(renderAuditText(audit), /\n {2}b\/Dockerfile:3:5 {2}`ALPHA` is \*bad\*\. {2}dockerfile\/alpha\n {4}fix: Remove ALPHA\n/);
  });

  it('of nothing has no score', () => {
    const empty = auditProject([], project);
    assert.deepEqual([empty.score, empty.grade, empty.rating], [null, null, null]);
    assert.match(renderAuditMarkdown(empty), /Nothing was found that could be judged/);
    assert.match(renderAuditText(empty), /Nothing was found that could be judged/);
  });

  it('names what could not be read', () => {
    const unread = auditProject([], { ...project, unread: [{ file: 'a/Dockerfile', message: 'is larger than 1 MB' }] });
    assert.match(renderAuditMarkdown(unread), /## Not inspected\n\n- `a\/Dockerfile`: is larger than 1 MB/);
  });
});
