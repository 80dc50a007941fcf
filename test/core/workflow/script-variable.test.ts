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
    [`"${X}" a`, undefined],
    [`./${X}`, undefined],
    // What reads the value as code makes the variable as dangerous as the expression.
    [`bash -c "echo ${X}"`, undefined],
    [`bash -c 'echo "${X}"'`, `bash -c 'echo "$ISSUE_TITLE"'`],
    [`bash <(echo "echo ${X}")`, undefined],
    [`. <(echo "A=${X}")`, undefined],
    [`source ${X}`, undefined],
    [`bash <<EOF\necho ${X}\nEOF`, undefined],
    [`A="ls ${X}"; eval "$A"`, undefined],
    [`ssh host "a ${X}"`, undefined],
    [`nix-shell --run "a ${X}"`, undefined],
    [`flock lock -c "a ${X}"`, undefined],
    [`psql --command="select '${X}'"`, undefined],
    [`mysql -e "select '${X}'"`, undefined],
    [`sed -i "s/a/${X}/" file`, undefined],
    [`sed -i s/a/b/ ${X}`, 'sed -i s/a/b/ "$ISSUE_TITLE"'],
    [`awk "{ print \\"${X}\\" }"`, undefined],
    [`awk -v a="${X}" '{ print a }'`, `awk -v a="$ISSUE_TITLE" '{ print a }'`],
    [`docker run -e A="${X}" b`, 'docker run -e A="$ISSUE_TITLE" b'],
    [`[ -v ${X} ]`, undefined],
    [`export ${X}`, undefined],
    [`export A=${X}`, 'export A="$ISSUE_TITLE"'],
    [`echo $((${X} + 1))`, undefined],
    [`[[ ${X} -gt 1 ]]`, undefined],
  ];
  for (const [script, expected] of bash) {
    it(`bash: ${JSON.stringify(script.replaceAll(X, '${{ x }}'))}`, () => assert.equal(moved(script)?.script, expected));
  }

  const powershell: readonly [script: string, expected: string | undefined][] = [
    [`Write-Output "${X}"`, 'Write-Output "${env:ISSUE_TITLE}"'],
    [`Write-Output ${X}`, 'Write-Output $env:ISSUE_TITLE'],
    [`a; b -c ${X} | d`, 'a; b -c $env:ISSUE_TITLE | d'],
    // In an expression the text would take the place of a number.
    [`if (${X} -eq 1) { a }`, undefined],
    [`$a = ${X}`, undefined],
    [`a --b=${X}`, undefined],
    [`a "\`${X}"`, undefined],
    [`a "$(b ${X})"`, undefined],
    [`iex "a ${X}"`, undefined],
    [`bash -c "a ${X}"`, undefined],
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

  it('gives up where all names are taken', () => {
    const names = ['INPUT_ISSUE_TITLE', ...Array.from({ length: 30 }, (_, n) => `INPUT_ISSUE_TITLE_${n}`)];
    assert.equal(moved(`ISSUE_TITLE=1\necho "${X}" ${names.join(' ')}`), undefined);
  });

  it('leaves names alone that mean something to tools', () => {
    assert.deepEqual(moved('aws --region "${{ inputs.aws-region }}"')?.env, { INPUT_AWS_REGION: '${{ inputs.aws-region }}' });
    assert.deepEqual(moved('a "${{ inputs.github-token }}" "$INPUT_GITHUB_TOKEN"')?.env, {
      INPUT_GITHUB_TOKEN_2: '${{ inputs.github-token }}',
    });
  });

  it('says a word once', () => {
    assert.deepEqual(Object.keys(moved('a "${{ steps.get-version.outputs.version }}"')?.env ?? {}), ['GET_VERSION']);
  });

  it('does not take expressions for equal that differ in the case of a string', () => {
    const script = `a "\${{ format('A{0}', inputs.b) }}" "\${{ format('a{0}', inputs.b) }}" "\${{ Format('A{0}', Inputs.B) }}"`;
    assert.equal(moved(script)?.script, `a "$B" "\${{ format('a{0}', inputs.b) }}" "$B"`);
  });

  it('does not use a variable that the script changes', () => {
    assert.equal(moved(`T=other\necho "${X}"`, `        env:\n          T: ${X}\n`)?.script, 'T=other\necho "$ISSUE_TITLE"');
  });

  it('refuses an expression that reads a variable of the same step', () => {
    assert.equal(moved('a "${{ format(\'{0}\', env.A) }}"', '        env:\n          A: b\n'), undefined);
  });

  it('writes an expression of several lines on one', () => {
    assert.deepEqual(moved('a "${{\n  inputs.b\n  || \'c\' }}"')?.env, { B: "${{ inputs.b || 'c' }}" });
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
