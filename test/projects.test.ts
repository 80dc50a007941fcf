import assert from 'node:assert/strict';
import { AREAS, type Audit, type AuditFinding } from '#core';
import { auditFiles, loadProject, PROJECTS } from './support/projects.ts';

/**
 * The audit against what five reviewers found by hand: each project as it was (`before`), with the rows that have to come out and those
 * that must not, and as it was after its owners had acted on the review (`after`).
 */

const rowsOf = ({ equivalents }: { readonly equivalents: readonly string[] }): string[] =>
  equivalents.flatMap((name) => /^review:(.+)$/.exec(name)?.[1] ?? []);

interface Wanted {
  readonly row: string;
  readonly file: string | undefined;
  readonly severity: string | undefined;
  readonly times: number;
}

/** `ROW`, `ROW@file`, `ROW@severity`, `ROW@file*times`. */
function readWanted(text: string): Wanted {
  const [, row = '', where, times] = /^([A-Z]\d+)(?:@([^*]+))?(?:\*(\d+))?$/.exec(text) ?? [];
  const isSeverity = /^(?:critical|high|medium|low|info)$/.test(where ?? '');
  return { row, file: isSeverity ? undefined : where, severity: isSeverity ? where : undefined, times: Number(times ?? 1) };
}

function matching(audit: Audit, { row, file, severity }: Wanted): readonly AuditFinding[] {
  return audit.findings.filter(
    (one) =>
      rowsOf(one).includes(row) &&
      (file === undefined || one.finding.file === file || one.finding.missing === file) &&
      (severity === undefined || one.finding.severity === severity),
  );
}

const shown = (findings: readonly AuditFinding[]) => findings.map(({ finding }) => `${finding.rule} ${finding.file}: ${finding.message}`);

function checkFindings(audit: Audit, must: readonly string[], not: readonly string[]): void {
  const missing = must.filter((text) => {
    const wanted = readWanted(text);
    const found = matching(audit, wanted);
    // Where a reviewer counts places and one finding names them all, its related places count.
    const places = found.reduce((sum, { finding }) => sum + 1 + finding.related.length, 0);
    return found.length === 0 || Math.max(found.length, places) < wanted.times;
  });
  assert.deepEqual(missing, [], 'rows of the review that do not come out');
  const wrong = not.flatMap((text) => shown(matching(audit, readWanted(text))).map((line) => `${text}: ${line}`));
  assert.deepEqual(wrong, [], 'claims that are false here');
}

describe('projects that were reviewed by hand', () => {
  // Their reviewers gave 3.5, 5.5, 6.8 and 7.5 of ten; the fifth gave no number.
  it('come out in the order of their reviewers', () => {
    const order = ['language-app', 'plugin-platform', 'workspace-server', 'command-center'];
    const scores = order.map((name) => auditFiles(name, loadProject(name)).score ?? 0);
    assert.deepEqual(
      [...scores].sort((a, b) => a - b),
      scores,
    );
    assert.equal(new Set(scores).size, order.length, `${scores}`);
  });

  for (const name of PROJECTS) {
    describe(name, () => {
      const project = loadProject(name);
      const { facts } = project;
      const audit = auditFiles(name, project);

      it('comes out as the reviewer found it', () => checkFindings(audit, facts.must, facts.not));

      it('is credited what is good', () => {
        const credited = new Set(audit.strengths.flatMap(rowsOf));
        assert.deepEqual(
          facts.strengths.filter((row) => !credited.has(row)),
          [],
        );
        assert.deepEqual(
          (facts.notStrengths ?? []).filter((row) => credited.has(row)),
          [],
        );
      });

      it('names places that are there', () => {
        for (const { finding } of audit.findings) assert.ok(finding.file in project.files, `${finding.rule}: ${finding.file}`);
        for (const { evidence } of audit.strengths) for (const { file } of evidence) assert.ok(file in project.files, file);
      });

      it('is scored as the reviewer would, within 1.5', () => {
        const scores = Object.fromEntries(audit.categories.map(({ id, score }) => [id, score]));
        for (const [area, expected] of Object.entries(facts.scores)) {
          assert.ok((AREAS as readonly string[]).includes(area), area);
          const score = scores[area];
          assert.ok(typeof score === 'number' && Math.abs(score - expected) <= 1.5, `${area}: ${score}, the reviewer says ${expected}`);
        }
      });

      for (const [variant, { must, not }] of Object.entries(facts.variants ?? {}))
        it(`comes out right as ${variant}`, () => checkFindings(auditFiles(name, loadProject(name, 'before', variant)), must, not));

      if (facts.after) {
        const { gone, strengths } = facts.after;
        it('is better after its owners acted on the review', () => {
          const after = auditFiles(name, loadProject(name, 'after'));
          assert.ok((after.score ?? 0) > (audit.score ?? 0) + 10, `${audit.score} before, ${after.score} after`);
          checkFindings(after, [], gone);
          const credited = new Set(after.strengths.flatMap(rowsOf));
          assert.deepEqual(
            strengths.filter((row) => !credited.has(row)),
            [],
          );
        });
      }
    });
  }
});
