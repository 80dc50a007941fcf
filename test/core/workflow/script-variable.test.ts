import assert from 'node:assert/strict';
import { applyEdits, codeInputs, createSource, isCreate, moveToVariable, parseWorkflow } from '#core';
import { javascriptQuotingAt, powershellQuotingAt } from '../../../rules/core/workflow/quoting.ts';

const X = '${{ github.event.issue.title }}';

/** The script after the first expression was taken out of it; undefined where that is refused. */
function moved(script: string, step = '', runner = 'ubuntu-24.04'): { script: string; env: Record<string, string> } | undefined {
  const indented = script.replace(/^(?=.)/gm, '          ');
  const text = `on: issues\njobs:\n  a:\n    runs-on: ${runner}\n    steps:\n      - name: a\n${step}        run: |\n${indented}\n`;
  const file = parseWorkflow(createSource('.github/workflows/ci.yml', text, 'workflow'));
  const expression = file.expressions.find((one) => one.scalar === file.steps[0]?.run);
  const [input] = codeInputs(file.steps[0]!);
  assert.ok(expression && input);
  const edits = moveToVariable(expression, input);
  if (!edits) return undefined;
  const after = applyEdits(
    text,
    edits.flatMap((edit) => (isCreate(edit) ? [] : [edit])),
  );
  assert.ok(after);
  const read = parseWorkflow(createSource('.github/workflows/ci.yml', after, 'workflow'));
  assert.deepEqual(read.yaml.problems, []);
  const [changed] = read.steps;
  return {
    script: changed?.run?.text.trimEnd() ?? '',
    env: Object.fromEntries((changed?.env ?? []).map((entry) => [entry.name, entry.value?.text ?? ''])),
  };
}

describe('expressions of scripts become variables', () => {
  const bash: readonly [script: string, expected: string | undefined][] = [
    [`echo ${X}`, 'echo "$ISSUE_TITLE"'],
    [`echo "new: ${X}"`, 'echo "new: $ISSUE_TITLE"'],
    [`echo "${X}s"`, 'echo "${ISSUE_TITLE}s"'],
    [`echo a${X}b`, 'echo a"$ISSUE_TITLE"b'],
    [`T="${X}"\necho ${X}`, 'T="$ISSUE_TITLE"\necho "$ISSUE_TITLE"'],
    [`cat <<EOF\n${X}\nEOF`, 'cat <<EOF\n$ISSUE_TITLE\nEOF'],
    [`cat <<'EOF'\n${X}\nEOF`, undefined],
    [`echo '${X}'`, undefined],
    [`# ${X}`, undefined],
    [`echo "${X}`, undefined],
    [`${X}`, undefined],
  ];
  for (const [script, expected] of bash) {
    it(`bash: ${JSON.stringify(script.replaceAll(X, '${{ x }}'))}`, () => assert.equal(moved(script)?.script, expected));
  }

  const powershell: readonly [script: string, expected: string | undefined][] = [
    [`Write-Output "${X}"`, 'Write-Output "${env:ISSUE_TITLE}"'],
    [`Write-Output ${X}`, 'Write-Output $env:ISSUE_TITLE'],
    [`if (${X} -eq 1) { a }`, 'if ($env:ISSUE_TITLE -eq 1) { a }'],
    [`Write-Output '${X}'`, undefined],
    [`# ${X}`, undefined],
    [`${X} a`, undefined],
    [`a ${X}.Length`, undefined],
    [`$a = @"\n${X}\n"@`, '$a = @"\n${env:ISSUE_TITLE}\n"@'],
    [`$a = @'\n${X}\n'@`, undefined],
  ];
  for (const [script, expected] of powershell) {
    it(`PowerShell: ${JSON.stringify(script.replaceAll(X, '${{ x }}'))}`, () =>
      assert.equal(moved(script, '        shell: pwsh\n')?.script, expected));
  }

  it('refuses shells in which a variable helps nothing', () => {
    for (const shell of ['cmd', 'python', 'perl {0}']) assert.equal(moved(`a "${X}"`, `        shell: ${shell}\n`), undefined);
  });

  it('refuses where the shell is not certain', () => assert.equal(moved(`echo "${X}"`, '', 'my-runner'), undefined));

  it('writes the variable', () => assert.deepEqual(moved(`echo "${X}"`)?.env, { ISSUE_TITLE: X }));

  it('takes another name when the first is taken', () => {
    assert.deepEqual(Object.keys(moved(`ISSUE_TITLE=1\necho "${X}"`)?.env ?? {}), ['INPUT_ISSUE_TITLE']);
    assert.deepEqual(moved(`echo "${X}"`, '        env:\n          issue_title: x\n')?.env, { issue_title: 'x', INPUT_ISSUE_TITLE: X });
  });

  it('uses a variable that holds it', () => {
    const result = moved(`echo "${X}"`, `        env:\n          T: ${X}\n`);
    assert.deepEqual(result, { script: 'echo "$T"', env: { T: X } });
  });

  it('does not use a variable of the job that the step redefines', () => {
    assert.equal(moved(`echo "${X}"`, '        env:\n          T: other\n')?.env.T, 'other');
  });

  describe('JavaScript quoting', () => {
    const cases: readonly [script: string, expected: string][] = [
      ["a('|')", 'single'],
      ['a("|")', 'double'],
      ['a(`|`)', 'template'],
      ['a(|)', 'bare'],
      ['// |', 'comment'],
      ['/* \' */ "|"', 'double'],
      ["'\\'|'", 'single'],
      ['`${x}|`', 'template'],
      ['`${f({})}|`', 'unknown'],
      ["x = /'/; '|'", 'unknown'],
    ];
    for (const [script, expected] of cases) {
      it(script, () => assert.equal(javascriptQuotingAt(script.replace('|', ''), script.indexOf('|')), expected));
    }
  });

  describe('PowerShell quoting', () => {
    const cases: readonly [script: string, expected: string][] = [
      ['a "`"|"', 'double'],
      ["a 'it''s|'", 'single'],
      ['a#|', 'bare'],
      ['a <# " #> |', 'bare'],
      ['a # "\n|', 'bare'],
    ];
    for (const [script, expected] of cases) {
      it(script, () => assert.equal(powershellQuotingAt(script.replace('|', ''), script.indexOf('|')), expected));
    }
  });
});
