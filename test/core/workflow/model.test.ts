import assert from 'node:assert/strict';
import { createSource, parseUses, parseWorkflow, runnerLabels, systemsOf, untrustedReads, type WorkflowFile, yaml } from '#core';

const workflow = (text: string): WorkflowFile => parseWorkflow(createSource('.github/workflows/ci.yml', text, 'workflow'));
const action = (text: string): WorkflowFile => parseWorkflow(createSource('action.yml', text, 'action'));
const job = (text: string): string => `on: push\njobs:\n  test:\n${text.replace(/^(?=.)/gm, '    ')}`;

describe('workflow model', () => {
  describe('triggers', () => {
    const cases: readonly [text: string, names: readonly string[]][] = [
      ['on: push', ['push']],
      ['on: [push, pull_request]', ['push', 'pull_request']],
      ['on:\n  push:\n    branches: [main]\n  workflow_dispatch:', ['push', 'workflow_dispatch']],
      ['"on": push', ['push']],
      ['on:', []],
      ['name: x', []],
    ];
    for (const [text, names] of cases) {
      it(JSON.stringify(text), () =>
        assert.deepEqual(
          workflow(text).triggers.map((trigger) => trigger.name),
          names,
        ),
      );
    }
  });

  it('finds jobs by id without case', () => {
    const file = workflow('jobs:\n  Build:\n    runs-on: x\n  call:\n    uses: ./a.yml\n');
    assert.equal(file.job('build')?.id, 'Build');
    assert.deepEqual(
      file.jobs.map((one) => one.isReusable),
      [false, true],
    );
  });

  it('reads needs of both forms', () => {
    const file = workflow('jobs:\n  a:\n    needs: b\n  b:\n    needs: [c, "", d]\n  c:\n    needs:\n');
    assert.deepEqual(
      file.jobs.map((one) => one.needs.map((need) => need.name)),
      [['b'], ['c', 'd'], []],
    );
  });

  it('gives expressions their place, job and step', () => {
    const text = job('runs-on: x\nsteps:\n  - run: |\n      echo ${{ a.b }}\n      echo ${{ c.d }}\n    name: "\\u0041 ${{ e }}"\n');
    const found = workflow(text).expressions.map((one) => [text.slice(one.span.start, one.span.end), one.job?.id, one.step?.index]);
    assert.deepEqual(found, [
      ['${{ a.b }}', 'test', 0],
      ['${{ c.d }}', 'test', 0],
      ['${{ e }}', 'test', 0],
    ]);
  });

  it('takes a bare `if` for one expression', () => {
    const file = workflow(job("if: github.ref == 'a'\nruns-on: x\nsteps:\n  - if: ${{ b }}\n    run: a\n  - if: true\n    run: a\n"));
    assert.deepEqual(
      file.expressions.map((one) => one.text.trim()),
      ["github.ref == 'a'", 'b'],
    );
  });

  it('reads steps of composite actions', () => {
    const file = action('name: a\nruns:\n  using: composite\n  steps:\n    - run: echo ${{ inputs.a }}\n      shell: bash\n');
    assert.equal(file.steps.length, 1);
    assert.equal(file.steps[0]?.shell.family, 'bash');
    assert.equal(file.expressions[0]?.step, file.steps[0]);
  });

  it('reads steps inside `parallel`', () => {
    const file = workflow(job('runs-on: x\nsteps:\n  - run: a\n  - parallel:\n      - run: b\n      - run: c\n'));
    assert.deepEqual(
      file.steps.map((step) => step.run?.text),
      ['a', 'b', 'c'],
    );
  });

  it('hides expressions from the shell', () => {
    const file = workflow(job("runs-on: ubuntu-latest\nsteps:\n  - run: echo ${{ contains(a, '\"') }} b\n"));
    const [command] = file.steps[0]?.script?.commands ?? [];
    assert.deepEqual(command?.words.length, 2);
  });

  const broken = [
    '',
    '- ',
    'jobs:',
    'jobs: []',
    'jobs:\n  a:',
    'jobs:\n  a:\n    steps:\n      -',
    'jobs:\n  a:\n    steps:\n      - uses:',
    'on: {',
    'jobs:\n  - a',
    'a: *b',
    '%',
    'jobs:\n  a: *x\n  b: &x\n    needs: b',
  ];
  for (const text of broken) {
    it(`survives ${JSON.stringify(text)}`, () => {
      for (const file of [workflow(text), action(text)]) {
        assert.ok(file.jobs.every((one) => one.needs && one.steps && one.env && one.containerEnv));
        assert.ok(file.expressions && file.schemaProblems && file.triggers && file.steps);
      }
    });
  }

  describe('shell', () => {
    const cases: readonly [name: string, text: string, family: string, certain: boolean][] = [
      ['step', 'runs-on: windows-2025\nsteps:\n  - run: a\n    shell: bash', 'bash', true],
      ['path and flags', 'runs-on: x\nsteps:\n  - run: a\n    shell: /bin/bash -e {0}', 'bash', true],
      ['defaults of the job', 'defaults: { run: { shell: python } }\nruns-on: x\nsteps:\n  - run: a', 'python', true],
      ['linux', 'runs-on: [self-hosted, linux]\nsteps:\n  - run: a', 'bash', true],
      ['windows', 'runs-on: windows-latest\nsteps:\n  - run: a', 'pwsh', true],
      ['unknown label', 'runs-on: big-one\nsteps:\n  - run: a', 'bash', false],
      ['computed label', 'runs-on: ${{ inputs.os }}\nsteps:\n  - run: a', 'bash', false],
      [
        'matrix of one kind',
        'strategy: { matrix: { os: [ubuntu-24.04, macos-15] } }\nruns-on: ${{ matrix.os }}\nsteps:\n  - run: a',
        'bash',
        true,
      ],
      [
        'matrix of two kinds',
        'strategy: { matrix: { os: [ubuntu-24.04, windows-2025] } }\nruns-on: ${{ matrix.os }}\nsteps:\n  - run: a',
        'unknown',
        false,
      ],
      ['container', 'runs-on: ubuntu-24.04\ncontainer: alpine\nsteps:\n  - run: a', 'sh', true],
      ['custom', 'runs-on: x\nsteps:\n  - run: a\n    shell: perl {0}', 'custom', true],
    ];
    for (const [name, text, family, certain] of cases) {
      it(name, () => {
        const shell = workflow(job(text)).steps[0]?.shell;
        assert.deepEqual([shell?.family, shell?.certain], [family, certain]);
      });
    }
  });

  it('follows the matrix to labels, `include` with it', () => {
    const file = workflow(
      job(
        'strategy:\n  matrix:\n    include:\n      - runner: { os: macos-15 }\n      - runner: { os: ubuntu-24.04 }\nruns-on: ${{ matrix.runner.os }}\n',
      ),
    );
    const [one] = file.jobs;
    assert.ok(one);
    assert.deepEqual(runnerLabels(one), [['macos-15'], ['ubuntu-24.04']]);
    assert.deepEqual([...(systemsOf(one) ?? [])], ['macos', 'linux']);
  });

  describe('uses', () => {
    const cases: readonly [text: string, expected: object | undefined][] = [
      [
        'actions/checkout@v4',
        { kind: 'repository', owner: 'actions', repo: 'checkout', path: '', ref: 'v4', refSpan: { start: 17, end: 19 } },
      ],
      ['a/b/c/d@x/y', { kind: 'repository', owner: 'a', repo: 'b', path: 'c/d', ref: 'x/y', refSpan: { start: 8, end: 11 } }],
      ['a/b', { kind: 'repository', owner: 'a', repo: 'b', path: '', ref: undefined, refSpan: { start: 3, end: 3 } }],
      ['./x/y', { kind: 'local', path: './x/y' }],
      ['$/x', { kind: 'self', path: 'x' }],
      ['docker://host:5000/a:1', { kind: 'docker', image: 'host:5000/a:1' }],
      ['checkout@v4', undefined],
      ['${{ inputs.x }}/b@v1', undefined],
      ['docker://', undefined],
      ['', undefined],
    ];
    for (const [text, expected] of cases) it(JSON.stringify(text), () => assert.deepEqual(parseUses(text), expected));
  });

  describe('structure', () => {
    const cases: readonly [name: string, text: string, problems: readonly string[]][] = [
      ['right', 'on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: a\n', []],
      ['null values are half typed', 'on:\nname:\njobs:\n  a:\n    runs-on:\n    steps:\n      - uses:\n        with:\n', []],
      ['merge key', 'on: push\njobs:\n  a: &a\n    runs-on: x\n  b:\n    <<: *a\n', ['unknown-key <<']],
      ['near key hides the missing one', 'on: push\njobs:\n  a:\n    runson: x\n', ['unknown-key runson']],
      ['anchors are judged once', 'on: push\njobs:\n  a: &a\n    runs-on: x\n    foo: 1\n  b: *a\n', ['unknown-key foo']],
      ['keys with expressions', 'on: push\njobs:\n  a:\n    runs-on: x\n    ${{ insert }}: ${{ x }}\n', []],
      ['nothing fits', 'on: push\njobs:\n  a:\n    runs-on:\n      x: 1\n      y: 2\n', ['unknown-key x']],
      ['behind broken YAML', 'on: push\njobs:\n  a: [\n  b:\n    foo: 1\n', []],
      [
        'no expressions in names of events',
        'on: push\nname: ${{ github.ref }}\njobs:\n  a:\n    runs-on: x\n',
        ['expression-not-allowed ${{ github.ref }}'],
      ],
      ['filters in a list', 'on: [push: { branches: [a] }]\njobs:\n  a:\n    runs-on: x\n', ['wrong-type ']],
    ];
    for (const [name, text, problems] of cases) {
      it(name, () =>
        assert.deepEqual(
          workflow(text).schemaProblems.map((problem) => `${problem.code} ${problem.name}`),
          problems,
        ),
      );
    }

    it('adds up what expressions may read on the way down', () => {
      const file = workflow(yaml`
        on: push
        jobs:
          a:
            runs-on: x
            container:
              image: \${{ a }}
              credentials:
                username: \${{ a }}
              env:
                A: \${{ a }}
      `);
      const allowed = file.expressions.map((one) =>
        ['secrets', 'env', 'matrix', 'hashfiles'].filter((name) => one.slot.allowed.has(name)).join(' '),
      );
      assert.deepEqual(allowed, ['matrix', 'secrets env matrix', 'secrets env matrix']);
    });
  });

  describe('untrusted text', () => {
    const cases: readonly [on: string, expression: string, grades: readonly string[]][] = [
      ['issues', 'github.event.issue.title', ['arbitrary']],
      ['push', 'github.event.issue.title', []],
      ['workflow_call', 'github.event.issue.title', ['arbitrary']],
      ['push', 'github.event.commits[0].message', ['arbitrary']],
      ['push', 'toJSON(github.event)', ['arbitrary']],
      ['push', 'toJSON(github)', ['arbitrary']],
      ['push', 'github.sha', []],
      ['push', 'github.ref_name', ['writer']],
      ['issues', 'github.event.*.body', ['arbitrary']],
      ['pull_request', "GITHUB['HEAD_REF']", ['arbitrary']],
      ['pull_request', "github.head_ref == 'a'", []],
      ['issues', 'env.TITLE', ['arbitrary']],
      ['issues', 'env.OTHER', []],
    ];
    for (const [on, expression, grades] of cases) {
      it(`${expression} under ${on}`, () => {
        const file = workflow(
          `on: ${on}\nenv:\n  TITLE: x \${{ github.event.issue.title }}\n  OTHER: \${{ github.sha }}\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: "\${{ ${expression} }}"\n`,
        );
        const node = file.expressions.at(-1);
        assert.ok(node?.step);
        assert.deepEqual(
          untrustedReads(node.ast, node).map((read) => read.grade),
          grades,
        );
      });
    }
  });
});
