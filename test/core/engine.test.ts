import assert from 'node:assert/strict';
import {
  composeRule,
  createEngine,
  type EngineOptions,
  type FileEdit,
  fileRule,
  fix,
  fixAll,
  type LintResult,
  type RegisteredRule,
  type Registry,
  severity,
  span,
} from '#core';
import unusedIgnore from '../../rules/file/unused-ignore.ts';
import { memoryFiles } from '../support/memory.ts';

const meta = { title: 'T', category: 'security', severity: 'high', profile: 'recommended', why: 'W.', examples: [], valid: [] } as const;

function engineWith(rules: Record<string, RegisteredRule>, options: Partial<EngineOptions> = {}) {
  return createEngine({ registry: new Map(Object.entries(rules)) satisfies Registry, today: '2026-11-21', ...options });
}

function lint(
  rules: Record<string, RegisteredRule>,
  text: string,
  files: Record<string, string> = {},
  options: Partial<EngineOptions> = {},
): LintResult {
  const engine = engineWith(rules, options);
  const source = engine.open('compose.yaml', text);
  assert.ok(source);
  return engine.lint(source, memoryFiles({ ...files, 'compose.yaml': text }));
}

/** Reports one span of every file. */
const at = (start: number, end: number, more: Partial<RegisteredRule> = {}) =>
  ({ ...composeRule({ ...meta, visit: { file: (_, report) => report(span(start, end), `At ${start}.`) } }), ...more }) as RegisteredRule;

const TEXT = 'services:\n  web:\n    image: a\n';

describe('engine', () => {
  it('sorts by position, then by rule', () => {
    const result = lint({ 'compose/b': at(2, 4), 'compose/c': at(0, 1), 'compose/a': at(2, 3) }, TEXT);
    assert.deepEqual(
      result.findings.map((finding) => finding.rule),
      ['compose/c', 'compose/a', 'compose/b'],
    );
  });

  it('keeps everything on one line inside the file, and nothing empty', () => {
    const rules = { 'compose/long': at(0, 999), 'compose/empty': at(12, 12), 'compose/end': at(500, 600), 'compose/break': at(9, 10) };
    for (const { range, span: found } of lint(rules, TEXT).findings) {
      assert.equal(range.start.line, range.end.line);
      assert.ok(found.end > found.start && found.end <= TEXT.length);
    }
  });

  it('survives an empty file', () => {
    assert.deepEqual(
      lint({ 'compose/a': at(0, 5) }, '').findings.map((finding) => finding.span),
      [{ start: 0, end: 0 }],
    );
  });

  it('goes on when a rule throws, and keeps what it had found', () => {
    const throwing = composeRule({
      ...meta,
      visit: {
        file: (_, report) => report(span(0, 1), 'First.'),
        service: () => {
          throw new Error('boom');
        },
      },
    });
    const result = lint({ 'compose/throwing': throwing, 'compose/other': at(3, 4) }, TEXT);
    assert.deepEqual(
      result.findings.map((finding) => finding.message),
      ['First.', 'At 3.'],
    );
    assert.equal(result.failures.length, 1);
    assert.match(result.failures[0]?.message ?? '', /boom/);
  });

  it('reports the same problem at the same place once', () => {
    const twice = composeRule({ ...meta, visit: { file: (_, report) => void [report(span(0, 1), 'Once.'), report(span(0, 1), 'Once.')] } });
    assert.equal(lint({ 'compose/twice': twice }, TEXT).findings.length, 1);
  });

  it('drops a general finding where a special rule reports', () => {
    const rules = { 'compose/general': at(0, 8), 'compose/special': at(4, 6, { supersedes: ['compose/general'] }) };
    assert.deepEqual(
      lint(rules, TEXT).findings.map((finding) => finding.rule),
      ['compose/special'],
    );
    const apart = { 'compose/general': at(0, 3), 'compose/special': at(4, 6, { supersedes: ['compose/general'] }) };
    assert.equal(lint(apart, TEXT).findings.length, 2);
  });

  it('lets a rule refine its severity, but not the one that the user set', () => {
    const refining = composeRule({ ...meta, visit: { file: (_, report) => report(span(0, 1), 'M.', severity('info')) } });
    assert.equal(lint({ 'compose/a': refining }, TEXT).findings[0]?.severity, 'info');
    const config = { forced: { folder: '', rules: { 'compose/a': 'critical' } } } as const;
    assert.equal(lint({ 'compose/a': refining }, TEXT, {}, { config }).findings[0]?.severity, 'critical');
  });

  it('gives rules the role that the configuration says', () => {
    const roles: string[] = [];
    const asking = composeRule({
      ...meta,
      visit: { file: (_, __, context) => void roles.push(context.source.role, context.settings.role) },
    });
    lint({ 'compose/a': asking }, TEXT, { '.seaworthy.yaml': 'roles:\n  production: [compose.yaml]\n' });
    assert.deepEqual(roles, ['production', 'production']);
  });

  it('finds nothing in a file that is ignored', () => {
    assert.deepEqual(lint({ 'compose/a': at(0, 1) }, TEXT, { '.seaworthy.yaml': 'ignore: [compose.yaml]\n' }).findings, []);
  });

  it('tells which other files a result depends on', () => {
    const reading = composeRule({ ...meta, visit: { file: (_, __, { project }) => void project.read('.env') } });
    assert.ok(lint({ 'compose/a': reading }, TEXT).used.has('.env'));
    assert.ok(lint({ 'compose/a': reading }, TEXT).used.has('.seaworthy.yaml'));
  });

  it('parses a version of a file once', () => {
    const models: unknown[] = [];
    const keeping = composeRule({ ...meta, visit: { file: (file) => void models.push(file.parsed) } });
    const engine = engineWith({ 'compose/a': keeping });
    const source = engine.open('compose.yaml', TEXT);
    assert.ok(source);
    engine.lint(source, memoryFiles({}));
    engine.lint(source, memoryFiles({}));
    assert.equal(models.length, 2);
    assert.ok(models[0] !== undefined && models[0] === models[1]);
  });

  it('is deterministic', () => {
    const rules = { 'compose/b': at(2, 4), 'compose/a': at(2, 3) };
    assert.deepEqual(lint(rules, TEXT).findings, lint(rules, TEXT).findings);
  });
});

describe('fixAll', () => {
  /** Replaces every `from` by `to`, one finding each. */
  function replacing(from: string, to: string, level: 'safe' | 'unsafe' = 'safe', others: readonly FileEdit[] = []): RegisteredRule {
    return composeRule({
      ...meta,
      visit: {
        file(_, report, { source }) {
          for (let start = source.text.indexOf(from); start >= 0; start = source.text.indexOf(from, start + 1)) {
            const place = span(start, start + from.length);
            report(
              place,
              `Found at ${start}.`,
              fix(level, `Replace ${from}`, () => [{ file: source.path, ...place, newText: to }, ...others]),
            );
          }
        },
      },
    });
  }

  const syntaxError = fileRule({ ...meta, visit: { syntaxProblem: (problem, report) => report(problem.span, problem.message) } });

  function fixed(rules: Record<string, RegisteredRule>, text: string, options: Partial<Parameters<typeof fixAll>[3]> = {}) {
    const engine = engineWith({ 'file/syntax-error': syntaxError, ...rules });
    const source = engine.open('compose.yaml', text);
    assert.ok(source);
    return fixAll(engine, source, memoryFiles({ 'compose.yaml': text }), { safeties: ['safe'], ...options });
  }

  it('applies safe fixes everywhere', () => {
    const result = fixed({ 'compose/a': replacing('image: a', 'image: b') }, `${TEXT}  db:\n    image: a\n`);
    assert.equal(result.text, 'services:\n  web:\n    image: b\n  db:\n    image: b\n');
    assert.equal(result.applied.length, 2);
  });

  it('leaves unsafe ones alone unless asked', () => {
    const rules = { 'compose/a': replacing('image: a', 'image: b', 'unsafe') };
    assert.equal(fixed(rules, TEXT).text, TEXT);
    assert.notEqual(fixed(rules, TEXT, { safeties: ['safe', 'unsafe'] }).text, TEXT);
  });

  it('lets overlapping fixes wait for the next round', () => {
    const result = fixed({ 'compose/a': replacing('web', 'w'), 'compose/b': replacing('  web:', '  www:') }, TEXT);
    assert.equal(result.text, 'services:\n  www:\n    image: a\n');
  });

  it('takes back a fix that breaks the file, and keeps the others', () => {
    const result = fixed({ 'compose/bad': replacing('image: a', 'image: [a'), 'compose/good': replacing('web', 'www') }, TEXT);
    assert.equal(result.text, 'services:\n  www:\n    image: a\n');
    assert.deepEqual(
      result.applied.map((one) => one.finding.rule),
      ['compose/good'],
    );
  });

  it('ends although two rules undo each other', () => {
    const result = fixed({ 'compose/a': replacing(': a', ': b'), 'compose/b': replacing(': b', ': a') }, TEXT);
    assert.match(result.text, /image: [ab]\n$/);
  });

  it('touches other files only when it may', () => {
    const rules = { 'compose/a': replacing('web', 'www', 'safe', [{ create: '.env', contents: 'A=1\n' }]) };
    assert.equal(fixed(rules, TEXT).text, TEXT);
    assert.deepEqual(fixed(rules, TEXT, { otherFiles: true }).otherFiles, [{ create: '.env', contents: 'A=1\n' }]);
  });

  it('takes the next fix of a finding where the first gives no edit', () => {
    const rule = composeRule({
      ...meta,
      visit: {
        service: ({ key }, report, { source }) =>
          report(
            key.span,
            'M.',
            fix('safe', 'Impossible', () => undefined),
            fix('safe', 'Possible', () => (key.text === 'web' ? [{ file: source.path, ...key.span, newText: 'www' }] : undefined)),
          ),
      },
    });
    const result = fixed({ 'compose/a': rule }, TEXT);
    assert.deepEqual(
      result.applied.map((one) => one.fix.title),
      ['Possible'],
    );
  });

  it('leaves out fixes that the configuration switched off with their rule', () => {
    const engine = engineWith(
      { 'compose/a': replacing('web', 'www') },
      { config: { forced: { folder: '', rules: { 'compose/a': 'off' } } } },
    );
    const source = engine.open('compose.yaml', TEXT);
    assert.ok(source);
    assert.equal(fixAll(engine, source, memoryFiles({}), { safeties: ['safe'] }).text, TEXT);
  });
});

describe('ignore comments in the engine', () => {
  const rules = { 'compose/a': at(10, 14), 'file/unused-ignore': unusedIgnore };

  it('silence a finding and are not unused then', () => {
    const result = lint(
      {
        'compose/a': composeRule({ ...meta, visit: { service: (service, report) => report(service.key.span, 'M.') } }),
        'file/unused-ignore': unusedIgnore,
      },
      'services:\n  # seaworthy-ignore compose/a: it is fine\n  web:\n    image: a\n',
    );
    assert.deepEqual(result.findings, []);
    assert.equal(result.silenced.length, 1);
  });

  it('are reported as unused where nothing is silenced, unless the rule is off', () => {
    const text = `${TEXT}# seaworthy-ignore-file compose/x\n`;
    const withX = { ...rules, 'compose/x': at(0, 1, { visit: {} }) };
    assert.deepEqual(
      lint(withX, text).findings.map((finding) => finding.rule),
      ['compose/a', 'file/unused-ignore'],
    );
    const config = { forced: { folder: '', rules: { 'compose/x': 'off' } } } as const;
    assert.deepEqual(
      lint(withX, text, {}, { config }).findings.map((finding) => finding.rule),
      ['compose/a'],
    );
  });
});
