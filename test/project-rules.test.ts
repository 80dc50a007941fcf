import assert from 'node:assert/strict';
import { createEngine, type Example, type Finding, isCreate, LineIndex, type ProjectLintResult, type ValidExample } from '#core';
import { registry } from '../rules/registry.ts';
import { applyToFiles, type Files } from './support/apply.ts';
import { drawCarets, type Mark, readCarets } from './support/carets.ts';
import { memoryFiles, memoryTree } from './support/memory.ts';

/** Runs every example of every rule over whole projects, as test/examples.test.ts does for the rules over one file. */
const engine = createEngine({ registry, today: '2026-11-21', config: { forced: { folder: '', profile: 'all' } } });

const DEFAULT_PATH = 'package.json';

function audit(files: Files, tracked?: readonly string[]): ProjectLintResult {
  const result = engine.lintProject(memoryTree(files, tracked), memoryFiles(files));
  assert.deepEqual(result.failures, [], 'a rule threw');
  return result;
}

/** What single files are told, the errors among it. */
function errorsOf(files: Files): string[] {
  return Object.entries(files).flatMap(([path, text]) => {
    const source = engine.open(path, text);
    const findings = source ? engine.lint(source, memoryFiles(files)).findings : [];
    return findings
      .filter(({ severity }) => severity === 'critical' || severity === 'high')
      .map(({ rule, message }) => `${path}: ${rule}: ${message}`);
  });
}

const own = (id: string, { findings }: ProjectLintResult): Finding[] => findings.filter((finding) => finding.rule === id);

function marksIn(path: string, findings: readonly Finding[]): Mark[] {
  return findings
    .filter(({ file }) => file === path)
    .map(({ range, message }) => ({ line: range.start.line, start: range.start.character, end: range.end.character, message }));
}

const VARIANTS: readonly { readonly name: string; readonly change: (text: string) => string }[] = [
  { name: 'with CRLF', change: (text) => text.replaceAll('\n', '\r\n') },
  { name: 'without a final newline', change: (text) => text.replace(/\n+$/, '') },
];

describe('rules over the project', () => {
  for (const [id, rule] of registry) {
    if (rule.language !== 'project') continue;
    describe(id, () => {
      rule.examples.forEach((example, index) => {
        describe(example.title ?? `example ${index + 1}`, () => exampleTests(id, example));
      });
      rule.valid.forEach((valid, index) => {
        it(`is silent on valid project ${index + 1}`, () => checkValid(id, valid));
      });
      it('is silent where nothing is known of the other files', () => {
        for (const tree of [memoryTree({}), { ...memoryTree({}), complete: false }]) {
          const result = engine.lintProject(tree, { read: () => undefined, list: () => undefined });
          assert.deepEqual([result.failures, own(id, result)], [[], []]);
        }
      });
    });
  }
});

function checkValid(id: string, valid: ValidExample): void {
  const {
    text,
    path = DEFAULT_PATH,
    files,
    tracked,
  } = typeof valid === 'string' ? ({ text: valid } as Exclude<ValidExample, string>) : valid;
  const found = own(id, audit({ ...files, [path]: text }, tracked));
  assert.deepEqual(
    found.map(({ file, message }) => `${file}: ${message}`),
    [],
  );
}

function exampleTests(id: string, example: Example): void {
  const { path = DEFAULT_PATH, tracked } = example;
  const { text: bad, marks } = readCarets(example.bad);
  const before: Files = { ...example.files, [path]: bad };
  const find = (files: Files) => own(id, audit(files, tracked));

  it('reports exactly the marked places', () => {
    const found = find(before);
    const shown = marksIn(path, found).map((mark) => {
      const marked = marks.find((one) => one.line === mark.line && one.start === mark.start && one.end === mark.end);
      return marked && marked.message === undefined ? { ...mark, message: undefined } : mark;
    });
    assert.equal(drawCarets(bad, shown as Mark[]), drawCarets(bad, marks), 'paste the first block into the rule if it is right');
    assert.deepEqual(
      found.filter(({ file }) => file !== path).map(({ file, message }) => `${file}: ${message}`),
      [],
      'reports in other files, too',
    );
  });

  for (const { name, change } of VARIANTS) {
    it(`reports the same ${name}`, () => {
      const changed = Object.fromEntries(Object.entries(before).map(([file, text]) => [file, change(text)]));
      const places = (findings: readonly Finding[]) => marksIn(path, findings).map(({ line, start, end }) => ({ line, start, end }));
      assert.deepEqual(places(find(changed)), places(find(before)));
    });
  }

  if (example.good === undefined) return;
  const good = example.good;

  it('is mended by its fix', () => {
    const after = fixed(find(before), example, before);
    assert.equal(after[path], good);
    for (const [other, text] of Object.entries(example.goodFiles ?? {})) assert.equal(after[other], text, other);
    for (const other of Object.keys(after).filter((name) => name !== path && !(name in (example.goodFiles ?? {}))))
      assert.equal(after[other], before[other], `${other} is not among goodFiles`);
  });

  it('is right after the fix: silent, and nothing worse than before', () => {
    const after = fixed(find(before), example, before);
    const remaining = own(id, audit(after, tracked)).length;
    assert.ok(remaining < find(before).length, 'the finding is still there');
    const known = errorsOf(before);
    assert.deepEqual(
      errorsOf(after).filter((error) => !known.includes(error)),
      [],
    );
    const found = audit(before, tracked).findings.map(({ rule, message }) => `${rule}: ${message}`);
    const worse = audit(after, tracked).findings.filter(({ severity }) => severity === 'critical' || severity === 'high');
    assert.deepEqual(
      worse.map(({ rule, message }) => `${rule}: ${message}`).filter((one) => !found.includes(one)),
      [],
    );
  });

  it('names places that are there', () => {
    for (const finding of find(before)) {
      const text = before[finding.file];
      assert.ok(text !== undefined, finding.file);
      assert.deepEqual(new LineIndex(text).rangeOf(finding.span), finding.range);
      for (const fix of finding.fixes) for (const edit of fix.edits() ?? []) if (!isCreate(edit)) assert.ok(edit.file in before, edit.file);
    }
  });
}

function fixed(findings: readonly Finding[], example: Example, files: Files): Record<string, string> {
  const fixes = findings.flatMap((finding) => finding.fixes);
  const fix = example.fix === undefined ? fixes[0] : fixes.find(({ title }) => title === example.fix);
  assert.ok(fix, `no such fix; there are: ${fixes.map(({ title }) => title).join(' | ')}`);
  const edits = fix.edits();
  assert.ok(edits?.length, `the fix \`${fix.title}\` gives no edit`);
  return applyToFiles(files, edits);
}
