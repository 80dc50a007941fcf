import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { expansionAdvice, parseShell, quotingAt } from '../../../rules/core/shell/shell.ts';

// `@@` marks the place of a masked `${{ … }}`.
const cases: readonly (readonly [script: string, quoting: string, advice: string])[] = [
  ['echo @@', 'unquoted', 'quote'],
  ['echo a@@b', 'unquoted', 'quote'],
  ['echo --name=@@', 'unquoted', 'quote'],
  ['echo "@@"', 'double', 'plain'],
  ['echo "a @@ b"', 'double', 'plain'],
  ["echo '@@'", 'single', 'impossible'],
  ['echo \'it\'"@@"', 'double', 'plain'],
  ["echo $'@@'", 'ansi-c', 'impossible'],
  ['echo $"@@"', 'name', 'impossible'],
  ['echo "$(id @@)"', 'unquoted', 'quote'],
  ['echo "$(id "@@")"', 'double', 'plain'],
  ['echo "$(id \'@@\')"', 'single', 'impossible'],
  ['echo "it\'s @@"', 'double', 'plain'],
  ['echo `id @@`', 'unquoted', 'quote'],
  ['echo "`id @@`"', 'unknown', 'impossible'],
  ['echo "`id \\"@@\\"`"', 'double', 'plain'],
  ['echo `id \\`who @@\\``', 'unquoted', 'quote'],
  ['# @@', 'comment', 'impossible'],
  ['echo a # @@', 'comment', 'impossible'],
  ['echo a#@@', 'unquoted', 'quote'],
  ['echo a;# @@\nls', 'comment', 'impossible'],
  ['echo $(\n# @@\nid)', 'comment', 'impossible'],
  ['if a; then # @@\nb; fi', 'comment', 'impossible'],
  ['# it\'s\necho "@@"', 'double', 'plain'],
  ['cat <<EOF\n@@\nEOF', 'heredoc', 'plain'],
  ['cat <<EOF\n"@@"\nEOF', 'heredoc', 'plain'],
  ["cat <<EOF\n'@@'\nEOF", 'heredoc', 'plain'],
  ['cat <<EOF\n# @@\nEOF', 'heredoc', 'plain'],
  ["cat <<'EOF'\n@@\nEOF", 'quoted-heredoc', 'impossible'],
  ['cat <<"EOF"\n@@\nEOF', 'quoted-heredoc', 'impossible'],
  ['cat <<\\EOF\n@@\nEOF', 'quoted-heredoc', 'impossible'],
  ['cat <<EOF\n$(id @@)\nEOF', 'unquoted', 'quote'],
  ['cat <<EOF\na\nEOF\necho @@', 'unquoted', 'quote'],
  ['cat <<A <<"B"\n1\nA\n@@\nB', 'quoted-heredoc', 'impossible'],
  ['cat <<-EOF\n\t@@\n\tEOF', 'heredoc', 'plain'],
  ['cat <<@@\nx\n__', 'name', 'impossible'],
  ['cat <<< @@', 'unquoted', 'quote'],
  ['echo a > @@', 'unquoted', 'quote'],
  ['x=@@', 'assignment', 'quote'],
  ['x=a@@ cmd', 'assignment', 'quote'],
  ['x="@@"', 'double', 'plain'],
  ['@@=1', 'name', 'impossible'],
  ['x=(a @@)', 'unquoted', 'quote'],
  ['x[@@]=1', 'arithmetic', 'impossible'],
  ['export x=@@', 'assignment', 'quote'],
  ['[[ @@ == a ]]', 'test', 'plain'],
  ['[[ "@@" == a ]]', 'double', 'plain'],
  ['[[ $a =~ @@ ]]', 'test', 'plain'],
  ['[[ 1 -eq @@ ]]', 'arithmetic', 'impossible'],
  ['[[ 1 -eq "@@" ]]', 'arithmetic', 'impossible'],
  ['[ 1 -eq @@ ]', 'unquoted', 'quote'],
  ['[ "@@" = a ] && b', 'double', 'plain'],
  ['echo $((@@ + 1))', 'arithmetic', 'impossible'],
  ['(( @@ > 1 ))', 'arithmetic', 'impossible'],
  ['let x=@@', 'code', 'impossible'],
  ['for ((i=0; i<@@; i++)); do a; done', 'arithmetic', 'impossible'],
  ['for x in @@; do a; done', 'list', 'plain'],
  ['for x in a/@@; do a; done', 'unquoted', 'quote'],
  ['for x in a; do echo @@; done', 'unquoted', 'quote'],
  ['for @@ in a; do b; done', 'name', 'impossible'],
  ['case @@ in a) b;; esac', 'unquoted', 'quote'],
  ['case $x in @@) b;; esac', 'pattern', 'plain'],
  ['case $x in a) echo @@;; esac', 'unquoted', 'quote'],
  ['echo ${@@}', 'name', 'impossible'],
  ['echo "${a@@}"', 'name', 'impossible'],
  ['echo $@@', 'name', 'impossible'],
  ['echo "${a:-@@}"', 'double', 'plain'],
  ['echo ${a:-@@}', 'unquoted', 'quote'],
  ['echo "${a#@@}"', 'double', 'plain'],
  ['echo ${a#@@}', 'pattern', 'plain'],
  ['echo ${a:@@:1}', 'arithmetic', 'impossible'],
  ['echo ${a[@@]}', 'arithmetic', 'impossible'],
  ['echo {a,@@}', 'unquoted', 'quote'],
  ['echo {1..@@}', 'name', 'impossible'],
  ['echo \\@@', 'unquoted', 'impossible'],
  ['echo "\\@@"', 'double', 'impossible'],
  ['echo "\\\\@@"', 'double', 'plain'],
  ['echo ~@@/x', 'unquoted', 'impossible'],
  ['@@', 'code', 'impossible'],
  ['@@ --flag', 'code', 'impossible'],
  ['sudo @@ x', 'code', 'impossible'],
  ['./bin/@@ x', 'unquoted', 'quote'],
  ['@@() { a; }', 'name', 'impossible'],
  ['f() { echo @@; }', 'unquoted', 'quote'],
  ["bash -c 'echo @@'", 'unquoted', 'quote'],
  ['bash -c \'echo "@@"\'', 'double', 'plain'],
  ["bash -c 'echo # @@'", 'comment', 'impossible'],
  ['xargs -n1 sh -c \'echo "@@"\'', 'double', 'plain'],
  ['sudo bash -c \'echo "@@"\'', 'code', 'impossible'],
  ['su app -c \'echo "@@"\'', 'code', 'impossible'],
  ['bash -c "echo @@"', 'code', 'impossible'],
  ['bash -c "echo \'@@\'"', 'code', 'impossible'],
  ['eval "echo @@"', 'code', 'impossible'],
  ['eval \'echo "@@"\'', 'double', 'plain'],
  ['eval echo @@', 'code', 'impossible'],
  ['python3 -c "print(\'@@\')"', 'code', 'impossible'],
  ['python3 x.py "@@"', 'double', 'plain'],
  ['node -e "f(\'@@\')"', 'code', 'impossible'],
  ['ssh -p 22 host "echo @@"', 'code', 'impossible'],
  ['ssh -p 22 "@@"', 'double', 'plain'],
  ['docker exec -i web bash -c "echo @@"', 'code', 'impossible'],
  ['docker run "img:@@" ls', 'double', 'plain'],
  ['bash <<EOF\necho @@\nEOF', 'code', 'impossible'],
  ["bash <<'EOF'\necho @@\nEOF", 'unquoted', 'quote'],
  ["ssh host <<'EOF'\necho @@\nEOF", 'code', 'impossible'],
  ['python - <<EOF\nprint("@@")\nEOF', 'code', 'impossible'],
  ['python x.py <<EOF\n@@\nEOF', 'heredoc', 'plain'],
  ['echo "ls @@" | bash', 'code', 'impossible'],
  ['echo "@@" | tee out.txt', 'double', 'plain'],
  ['cat <<EOF | sudo bash -s\n@@\nEOF', 'code', 'impossible'],
  ['cat > run.sh <<EOF\necho @@\nEOF', 'code', 'impossible'],
  ['cat > run.json <<EOF\n{"a": "@@"}\nEOF', 'heredoc', 'plain'],
  ['trap "rm @@" EXIT', 'code', 'impossible'],
  ['coproc cat @@', 'unquoted', 'quote'],
  ['diff <(sort @@) b', 'unquoted', 'quote'],
  ['echo a \\\n  @@', 'unquoted', 'quote'],
  ['if [ -n "@@" ]; then a; fi', 'double', 'plain'],
  ['echo "@@" "unclosed', 'unknown', 'impossible'],
  ['if a; then echo @@', 'unknown', 'impossible'],
];

describe('shell quoting', () => {
  for (const [marked, quoting, advice] of cases) {
    it(`${JSON.stringify(marked)} is ${quoting}`, () => {
      const start = marked.indexOf('@@');
      const script = parseShell(marked.replaceAll('@@', '__'), (offset) => offset + 100);
      assert.equal(quotingAt(script, start + 100), quoting);
      assert.equal(expansionAdvice(script, { start: start + 100, end: start + 102 }), advice);
    });
  }

  it('knows nothing outside the script', () => {
    const script = parseShell('echo a');
    assert.equal(quotingAt(script, -1), 'unknown');
    assert.equal(quotingAt(script, 6), 'unknown');
    assert.equal(quotingAt(script, 4), 'syntax');
  });

  it('refuses a stretch that crosses a quote', () => {
    assert.equal(expansionAdvice(parseShell('echo a"b"'), { start: 5, end: 8 }), 'impossible');
  });
});
