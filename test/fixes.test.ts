import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { parseAllDocuments, Scalar, visit } from 'yaml';
import {
  applyEdits,
  createEngine,
  type FileEdit,
  type Finding,
  type Fix,
  fixAll,
  isAtLeast,
  isCreate,
  type LintResult,
  parseDockerfile,
  plainText,
  type RuleLanguage,
  type Safety,
  type Source,
} from '#core';
import { registry } from '../rules/registry.ts';
import { readCarets } from './support/carets.ts';
import { memoryFiles } from './support/memory.ts';

/**
 * What holds for every fix, whatever the rule: a fix that breaks a file is the worst bug there is.
 * Texts are the examples of all rules in several spellings and, where they are at hand, the test cases of other linters.
 */
const engine = createEngine({ registry, today: '2026-11-21', config: { forced: { folder: '', profile: 'all' } } });

type Files = Readonly<Record<string, string>>;

interface Case {
  readonly name: string;
  readonly path: string;
  readonly text: string;
  readonly files: Files;
}

const DEFAULT_PATH: Readonly<Record<RuleLanguage, string>> = {
  dockerfile: 'Dockerfile',
  compose: 'compose.yaml',
  workflow: '.github/workflows/ci.yml',
  file: 'Dockerfile',
  project: 'package.json',
};

/** Findings that a fix may bring: `rule of the fix → rule of the new finding`, with the reason. */
const RIGHT_AFTERWARDS: Readonly<Record<string, string>> = {
  'compose/missing-healthcheck → compose/depends-on-without-health': 'only now is there something to wait for',
  'compose/hardcoded-secret → compose/secrets-in-environment': 'in the environment is better than in the file, and not the best',
  'compose/secret-in-url → compose/secrets-in-environment': 'in the environment is better than in the file, and not the best',
  'workflow/excessive-permissions → workflow/workflow-wide-write-permission': 'far less than all scopes, which is what the file had before',
  'workflow/missing-permissions → workflow/workflow-wide-write-permission': 'far less than all scopes, which is what the file had before',
  'dockerfile/missing-user → dockerfile/named-user': 'a number would hide which account it is',
  'dockerfile/root-user → dockerfile/named-user': 'a number would hide which account it is',
  'dockerfile/missing-user → dockerfile/privileged-port-for-other-user': 'only now is there another account',
  'dockerfile/missing-user → dockerfile/ownership-changed-after-copy':
    'nginx needs some folders of its own, among them one that was copied to',
  'dockerfile/invalid-port → dockerfile/missing-healthcheck': 'only now is there a port to ask at',
  'dockerfile/invalid-port → dockerfile/privileged-port-for-other-user': 'only now is there a port',
  'dockerfile/missing-user → dockerfile/consecutive-runs': 'a layer of its own is kept when what stands above it changes',
  'dockerfile/apt-lists-not-removed → dockerfile/sudo-in-run': 'the file calls everything with sudo',
  'dockerfile/inconsistent-casing → dockerfile/as-in-other-case': 'one word at a time',
  'dockerfile/small-letter-instruction → dockerfile/as-in-other-case': 'one word at a time',
  'dockerfile/small-letter-instruction → dockerfile/inconsistent-casing': 'one word at a time',
  'dockerfile/inconsistent-casing → dockerfile/small-letter-instruction': 'as most of the file is',
  'workflow/unknown-key → workflow/invalid-value': 'a misspelt key hides that its value is wrong, too',
};

/** Places that a fix may change besides the service or job of its finding. */
const ELSEWHERE: Readonly<Record<string, readonly string[]>> = {
  // Declares what is referred to.
  'compose/undefined-reference': ['volumes', 'networks'],
  // Reported once, at the first service, for a file where nobody has it.
  'compose/missing-resource-limits': ['services'],
  'compose/missing-restart-policy': ['services'],
  // Adds the service that was commented out.
  'compose/commented-out-service': ['services'],
  // Reported at the jobs that have none, set for all of them.
  'workflow/missing-permissions': ['permissions'],
};

const count = { texts: 0, fixes: 0, refused: 0, together: 0 };

function open(one: Case, text: string): Source {
  const source = engine.open(one.path, text);
  assert.ok(source, `${one.path} is no file that is linted`);
  return source;
}

function lint(one: Case, text: string, files: Files = one.files): LintResult {
  return engine.lint(open(one, text), memoryFiles({ ...files, [one.path]: text }));
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text.replace('\uFEFF', ''));
    return true;
  } catch {
    return false;
  }
}

/** Breaks by an independent reader, so that our own parser cannot be wrong alone. */
function yamlErrors(text: string): number {
  return parseAllDocuments(text, { merge: true, uniqueKeys: false }).reduce((sum, document) => sum + document.errors.length, 0);
}

function countByRule(result: LintResult): Map<string, { count: number; worst: Finding }> {
  const counts = new Map<string, { count: number; worst: Finding }>();
  for (const finding of result.findings) {
    const known = counts.get(finding.rule);
    const worst = known && isAtLeast(known.worst.severity, finding.severity) ? known.worst : finding;
    counts.set(finding.rule, { count: (known?.count ?? 0) + 1, worst });
  }
  return counts;
}

/** Rules that report more than before, as bad as what was fixed or worse. */
function newFindings(fixed: readonly Finding[], before: LintResult, after: LintResult): string[] {
  // What a broken line hid comes to light.
  if (syntaxErrors(after) < syntaxErrors(before)) return [];
  const known = countByRule(before);
  const found: string[] = [];
  for (const [rule, { count, worst }] of countByRule(after)) {
    if (count <= (known.get(rule)?.count ?? 0)) continue;
    const asBad = fixed.filter((one) => isAtLeast(worst.severity, one.severity));
    if (asBad.length === 0 || fixed.some((one) => `${one.rule} → ${rule}` in RIGHT_AFTERWARDS)) continue;
    found.push(`${rule} (${worst.severity}): ${worst.message}`);
  }
  return found;
}

/** Edits are inside their files, keep line breaks and byte order mark, overwrite nothing. Gives the project after them. */
function applyTo(project: Files, edits: readonly FileEdit[]): Record<string, string> {
  const after: Record<string, string> = { ...project };
  for (const edit of edits) {
    if (!isCreate(edit)) continue;
    assert.ok(!(edit.create in after), `would overwrite ${edit.create}`);
    after[edit.create] = plainText(edit.contents);
  }
  const paths = new Set(edits.flatMap((edit) => (isCreate(edit) ? [] : [edit.file])));
  for (const path of paths) {
    const text = project[path];
    assert.ok(text !== undefined, `edits ${path}, which does not exist`);
    const own = edits.flatMap((edit) => (!isCreate(edit) && edit.file === path ? [{ ...edit, newText: plainText(edit.newText) }] : []));
    for (const edit of own) {
      assert.ok(edit.start >= 0 && edit.start <= edit.end && edit.end <= text.length, 'edit outside the file');
      for (const at of [edit.start, edit.end]) assert.ok(!(text[at - 1] === '\r' && text[at] === '\n'), 'edit cuts a line break in two');
    }
    const changed = applyEdits(text, own);
    assert.ok(changed !== undefined, `edits of ${path} overlap`);
    if (text.includes('\n') && !/(?:^|[^\r])\n/.test(text)) assert.doesNotMatch(changed, /[^\r]\n/, 'a line break without CR');
    if (!text.includes('\r')) assert.ok(!changed.includes('\r'), 'a line break with CR');
    assert.equal(changed.lastIndexOf('\uFEFF'), text.lastIndexOf('\uFEFF') === 0 ? 0 : changed.lastIndexOf('\uFEFF'), 'byte order mark');
    after[path] = changed;
  }
  return after;
}

/**
 * What each document says as it is written: aliases stay words, so that a change at an anchor is one change.
 * Undefined for a text that is no YAML.
 */
function plainData(text: string): unknown[] | undefined {
  const documents = parseAllDocuments(text, { uniqueKeys: false, customTags: TAGS, logLevel: 'silent' });
  if (documents.some((document) => document.errors.length > 0)) return undefined;
  return documents.map((document) => {
    visit(document, { Alias: (_, alias) => new Scalar(`*${alias.source}`) });
    return document.toJS();
  });
}

const TAGS = ['!reset', '!override'].flatMap((tag) =>
  (['map', 'seq'] as const)
    .map((collection) => ({ tag, collection, identify: () => false }) as const)
    .map((one) => ({ ...one, resolve: <Node>(node: Node) => node })),
);

/** Paths of two levels at which two documents differ: `services.web`, `volumes.data`, `version`. */
function changedPlaces(before: unknown, after: unknown): string[] {
  const places: string[] = [];
  const isMap = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
  const keys = (a: unknown, b: unknown) => new Set([...(isMap(a) ? Object.keys(a) : []), ...(isMap(b) ? Object.keys(b) : [])]);
  const at = (value: unknown, key: string) => (isMap(value) && Object.hasOwn(value, key) ? value[key] : undefined);
  for (const key of keys(before, after)) {
    const [a, b] = [at(before, key), at(after, key)];
    if (isDeepStrictEqual(a, b)) continue;
    if (key !== 'services' && key !== 'jobs') places.push(key);
    else for (const name of keys(a, b)) if (!isDeepStrictEqual(at(a, name), at(b, name))) places.push(`${key}.${name}`);
  }
  return places;
}

/** `services.web`, `jobs.build`, `version`: the entry in which an offset lies, told by indentation alone. */
function placeOf(text: string, offset: number): string {
  const lines = text.replace('\uFEFF', ' ').slice(0, offset).split('\n');
  const rest = text.slice(offset).split(/\r?\n/, 1)[0] ?? '';
  lines[lines.length - 1] += rest;
  let indent = Number.POSITIVE_INFINITY;
  const keys: { indent: number; name: string }[] = [];
  for (const line of lines.reverse()) {
    const match = /^( *)["']?([^\s#"'][^:"']*)["']?\s*:/.exec(line);
    const width = /^ */.exec(line)?.[0].length ?? 0;
    if (line.trim() === '' || line.trim().startsWith('#') || width >= indent) continue;
    indent = width;
    if (match?.[2]) keys.unshift({ indent: width, name: match[2] });
  }
  const [top, second] = keys;
  return top && second && (top.name === 'services' || top.name === 'jobs') ? `${top.name}.${second.name}` : (top?.name ?? '');
}

/** Everything but the entry of the finding says the same as before. */
function assertSameElsewhere(finding: Finding, title: string, kind: string, before: string, after: string): void {
  if (kind !== 'compose' && kind !== 'workflow') return;
  // Flow style at the top has no lines to tell places by.
  if (/^\uFEFF?\s*\{/.test(before)) return;
  const [was, is] = [plainData(before), plainData(after)];
  if (!was || was.length > 1) return;
  assert.ok(is, 'cannot be read by another YAML parser any more');
  const copies = title.startsWith('Move all') ? ['services'] : [];
  const allowed = [placeOf(before, finding.span.start), ...(ELSEWHERE[finding.rule] ?? []), ...copies];
  const wrong = changedPlaces(was[0], is[0]).filter((place) => !allowed.some((one) => place === one || place.startsWith(`${one}.`)));
  assert.deepEqual(wrong, [], `changed besides ${allowed.join(', ')}`);
}

/** Instructions that no edit touches stand in the file after as before, in the same order. */
function assertSameInstructions(one: Case, edits: readonly FileEdit[], after: string): void {
  const textsOf = (text: string, keep: (start: number, end: number) => boolean) =>
    parseDockerfile(open(one, text)).instructions.flatMap(({ span }) =>
      keep(span.start, span.end) ? [text.slice(span.start, span.end).replaceAll('\r\n', '\n')] : [],
    );
  const isUntouched = (start: number, end: number) =>
    edits.every((edit) => isCreate(edit) || edit.file !== one.path || edit.end < start || edit.start > end);
  const rest = textsOf(after, () => true);
  let at = 0;
  for (const text of textsOf(one.text, isUntouched)) {
    at = rest.indexOf(text, at) + 1;
    assert.ok(at > 0, `lost or moved: ${text}`);
  }
}

function syntaxErrors(result: LintResult): number {
  return result.findings.filter((finding) => finding.rule === 'file/syntax-error').length;
}

function checkAlone(one: Case, before: LintResult, finding: Finding, fix: Fix): void {
  const edits = fix.edits();
  if (!edits?.length) {
    count.refused++;
    return;
  }
  count.fixes++;
  const project = { ...one.files, [one.path]: one.text };
  const after = applyTo(project, edits);
  const text = after[one.path] ?? '';
  const result = lint(one, text, after);
  assert.deepEqual(result.failures, []);
  assert.ok(syntaxErrors(result) <= syntaxErrors(before), `a new syntax error in\n${text}`);
  if (before.source.kind !== 'dockerfile') assert.ok(yamlErrors(text) <= yamlErrors(one.text), `another YAML parser refuses\n${text}`);
  if (isJson(one.text)) assert.ok(isJson(text), `no JSON any more\n${text}`);
  const own = (all: LintResult) => all.findings.filter((other) => other.rule === finding.rule).length;
  assert.ok(own(result) < own(before), `the finding is still there in\n${text}`);
  assert.deepEqual(newFindings([finding], before, result), [], `new findings in\n${text}`);
  assertSameElsewhere(finding, fix.title, before.source.kind, one.text, text);
  if (before.source.kind === 'dockerfile') assertSameInstructions(one, edits, text);
}

/** As the command line does it: until nothing is left to apply, since one run moves one secret to `.env`. */
const RUNS = 20;

function checkTogether(one: Case, before: LintResult, safeties: readonly Safety[]): void {
  let project: Files = { ...one.files, [one.path]: one.text };
  let source = before.source;
  const fixed: Finding[] = [];
  for (let run = 0; ; run++) {
    const result = fixAll(engine, source, memoryFiles(project), { safeties, otherFiles: true });
    if (result.applied.length === 0) break;
    assert.ok(run < RUNS, `no end of fixes in\n${result.text}`);
    fixed.push(...result.applied.map((applied) => applied.finding));
    const others = result.otherFiles.filter((edit) => isCreate(edit) || edit.file !== one.path);
    project = { ...applyTo(project, others), [one.path]: result.text };
    source = open(one, result.text);
  }
  if (fixed.length === 0) return;
  count.together++;
  const after = lint(one, source.text, project);
  assert.ok(syntaxErrors(after) <= syntaxErrors(before), `a new syntax error in\n${source.text}`);
  if (source.kind !== 'dockerfile')
    assert.ok(yamlErrors(source.text) <= yamlErrors(one.text), `another YAML parser refuses\n${source.text}`);
  assert.deepEqual(newFindings(fixed, before, after), [], `new findings in\n${source.text}`);
}

/** Everything that has to hold for one text; gives a sentence for each thing that does not. */
function problemsOf(one: Case): string[] {
  const problems: string[] = [];
  const attempt = (what: string, run: () => void): void => {
    try {
      run();
    } catch (error) {
      problems.push(`${one.name} | ${what}: ${error instanceof Error ? error.message : String(error)}\n--- of\n${one.text}`);
    }
  };
  count.texts++;
  const before = lint(one, one.text);
  for (const finding of before.findings)
    for (const fix of finding.fixes) attempt(`${finding.rule}, ${fix.title}`, () => checkAlone(one, before, finding, fix));
  for (const safety of ['safe', 'unsafe'] as const) attempt(`all ${safety} fixes`, () => checkTogether(one, before, [safety]));
  return problems;
}

interface Variant {
  readonly name: string;
  readonly change: (text: string, path: string) => string;
}

const VARIANTS: readonly Variant[] = [
  { name: 'as it is', change: (text) => text },
  { name: 'CRLF', change: (text) => text.replaceAll('\n', '\r\n') },
  { name: 'byte order mark', change: (text) => `\uFEFF${text}` },
  { name: 'no final newline', change: (text) => text.replace(/\n+$/, '') },
  {
    name: 'indented by four',
    change: (text, path) =>
      /\.ya?ml$/.test(path)
        ? text.replace(/^( *)((?:- )*)/gm, (_, blanks: string, dashes: string) => blanks + blanks + dashes.replaceAll('- ', '-   '))
        : text,
  },
  { name: 'JSON in one line', change: (text, path) => asJson(text, path, 0) },
  { name: 'JSON in many lines', change: (text, path) => asJson(text, path, 2) },
];

/** Compose takes JSON, too. */
function asJson(text: string, path: string, space: number): string {
  const documents = /compose[^/]*\.ya?ml$/.test(path) ? parseAllDocuments(text, { merge: true, logLevel: 'silent' }) : [];
  const [first] = documents;
  return documents.length === 1 && first?.errors.length === 0 ? `${JSON.stringify(first.toJS(), null, space)}\n` : text;
}

function examplesOf(id: string): Case[] {
  const rule = registry.get(id);
  assert.ok(rule);
  const cases: Case[] = [];
  const add = (name: string, path: string | undefined, text: string, files: Files | undefined): void => {
    const where = path ?? DEFAULT_PATH[rule.language];
    for (const variant of VARIANTS) {
      const changed = variant.change(text, where);
      if (variant.name === 'as it is' || changed !== text)
        cases.push({ name: `${id}, ${name}, ${variant.name}`, path: where, text: changed, files: files ?? {} });
    }
  };
  rule.examples.forEach((example, index) => {
    add(`bad ${index + 1}`, example.path, readCarets(example.bad).text, example.files);
    if (example.good !== undefined) add(`good ${index + 1}`, example.path, example.good, { ...example.files, ...example.goodFiles });
  });
  rule.valid.forEach((valid, index) => {
    if (typeof valid === 'string') add(`valid ${index + 1}`, undefined, valid, undefined);
    else add(`valid ${index + 1}`, valid.path, valid.text, valid.files);
  });
  return cases;
}

const report = (problems: readonly string[]): string =>
  `${problems.length} problems\n\n${problems.slice(0, 20).join('\n\n')}${problems.length > 20 ? `\n\n… ${problems.length - 20} more` : ''}`;

describe('every fix of every example', () => {
  for (const [id, rule] of registry) {
    if (rule.language === 'project') continue;
    it(id, () => {
      const problems = examplesOf(id).flatMap(problemsOf);
      assert.equal(problems.length, 0, report(problems));
    });
  }

  after(() => {
    console.log(
      `      ${count.fixes} fixes tried in ${count.texts} texts, ${count.refused} refused, ${count.together} texts fixed in one go`,
    );
  });
});

interface PeerCase {
  readonly id: string;
  readonly kind: string;
  readonly content: string;
  readonly filename?: string;
  readonly files?: Files;
  readonly extra_files?: Files;
}

const PEER_CASES = new URL('../../shared/peer-cases/', import.meta.url);
const PEER_PATHS: Readonly<Record<string, string>> = {
  dockerfile: 'Dockerfile',
  compose: 'docker-compose.yml',
  workflow: '.github/workflows/test.yml',
  action: 'action.yml',
  dependabot: '.github/dependabot.yml',
};
/** So many of each kind, evenly spread, so that this stays a matter of seconds. */
const SAMPLE = 250;

function peerCases(kind: string): Case[] {
  const lines = readFileSync(new URL(`${kind}.jsonl`, PEER_CASES), 'utf8')
    .split('\n')
    .filter(Boolean);
  const step = Math.max(1, lines.length / SAMPLE);
  const cases: Case[] = [];
  for (let at = 0; at < lines.length; at += step) {
    const one = JSON.parse(lines[Math.floor(at)] ?? '') as PeerCase;
    const path = (one.filename ?? PEER_PATHS[one.kind] ?? 'Dockerfile').replace(/^workflows\//, '.github/workflows/');
    if (engine.open(path, one.content)) cases.push({ name: one.id, path, text: one.content, files: one.files ?? one.extra_files ?? {} });
  }
  return cases;
}

describe('every fix of other linters’ test cases', () => {
  for (const kind of ['compose', 'dockerfile', 'workflow']) {
    it(kind, function () {
      this.timeout(60_000);
      if (!existsSync(new URL(`${kind}.jsonl`, PEER_CASES))) {
        console.log(`      SKIPPED: ${PEER_CASES.pathname}${kind}.jsonl is not there, so no fix was tried on the cases of other linters`);
        this.skip();
      }
      const before = count.fixes;
      const problems = peerCases(kind).flatMap(problemsOf);
      console.log(`      ${count.fixes - before} fixes tried`);
      assert.equal(problems.length, 0, report(problems));
    });
  }
});

const CORPUS = new URL('../../shared/corpus/', import.meta.url);

/** The files of a repository, path → text. */
function filesBelow(folder: string): Files {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    entries.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [relative(folder, path).split(sep).join('/'), readFileSync(path, 'utf8')];
    }),
  );
}

describe('every fix of real projects’ files', () => {
  it('keeps them working', function () {
    this.timeout(120_000);
    if (!existsSync(CORPUS)) {
      console.log(`      SKIPPED: ${CORPUS.pathname} is not there, so no fix was tried on the files of real projects`);
      this.skip();
    }
    const before = count.fixes;
    const problems = readdirSync(CORPUS, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .flatMap(({ name }) => {
        const files = filesBelow(join(fileURLToPath(CORPUS), name));
        return Object.entries(files)
          .filter(([path, text]) => engine.open(path, text))
          .flatMap(([path, text]) => problemsOf({ name: `${name}/${path}`, path, text, files }));
      });
    console.log(`      ${count.fixes - before} fixes tried`);
    assert.equal(problems.length, 0, report(problems));
  });
});
