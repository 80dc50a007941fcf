import assert from 'node:assert/strict';
import { applyEdits, createEngine, isCreate, type RegisteredRule } from '#core';
import condition from '../../../rules/workflow/constant-condition.ts';
import deprecatedCommand from '../../../rules/workflow/deprecated-workflow-command.ts';
import secret from '../../../rules/workflow/hardcoded-secret.ts';
import permissions from '../../../rules/workflow/missing-permissions.ts';
import unpinned from '../../../rules/workflow/unpinned-action.ts';
import checkout from '../../../rules/workflow/untrusted-checkout.ts';
import { memoryFiles } from '../../support/memory.ts';

/** Findings of one rule, each with the text after its first fix (undefined where it has none or refuses). */
function run(rule: RegisteredRule, text: string): { message: string; severity: string; fixed: string | undefined }[] {
  const engine = createEngine({
    registry: new Map([['workflow/x', rule]]),
    today: '2026-11-21',
    config: { forced: { folder: '', profile: 'all' } },
  });
  const path = '.github/workflows/ci.yml';
  const source = engine.open(path, text);
  assert.ok(source);
  const result = engine.lint(source, memoryFiles({ [path]: text }));
  assert.deepEqual(result.failures, []);
  return result.findings.map(({ message, severity, fixes }) => {
    const edits = fixes[0]?.edits();
    return {
      message,
      severity,
      fixed:
        edits &&
        applyEdits(
          text,
          edits.flatMap((edit) => (isCreate(edit) ? [] : [edit])),
        ),
    };
  });
}

const steps = (body: string): string =>
  `on: push\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n${body.replace(/^(?=.)/gm, '      ')}\n`;

describe('workflow/deprecated-workflow-command', () => {
  const cases: readonly [before: string, after: string | undefined][] = [
    ['echo "::set-output name=a::b"', 'echo "a=b" >> "$GITHUB_OUTPUT"'],
    ["echo '::set-output name=a::b c'", 'echo \'a=b c\' >> "$GITHUB_OUTPUT"'],
    ['echo ::set-output name=a::"$B"', 'echo a="$B" >> "$GITHUB_OUTPUT"'],
    ['echo "::save-state name=a::$(date)"', 'echo "a=$(date)" >> "$GITHUB_STATE"'],
    ['echo "::set-env name=a::b"', 'echo "a=b" >> "$GITHUB_ENV"'],
    ['echo "::add-path::/x"', 'echo "/x" >> "$GITHUB_PATH"'],
    ['if a; then echo "::set-output name=a::b"; fi', 'if a; then echo "a=b" >> "$GITHUB_OUTPUT"; fi'],
    ['echo "::set-output name=a::b" | tee x', undefined],
    ['echo "::set-output name=a::b" > x', undefined],
    ['echo "::set-output name=$A::b"', undefined],
    ['echo "::set-output name=a::b%0Ac"', undefined],
    ['echo -e "::set-output name=a::b"', undefined],
    ['printf "::set-output name=a::b"', undefined],
  ];
  for (const [before, after] of cases) {
    it(before, () => {
      const found = run(deprecatedCommand, steps(`- run: |\n    ${before}`));
      assert.equal(found.length, 1);
      assert.equal(found[0]?.fixed, after === undefined ? undefined : steps(`- run: |\n    ${after}`));
    });
  }
});

describe('workflow/constant-condition', () => {
  const cases: readonly [before: string, after: string | undefined][] = [
    ["${{ a }} == 'x'", "a == 'x'"],
    ["${{ a || b }} == 'x'", "(a || b) == 'x'"],
    ["contains(${{ a }}, 'x')", "contains(a, 'x')"],
    ["'${{ a }}' == 'x'", undefined],
    ['x ${{ a }}', undefined],
    ['${{ a }} ${{ b }}', undefined],
  ];
  for (const [before, after] of cases) {
    it(before, () => {
      const [found] = run(condition, steps(`- if: ${before.startsWith("'") ? `"${before}"` : before}\n  run: a`));
      assert.ok(found);
      if (before.startsWith("'")) return;
      assert.equal(found.fixed, after === undefined ? undefined : steps(`- if: ${after}\n  run: a`));
    });
  }
});

describe('workflow/unpinned-action', () => {
  const commit = 'dbcb813823bdd20940b903addbd779551569679f';
  const cases: readonly [before: string, after: string | undefined][] = [
    ['docker/login-action@v4', `docker/login-action@${commit} # v4.6.0`],
    ['docker/login-action@v4.6', `docker/login-action@${commit} # v4.6.0`],
    ['docker/login-action@v4.6.0 # v4.6', `docker/login-action@${commit} # v4.6.0`],
    ["'docker/login-action@v4' # logs in", `'docker/login-action@${commit}' # v4.6.0 # logs in`],
    ['docker/login-action@v4 # zizmor: ignore[other]', undefined],
    ['docker/login-action@v999', undefined],
    ['docker/login-action@master', undefined],
    ['docker/login-action@dbcb813', undefined],
  ];
  for (const [before, after] of cases) {
    it(before, () => assert.equal(run(unpinned, steps(`- uses: ${before}`))[0]?.fixed, after && steps(`- uses: ${after}`)));
  }
});

describe('workflow/missing-permissions', () => {
  it('sets the block apart where the file does so, whatever its line breaks', () => {
    const text = 'on: push\n\njobs:\n  a:\n    runs-on: x\n    steps: [{ run: a }]\n';
    const wanted = text.replace('jobs', 'permissions:\n  contents: read\n\njobs');
    assert.equal(run(permissions, text)[0]?.fixed, wanted);
    assert.equal(run(permissions, text.replaceAll('\n', '\r\n'))[0]?.fixed, wanted.replaceAll('\n', '\r\n'));
  });

  it('is quiet where the YAML is broken', () => assert.deepEqual(run(permissions, 'on: push\njobs:\n  a: [\n'), []));
});

describe('workflow/hardcoded-secret', () => {
  const quiet = [
    'TOKEN: ${{ secrets.TOKEN }}',
    'TOKEN: ${{ secrets.TOKEN || github.token }}',
    'PASSWORD: postgres',
    'PASSWORD: ""',
    'SECRET_NAME: my-secret',
    'API_KEY: test',
    'TOKEN_URL: https://example.org/token',
    'PASSWORD: prefix-${{ secrets.A }}',
  ];
  for (const line of quiet) it(`${line} is quiet`, () => assert.deepEqual(run(secret, steps(`- run: a\n  env:\n    ${line}`)), []));

  it('never shows the value', () => {
    const value = `ghp_${'aB3dE6gH9j'.repeat(4).slice(0, 36)}`;
    const found = run(secret, steps(`- run: |\n    curl -H "Authorization: ${value}" https://api.github.com\n  env:\n    GH: ${value}`));
    assert.equal(found.length, 2);
    for (const { message, severity } of found) {
      assert.ok(!message.includes(value));
      assert.equal(severity, 'critical');
    }
  });
});

describe('workflow/untrusted-checkout', () => {
  const text = (condition: string, later: string): string =>
    `on: pull_request_target\njobs:\n  a:\n${condition}    runs-on: ubuntu-24.04\n    steps:\n      - uses: actions/checkout@v7\n        with:\n          ref: \${{ github.event.pull_request.head.sha }}\n      - ${later}\n`;
  const cases: readonly [name: string, text: string, severity: string | undefined][] = [
    ['a build', text('', 'run: npm ci'), 'critical'],
    ['a script of the checkout', text('', 'run: ./build.sh'), 'critical'],
    ['a local action', text('', 'uses: ./.github/actions/build'), 'critical'],
    ['nothing that runs', text('', 'run: cat README.md'), 'high'],
    ['a label first', text("    if: contains(github.event.pull_request.labels.*.name, 'safe')\n", 'run: npm ci'), 'high'],
    ['own branches only', text('    if: github.event.pull_request.head.repo.full_name == github.repository\n', 'run: npm ci'), undefined],
  ];
  for (const [name, body, severity] of cases) it(name, () => assert.equal(run(checkout, body)[0]?.severity, severity));
});
