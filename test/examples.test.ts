import assert from 'node:assert/strict';
import {
  applyEdits,
  createEngine,
  type Example,
  type Finding,
  ignoreAbove,
  ignoreLineFor,
  isCreate,
  type LintResult,
  type RegisteredRule,
  type RuleLanguage,
  type ScriptProblem,
  type ScriptToCheck,
  type ValidExample,
} from '#core';
import { registry } from '../rules/registry.ts';
import { applyToFiles, type Files } from './support/apply.ts';
import { drawCarets, type Mark, readCarets } from './support/carets.ts';
import { memoryFiles } from './support/memory.ts';

const engine = createEngine({ registry, today: '2026-11-25', config: { forced: { folder: '', profile: 'all' } } });

const DEFAULT_PATH: Readonly<Record<RuleLanguage, string>> = {
  dockerfile: 'Dockerfile',
  compose: 'compose.yaml',
  workflow: '.github/workflows/ci.yml',
  file: 'Dockerfile',
  project: 'package.json',
};

/** What ShellCheck says in the example at hand. */
let answers: NonNullable<Example['shellcheck']> = [];

function checkScript({ text }: ScriptToCheck): ScriptProblem[] {
  return answers.flatMap(({ at, becomes, ...problem }) => {
    const start = text.indexOf(at);
    const end = start + at.length;
    return start < 0 ? [] : [{ ...problem, start, end, edits: becomes === undefined ? [] : [{ start, end, newText: becomes }] }];
  });
}

function lint(path: string, text: string, files: Files = {}): LintResult {
  const source = engine.open(path, text);
  assert.ok(source, `${path} is no file that is linted`);
  const result = engine.lint(source, { ...memoryFiles({ ...files, [path]: text }), checkScript });
  assert.deepEqual(result.failures, [], 'a rule threw');
  return result;
}

/** The whole project after the fix: path → text. */
function applyFix(finding: Finding, title: string | undefined, path: string, text: string, files: Files): Record<string, string> {
  const fix = title === undefined ? finding.fixes[0] : finding.fixes.find((one) => one.title === title);
  assert.ok(fix, title ? `no fix \`${title}\`; there are: ${finding.fixes.map((one) => one.title).join(' | ')}` : 'the finding has no fix');
  const edits = fix.edits();
  assert.ok(edits?.length, `the fix \`${fix.title}\` gives no edit`);
  return applyToFiles({ ...files, [path]: text }, edits);
}

const own = (id: string, result: LintResult): Finding[] => result.findings.filter((finding) => finding.rule === id);

function marksOf(findings: readonly Finding[]): Mark[] {
  return findings.map(({ range, message }) => ({
    line: range.start.line,
    start: range.start.character,
    end: range.end.character,
    message,
  }));
}

const syntaxErrors = (result: LintResult): string[] =>
  result.findings
    .filter((finding) => finding.rule === 'file/syntax-error')
    .map((finding) => `${finding.range.start.line + 1}: ${finding.message}`);

/** A directive is a comment by its looks alone: a fix may change it. */
const DIRECTIVE = /^# *(?:syntax|escape|check) *=/i;

function commentsOf(text: string): string[] {
  const comments = text.split('\n').flatMap((line) => /(?:^|\s)(#(?!!).*)$/.exec(line)?.[1]?.trim() ?? []);
  return comments.filter((comment) => !DIRECTIVE.test(comment));
}

interface Variant {
  readonly name: string;
  /** How many lines it puts in front. */
  readonly shift?: number;
  readonly change: (text: string) => string | undefined;
}

const VARIANTS: readonly Variant[] = [
  { name: 'with CRLF', change: (text) => text.replaceAll('\n', '\r\n') },
  { name: 'with a byte order mark', change: (text) => `\uFEFF${text}` },
  { name: 'without a final newline', change: (text) => text.replace(/\n+$/, '') },
  {
    name: 'below a comment',
    shift: 1,
    change: (text) => (DIRECTIVE.test(text) ? undefined : `# made by hand\n${text}`),
  },
];

describe('examples', () => {
  for (const [id, rule] of registry) {
    // test/project-rules.test.ts runs those over whole projects.
    if (rule.language === 'project') continue;
    describe(id, () => {
      const path = (example: { path?: string }) => example.path ?? DEFAULT_PATH[rule.language];
      rule.examples.forEach((example, index) => {
        describe(example.title ?? `example ${index + 1}`, () => {
          before(() => {
            answers = example.shellcheck ?? [];
          });
          exampleTests(id, rule, example, path(example));
        });
      });
      rule.valid.forEach((valid, index) => {
        it(`is silent on valid text ${index + 1}`, () => {
          answers = typeof valid === 'string' ? [] : (valid.shellcheck ?? []);
          checkValid(id, valid, DEFAULT_PATH[rule.language]);
        });
      });
    });
  }
});

function checkValid(id: string, valid: ValidExample, defaultPath: string): void {
  const {
    text,
    path = defaultPath,
    files,
    broken,
  } = typeof valid === 'string' ? ({ text: valid } as Exclude<ValidExample, string>) : valid;
  const result = lint(path, text, files);
  assert.equal(drawCarets(text, marksOf(own(id, result))), text);
  if (!broken && id !== 'file/syntax-error') assert.deepEqual(syntaxErrors(result), []);
}

function exampleTests(id: string, rule: RegisteredRule, example: Example, path: string): void {
  const { text: bad, marks } = readCarets(example.bad);
  const files = example.files ?? {};

  it('reports exactly the marked places', () => {
    const result = lint(path, bad, files);
    if (!example.broken) assert.deepEqual(syntaxErrors(result), []);
    const found = marksOf(own(id, result));
    const isMarked = (mark: Mark) => marks.find((one) => one.line === mark.line && one.start === mark.start && one.end === mark.end);
    const shown = found.map((mark) => ({
      ...mark,
      message: isMarked(mark) && isMarked(mark)?.message === undefined ? undefined : mark.message,
    }));
    assert.equal(drawCarets(bad, shown), drawCarets(bad, marks), 'paste the first block into the rule if it is right');
  });

  for (const variant of VARIANTS) {
    it(`reports the same ${variant.name}`, () => {
      const changed = variant.change(bad);
      if (changed === undefined) return;
      const found = marksOf(own(id, lint(path, changed, files)));
      const bom = changed.startsWith('\uFEFF') ? 1 : 0;
      const moved = found.map((mark) => {
        const onFirst = mark.line === 0 ? bom : 0;
        return { ...mark, line: mark.line - (variant.shift ?? 0), start: mark.start - onFirst, end: mark.end - onFirst };
      });
      assert.deepEqual(
        moved.map(({ line, start, end }) => ({ line, start, end })),
        marks.map(({ line, start, end }) => ({ line, start, end })),
      );
    });
  }

  if (!visitsIgnores(rule)) {
    it('is silenced by an ignore comment', () => {
      const result = lint(path, bad, files);
      for (const finding of own(id, result)) {
        const line = ignoreLineFor(result.layout, finding.range.start.line);
        if (line === undefined) continue;
        const after = applyEdits(
          bad,
          ignoreAbove(result.source, id, line).flatMap((edit) => (isCreate(edit) ? [] : [edit])),
        );
        assert.ok(after !== undefined);
        const again = lint(path, after, files);
        const still = own(id, again).find(
          (one) => one.range.start.line === finding.range.start.line + 1 && one.message === finding.message,
        );
        assert.equal(still, undefined, `the comment above line ${line + 1} does not silence it`);
      }
    });
  }

  if (example.good === undefined) return;
  const good = example.good;

  it('is mended by its fix', () => {
    const [first] = own(id, lint(path, bad, files)).filter(
      (finding) => example.fix === undefined || finding.fixes.some((fix) => fix.title === example.fix),
    );
    assert.ok(first, 'nothing is reported');
    const after = applyFix(first, example.fix, path, bad, files);
    assert.equal(after[path], good);
    for (const [other, text] of Object.entries(example.goodFiles ?? {})) assert.equal(after[other], text, other);
    const untouched = Object.keys(after).filter((other) => other !== path && !(other in (example.goodFiles ?? {})));
    for (const other of untouched) assert.equal(after[other], files[other], `${other} is not among goodFiles`);
  });

  for (const variant of VARIANTS) {
    it(`is mended by its fix ${variant.name}`, () => {
      const changed = variant.change(bad);
      if (changed === undefined) return;
      const [first] = own(id, lint(path, changed, files)).filter(
        (finding) => example.fix === undefined || finding.fixes.some((fix) => fix.title === example.fix),
      );
      assert.ok(first, 'nothing is reported');
      const after = applyFix(first, example.fix, path, changed, files)[path] ?? '';
      // A fix may end the last line where it has to put something behind it.
      const expected = variant.change(good) ?? '';
      assert.equal(after.replace(/\r?\n$/, ''), expected.replace(/\r?\n$/, ''));
    });
  }

  it('is right after the fix: silent, no new error, no comment lost', () => {
    const before = lint(path, bad, files);
    const after = lint(path, good, { ...files, ...example.goodFiles });
    const mended = own(id, before).filter((finding) => finding.fixes.length > 0).length;
    assert.ok(own(id, after).length < own(id, before).length || mended === 0, 'the finding is still there');
    const errors = (result: LintResult) =>
      result.findings
        .filter((finding) => finding.severity === 'critical' || finding.severity === 'high')
        .map((finding) => `${finding.rule}: ${finding.message}`);
    const known = errors(before);
    assert.deepEqual(
      errors(after).filter((error) => !known.includes(error)),
      [],
    );
    if (visitsIgnores(rule)) return;
    const kept = commentsOf(good);
    for (const comment of commentsOf(bad))
      assert.ok(
        // What was commented out and is restored is no comment any more.
        kept.some((one) => one.includes(comment) || comment.includes(one)) || good.includes(comment.replace(/^#\s*/, '')),
        `the comment \`${comment}\` is lost`,
      );
  });
}

function visitsIgnores(rule: RegisteredRule): boolean {
  return rule.visit.ignore !== undefined;
}
