import assert from 'node:assert/strict';
import { applyEdits, createEngine, isCreate } from '#core';
import { registry } from '../../../rules/registry.ts';
import { memoryFiles } from '../../support/memory.ts';

/** GitHub's semantics where simple readers go wrong: what is reported where, over all rules that say what is wrong. */
const HABITS = /^workflow\/(?:missing-(?:permissions|timeout)|unpinned-|checkout-|dangerous-)/;
const engine = createEngine({
  registry: new Map([...registry].filter(([id]) => !HABITS.test(id))),
  today: '2026-11-21',
  config: { forced: { folder: '', profile: 'all' } },
});

interface Case {
  readonly name: string;
  readonly text: string;
  readonly path?: string;
  /** `rule line`, lines from 1; none when not given. */
  readonly found?: readonly string[];
  /** A line of the text after the first fix of the first finding; null when no fix may be offered. */
  readonly fixed?: string | null;
}

function check({ text, path = '.github/workflows/ci.yml', found = [], fixed }: Case): void {
  const source = engine.open(path, text);
  assert.ok(source);
  const { findings, failures } = engine.lint(source, memoryFiles({ [path]: text }));
  assert.deepEqual(failures, []);
  assert.deepEqual(
    findings.map(({ rule, range }) => `${rule.replace('workflow/', '')} ${range.start.line + 1}`),
    found,
  );
  if (fixed === undefined) return;
  const edits = findings[0]?.fixes.map((fix) => fix.edits()).find((one) => one?.length);
  const after =
    edits &&
    applyEdits(
      text,
      edits.flatMap((edit) => (isCreate(edit) ? [] : [edit])),
    );
  if (fixed === null) assert.equal(after, undefined);
  else assert.ok(after?.split('\n').includes(fixed), after);
}

/** The steps begin on line 6. */
const steps = (body: string, on = 'push'): string =>
  `on: ${on}\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n${body.replace(/^(?=.)/gm, '      ')}\n`;
/** The keys of the job begin on line 4. */
const job = (body: string, on = 'push'): string =>
  `on: ${on}\njobs:\n  a:\n${body.replace(/^(?=.)/gm, '    ')}\n    steps:\n      - run: make\n`;
/** A composite action; the steps begin on line 9. */
const action = (body: string): string =>
  `name: a\ndescription: b\ninputs:\n  title:\n    description: c\nruns:\n  using: composite\n  steps:\n${body.replace(/^(?=.)/gm, '    ')}\n`;
const title = '${{ github.event.issue.title }}';

const ITEMS: Readonly<Record<string, readonly Case[]>> = {
  '1 `on` is a string': [
    { name: 'the key', text: steps('- run: make') },
    { name: '`yes` and `off` are strings', text: job('runs-on: yes\ntimeout-minutes: 010') },
    { name: '`yes` is no boolean', text: steps('- run: make\n  continue-on-error: yes'), found: ['invalid-value 7'] },
    {
      name: '`required: yes` in an action',
      path: 'action.yml',
      text: 'name: a\ndescription: b\ninputs:\n  c:\n    description: d\n    required: yes\nruns:\n  using: node24\n  main: e.js\n',
    },
  ],
  '2 anchors are legal, merge keys are not': [
    { name: 'an alias', text: steps('- &s\n  run: make\n- *s') },
    {
      name: 'one finding for one anchored script',
      text: steps(`- run: &r echo ${title}\n- run: *r`, 'issues'),
      found: ['script-injection 6'],
      fixed: null,
    },
    {
      name: 'a merge key',
      text: job('runs-on: a\nenv:\n  <<: { A: b }').replace('env:\n      <<', 'container:\n      image: a\n      <<'),
      found: ['unknown-key 7'],
    },
    { name: 'a merge key where any key goes', text: steps('- run: make\n  env:\n    <<: { A: b }'), found: ['unknown-key 8'] },
    { name: 'an undefined alias', text: steps('- *s'), found: ['file/syntax-error 6'] },
  ],
  '3 case': [
    { name: 'keys', text: steps('- Run: make'), found: ['unknown-key 6'], fixed: '      - run: make' },
    { name: 'events', text: steps('- run: make', 'Push'), found: ['unknown-event 1'], fixed: 'on: push' },
    { name: 'scopes', text: steps('- run: make').replace('jobs:', 'permissions:\n  Contents: read\njobs:'), found: ['unknown-key 3'] },
    {
      name: 'what has none',
      text: steps(
        "- id: One\n  run: make\n- if: Steps.ONE.Outcome == 'success' && Contains(GITHUB.REF, 'a')\n  run: make\n  shell: Bash\n- uses: Actions/Checkout@v7\n  with:\n    Fetch-Depth: 0",
      ),
    },
    {
      name: 'needs',
      text: 'on: push\njobs:\n  Build:\n    runs-on: a\n    steps:\n      - run: make\n  b:\n    needs: BUILD\n    runs-on: a\n    if: needs.build.result\n    steps:\n      - run: make\n',
    },
    { name: 'step ids that differ in it', text: steps('- id: a\n  run: make\n- id: A\n  run: make'), found: ['duplicate-step-id 8'] },
  ],
  '4 finding `${{ }}`': [
    { name: 'braces in a string', text: steps('- run: echo "${{ format(\'}} {0}\', github.sha) }}"') },
    {
      name: 'each fence has its own finding',
      text: steps('- run: echo ${{ a.b }} ${{ }} ${{ c.d }}'),
      found: ['unknown-context 6', 'invalid-expression 6', 'unknown-context 6'],
    },
    { name: 'a fence that is not closed', text: steps('- run: echo ${{ github.sha'), found: ['invalid-expression 6'] },
  ],
  '5 offsets': [
    {
      name: 'a block scalar with an indentation indicator',
      text: steps('- run: |2\n      echo a\n    echo ${{ x.y }}').replace(/\n/g, '\r\n'),
      found: ['unknown-context 8'],
    },
    { name: 'a folded scalar', text: steps('- run: >-\n    echo a\n    ${{ x.y }}'), found: ['unknown-context 8'] },
    { name: 'a plain scalar of several lines', text: steps('- run: echo a\n    ${{ x.y }}'), found: ['unknown-context 7'] },
    {
      name: 'escapes',
      text: steps('- run: "echo \\u00e9\\n \\"${{ githb.sha }}\\""'),
      found: ['unknown-context 6'],
      fixed: '      - run: "echo \\u00e9\\n \\"${{ github.sha }}\\""',
    },
    {
      name: 'astral characters',
      text: steps("- run: 'echo 🚀 ''${{ githb.sha }}'''"),
      found: ['unknown-context 6'],
      fixed: "      - run: 'echo 🚀 ''${{ github.sha }}'''",
    },
    {
      name: 'a fence over several lines',
      text: steps('- run: |\n    echo ${{\n      githb.sha\n    }}'),
      found: ['unknown-context 8'],
      fixed: '            github.sha',
    },
  ],
  '6 conditions': [
    {
      name: 'bare and fenced',
      text: steps("- if: github.ref == 'a' && !cancelled()\n  run: make\n- if: ${{ !cancelled() }}\n  run: make"),
    },
    { name: 'a newline in a bare one', text: steps("- if: |\n    github.ref == 'a'\n    || github.ref == 'b'\n  run: make") },
    {
      name: 'a newline behind a fence',
      text: steps("- if: >\n    ${{ github.ref == 'a' }}\n  run: make"),
      found: ['constant-condition 6'],
      fixed: '      - if: >-',
    },
    {
      name: 'text outside',
      text: steps("- if: ${{ github.ref }} == 'a'\n  run: make"),
      found: ['constant-condition 6'],
      fixed: "      - if: github.ref == 'a'",
    },
    {
      name: 'a tag',
      text: steps('- if: !cancelled()\n  run: make'),
      found: ['constant-condition 6'],
      fixed: '      - if: ${{ !cancelled() }}',
    },
    { name: 'secrets', text: steps("- if: secrets.A != ''\n  run: make"), found: ['unavailable-context 6'] },
  ],
  '7 injection is about the sink': [
    { name: 'env and inputs', text: steps(`- run: make\n  env:\n    A: ${title}\n- uses: a/b@c\n  with:\n    script: ${title}`, 'issues') },
    { name: 'through env', text: steps(`- run: echo \${{ env.A }}\n  env:\n    A: ${title}`, 'issues'), found: ['script-injection 6'] },
    {
      name: 'booleans',
      text: steps(
        "- run: echo ${{ contains(github.event.issue.title, 'a') }} ${{ github.event.issue.title == 'a' && 'b' || 'c' }}",
        'issues',
      ),
    },
    {
      name: 'what carries',
      text: steps(
        '- run: echo "${{ format(\'{0}\', github.event.issue.title) }}" "${{ github.event.issue.number && github.event.issue.body }}"',
        'issues',
      ),
      found: ['script-injection 6', 'script-injection 6'],
    },
    {
      name: 'other ways to write it',
      text: steps(
        '- run: echo "${{ GITHUB[\'event\'].issue.Title }}" "${{ toJSON(github.event) }}" "${{ github.event.*.title }}"',
        'issues',
      ),
      found: ['script-injection 6', 'script-injection 6', 'script-injection 6'],
    },
    { name: 'a path that the event leaves empty', text: steps(`- run: echo ${title}`), found: ['expression-in-script 6'] },
  ],
  '8 the fix depends on the shell': [
    {
      name: 'bash',
      text: steps(`- run: echo ${title}\n  shell: bash`, 'issues'),
      found: ['script-injection 6'],
      fixed: '      - run: echo "$ISSUE_TITLE"',
    },
    {
      name: 'PowerShell',
      text: steps(`- run: echo ${title}\n  shell: pwsh`, 'issues'),
      found: ['script-injection 6'],
      fixed: '      - run: echo $env:ISSUE_TITLE',
    },
    { name: 'cmd', text: steps(`- run: echo ${title}\n  shell: cmd`, 'issues'), found: ['script-injection 6'], fixed: null },
    { name: 'python', text: steps(`- run: print("${title}")\n  shell: python`, 'issues'), found: ['script-injection 6'], fixed: null },
    { name: 'single quotes', text: steps(`- run: echo '${title}'`, 'issues'), found: ['script-injection 6'], fixed: null },
    {
      name: 'a quoted here-document',
      text: steps(`- run: |\n    cat <<'E'\n    ${title}\n    E`, 'issues'),
      found: ['script-injection 8'],
      fixed: null,
    },
    {
      name: 'a default variable',
      text: steps('- run: echo "${{ github.head_ref }}"', 'pull_request_target'),
      found: ['script-injection 6'],
      fixed: '      - run: echo "$GITHUB_HEAD_REF"',
    },
    {
      name: 'a name that is taken',
      text: steps(`- run: echo ${title}\n  env: { ISSUE_TITLE: a }`, 'issues'),
      found: ['script-injection 6'],
      fixed: `        env: { ISSUE_TITLE: a, INPUT_ISSUE_TITLE: "${title}" }`,
    },
    {
      name: 'a string of JavaScript',
      text: steps(`- uses: actions/github-script@v9\n  with:\n    script: core.info('${title}')`, 'issues'),
      found: ['script-injection 8'],
      fixed: '          script: core.info(process.env.ISSUE_TITLE)',
    },
    {
      name: 'a template of JavaScript',
      text: steps(`- uses: actions/github-script@v9\n  with:\n    script: core.info(\`a ${title}\`)`, 'issues'),
      found: ['script-injection 8'],
      fixed: '          script: core.info(`a ${process.env.ISSUE_TITLE}`)',
    },
    {
      name: 'a part of a string of JavaScript',
      text: steps(`- uses: actions/github-script@v9\n  with:\n    script: core.info('a ${title}')`, 'issues'),
      found: ['script-injection 8'],
      fixed: null,
    },
    {
      name: 'the name of a property',
      text: steps(`- uses: actions/github-script@v9\n  with:\n    script: |\n      f({ '${title}': 1 })`, 'issues'),
      found: ['script-injection 9'],
      fixed: null,
    },
    {
      name: 'a command line in JavaScript',
      text: steps(`- uses: actions/github-script@v9\n  with:\n    script: exec.exec(\`a ${title}\`)`, 'issues'),
      found: ['script-injection 8'],
      fixed: null,
    },
    {
      name: 'a tagged template',
      text: steps(`- uses: actions/github-script@v9\n  with:\n    script: $\`a ${title}\``, 'issues'),
      found: ['script-injection 8'],
      fixed: null,
    },
  ],
  '9 which shell': [
    {
      name: 'defaults of the job',
      text: job(`runs-on: ubuntu-24.04\ndefaults:\n  run:\n    shell: python`, 'issues').replace('make', `print("${title}")`),
      found: ['script-injection 9'],
      fixed: null,
    },
    {
      name: 'defaults of the workflow',
      text: steps(`- run: echo ${title}`, 'issues').replace('jobs:', 'defaults: { run: { shell: pwsh } }\njobs:'),
      found: ['script-injection 7'],
      fixed: '      - run: echo $env:ISSUE_TITLE',
    },
    {
      name: 'Windows',
      text: steps(`- run: echo ${title}`, 'issues').replace('ubuntu-24.04', 'windows-2025'),
      found: ['script-injection 6'],
      fixed: '      - run: echo $env:ISSUE_TITLE',
    },
    {
      name: 'a matrix of systems',
      text: steps(`- run: echo ${title}`, 'issues').replace(
        'runs-on: ubuntu-24.04',
        'strategy: { matrix: { os: [ubuntu-24.04, windows-2025] } }\n    runs-on: ${{ matrix.os }}',
      ),
      found: ['script-injection 7'],
      fixed: null,
    },
    {
      name: 'a shell of its own',
      text: steps(`- run: echo ${title}\n  shell: my-shell {0}`, 'issues'),
      found: ['script-injection 6'],
      fixed: null,
    },
    {
      name: 'a command line behind bash',
      text: steps(`- run: echo ${title}\n  shell: bash -c "ssh host bash < {0}"`, 'issues'),
      found: ['script-injection 6'],
      fixed: null,
    },
  ],
  '10 contexts of a key': [
    { name: 'env in runs-on', text: job('runs-on: ${{ env.A }}'), found: ['unavailable-context 4'] },
    {
      name: 'env in env and if of a job',
      text: job('runs-on: a\nif: env.A\nenv:\n  B: ${{ env.A }}'),
      found: ['unavailable-context 5', 'unavailable-context 7'],
    },
    { name: 'shell', text: steps('- run: make\n  shell: ${{ matrix.shell }}'), found: ['invalid-value 7'] },
    {
      name: 'secrets of a container',
      text: job('runs-on: a\ncontainer:\n  image: a\n  credentials:\n    username: b\n    password: ${{ secrets.A }}'),
    },
    { name: 'secrets in its image', text: job('runs-on: a\ncontainer: ${{ secrets.A }}'), found: ['unavailable-context 5'] },
    { name: 'hashFiles in a job', text: job("runs-on: a\nname: ${{ hashFiles('a') }}"), found: ['unavailable-context 5'] },
    { name: 'status functions outside of if', text: steps('- run: echo ${{ always() }}'), found: ['unavailable-context 6'] },
    { name: 'jobs', text: job('runs-on: a\noutputs:\n  b: ${{ jobs.a.outputs.c }}'), found: ['unavailable-context 6'] },
  ],
  '11 steps are in order': [
    {
      name: 'an earlier and a later one',
      text: steps('- id: a\n  run: make\n- run: echo ${{ steps.a.outcome }} ${{ steps.b.outcome }}\n- id: b\n  run: make'),
      found: ['unknown-property 8'],
    },
    {
      name: 'outputs of the job see all',
      text: job('runs-on: a\noutputs:\n  b: ${{ steps.c.outputs.d }}').replace('- run', '- id: c\n        run'),
    },
    {
      name: 'steps in parallel',
      text: steps('- parallel:\n    - id: a\n      run: make\n    - run: make\n- run: echo ${{ steps.a.outcome }}'),
    },
  ],
  '12 needs is direct': [
    {
      name: 'a grandparent',
      text: 'on: push\njobs:\n  a:\n    runs-on: x\n    steps: [{ run: make }]\n  b:\n    needs: a\n    runs-on: x\n    steps: [{ run: make }]\n  c:\n    needs: b\n    runs-on: x\n    if: needs.a.result && needs.b.result\n    steps: [{ run: make }]\n',
      found: ['unknown-property 13'],
    },
  ],
  '13 matrix': [
    {
      name: 'include adds keys, expressions make it loose',
      text: job(
        'strategy:\n  matrix:\n    include: ${{ fromJSON(vars.A) }}\n    b: ${{ fromJSON(vars.B) }}\nruns-on: ${{ matrix.c }}\nname: ${{ matrix.b }}',
      ),
    },
  ],
  '14 inputs': [
    {
      name: 'of both events',
      text: 'on:\n  workflow_dispatch:\n    inputs:\n      a:\n        type: boolean\n  workflow_call:\n    inputs:\n      b:\n        type: string\njobs:\n  c:\n    runs-on: x\n    if: inputs.a || inputs.B || inputs.d\n    steps: [{ run: make }]\n',
      found: ['unknown-property 13'],
    },
    { name: 'without any that are declared', text: steps('- run: make\n  env:\n    A: ${{ inputs.a }}') },
  ],
  '15 secrets of reusable workflows': [
    { name: 'they may be inherited', text: steps('- run: make\n  env:\n    A: ${{ secrets.a }}').replace('on: push', 'on: workflow_call') },
    {
      name: 'the token is always there',
      text: steps('- run: make\n  env:\n    A: ${{ secrets.GITHUB_TOKEN }}').replace(
        'on: push',
        'on: { workflow_call: { secrets: { b: { required: true } } } }',
      ),
    },
  ],
  '16 permissions': [
    {
      name: 'levels that a scope does not have',
      text: steps('- run: make').replace('jobs:', 'permissions:\n  id-token: read\n  models: write\njobs:'),
      found: ['invalid-value 3', 'invalid-value 4'],
    },
    { name: 'nothing at all', text: steps('- run: make').replace('jobs:', 'permissions: {}\njobs:') },
    { name: 'the word none', text: steps('- run: make').replace('jobs:', 'permissions: none\njobs:'), found: ['invalid-value 2'] },
  ],
  '17 uses': [
    {
      name: 'all forms',
      text: steps('- uses: $/a\n- uses: ./a\n- uses: a/b@release/v1\n- uses: a/b/c@d\n- uses: docker://localhost:5000/a'),
    },
    { name: 'no version', text: steps('- uses: a/b'), found: ['invalid-uses 6'] },
    { name: 'an action called by a job', text: 'on: push\njobs:\n  a:\n    uses: a/b@c\n', found: ['invalid-uses 4'] },
  ],
  '18 globs': [
    {
      name: 'signs of globs',
      text: steps('- run: make', "{ push: { branches: ['v[0-9]+.*', 'a?', '!b', '**'], paths: ['**/*.md', '!docs/**'] } }"),
    },
    {
      name: 'what matches nothing',
      text: steps('- run: make', "{ push: { branches: ['^a'], paths: ['./a'] } }"),
      found: ['useless-filter-pattern 1', 'useless-filter-pattern 1'],
    },
  ],
  '19 values': [
    {
      name: 'fractions, any scalar in env and with',
      text: job('runs-on: a\ntimeout-minutes: 0.5\nenv: { A: 1, B: true, C: null, D: 2020-01-01 }'),
    },
    {
      name: 'fences where a boolean or a number is due',
      text: job("runs-on: a\ntimeout-minutes: ${{ fromJSON('5') }}\ncontinue-on-error: ${{ true }}"),
    },
  ],
  '20 half-typed files': [
    { name: 'a null step', text: steps('-') },
    { name: 'an empty uses', text: steps('- uses:') },
    { name: 'empty jobs', text: 'on: push\njobs:\n' },
    { name: 'an empty job', text: 'on: push\njobs:\n  a:\n' },
    { name: 'jobs as a list', text: 'on: push\njobs:\n  - a\n', found: ['invalid-value 3'] },
    { name: 'run in a job', text: 'on: push\njobs:\n  a:\n    runs-on: b\n    run: make\n', found: ['unknown-key 5'] },
    { name: 'a step with neither', text: steps('- name: a\n- with: { a: b }'), found: ['missing-key 6', 'missing-key 7'] },
    { name: 'nothing', text: '' },
    { name: 'a word', text: 'jo' },
  ],
  '21 composite actions': [
    {
      name: 'contexts',
      path: 'action.yml',
      text: action("- run: make\n  shell: bash\n  if: github.ref && inputs.title && env.A && runner.os && hashFiles('a')"),
    },
    {
      name: 'no secrets, needs and vars',
      path: 'action.yml',
      text: action('- run: make\n  shell: bash\n  env:\n    A: ${{ secrets.A }}\n    B: ${{ needs.A }}\n    C: ${{ vars.A }}'),
      found: ['unavailable-context 12', 'unavailable-context 13', 'unavailable-context 14'],
    },
    { name: 'no shell', path: 'action.yml', text: action('- run: make'), found: ['missing-key 9'] },
    {
      name: 'an input in a script',
      path: 'action.yml',
      text: action('- shell: bash\n  run: echo "${{ inputs.title }}"'),
      found: ['expression-in-script 10'],
      fixed: '      run: echo "$TITLE"',
    },
  ],
  '22 new keys': [
    {
      name: 'of the workflow and the job',
      text: 'on:\n  schedule:\n    - cron: 0 0 * * *\n      timezone: Europe/Berlin\n  image_version:\n    names: [a]\nconcurrency:\n  group: a\n  queue: max\npermissions:\n  models: read\n  attestations: write\n  artifact-metadata: write\n  code-quality: write\n  vulnerability-alerts: read\njobs:\n  a:\n    runs-on: b\n    environment:\n      name: c\n      deployment: false\n    snapshot: d\n    steps:\n      - run: make\n',
    },
    {
      name: 'of steps and expressions',
      text: steps("- id: a\n  run: make ${{ case(github.ref == 'a', 'b', 'c') }}\n  background: true\n- wait: a\n- wait-all:"),
    },
  ],
};

describe('GitHub’s semantics', () => {
  for (const [item, cases] of Object.entries(ITEMS)) {
    describe(item, () => {
      for (const one of cases) it(one.name, () => check(one));
    });
  }
});
