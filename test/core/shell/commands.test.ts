import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { parseShell, type ShellCommand, type ShellContext } from '../../../rules/core/shell/shell.ts';

/** `name word word`, one string a command; `?` stands for a computed word. */
function outline(command: ShellCommand): string {
  return [command.name ?? '?', ...command.words.map((word) => word.text ?? '?')].join(' ');
}

const commandCases: readonly (readonly [script: string, commands: readonly string[]])[] = [
  ['a && b || c; d & e', ['a', 'b', 'c', 'd', 'e']],
  ['a\nb\n\n# c\nd', ['a', 'b', 'd']],
  ['a\r\nb \\\r\n  c\r\n', ['a', 'b c']],
  ['echo "a && b; c | d"', ['echo a && b; c | d']],
  ['(cd /x && make) | tee log', ['cd /x', 'make', 'tee log']],
  ['{ a; b; } > out', ['a', 'b']],
  ['x=$(curl -s u | jq .v) cmd', ['cmd', 'curl -s u', 'jq .v']],
  ['x=1', ['?']],
  ['echo "$(a "$(b)")" `c \\`d\\``', ['echo ? ?', 'a ?', 'b', 'c ?', 'd']],
  ['if a; then b; elif c; then d; else e; fi', ['a', 'b', 'c', 'd', 'e']],
  ['for p in 1 2; do a $p; done', ['a ?']],
  ['for p in $(ls); do a; done', ['ls', 'a']],
  ['while a; do b; done < <(c)', ['a', 'b', 'c']],
  ['case $(a) in x) b;; *) c;; esac', ['a', 'b', 'c']],
  ['f() { a; }\nfunction g { b; }', ['a', 'b']],
  ['[[ $(a) = x ]] && (( $(b) > 1 ))', ['a', 'b']],
  ['echo ${x:-$(a)} $((1 + $(b)))', ['echo ? ?', 'a', 'b']],
  ['cat <<EOF && b\n$(c)\nEOF\nd', ['cat', 'b', 'c', 'd']],
  ["cat <<'EOF'\n$(c)\nEOF\nd", ['cat', 'd']],
  ['a <<X <<Y\n1\nX\n2\nY\nb', ['a', 'b']],
  ["printf '%s' a\\ b \"c d\" e'f'\"g\" $'h\\ti'", ['printf %s a b c d efg h\ti']],
  ['rm -rf /var/lib/apt/lists/* {a,b} x?', ['rm -rf /var/lib/apt/lists/* {a,b} x?']],
  ['export A=b "C=d" E=$f', ['export A=b C=d ?']],
  ['a # b', ['a']],
  ['a#b', ['a#b']],
  ['$CMD a', ['? a']],
  ['a "unclosed && b', ['a unclosed && b']],
  ['a\n)\nb', ['a', 'b']],
  // Scripts inside arguments.
  ["sh -c 'a && b'", ['sh -c a && b', 'a', 'b']],
  ['bash -lc "a \\"b c\\""', ['bash -lc a "b c"', 'a b c']],
  ['bash -euo pipefail -c "a | b" x', ['bash -euo pipefail -c a | b x', 'a', 'b']],
  ['bash -c "a $X"', ['bash -c ?', 'a ?']],
  ['bash -c "a $(b)"', ['bash -c ?', 'a ?', 'b']],
  ['bash -c "$X"', ['bash -c ?']],
  ['bash -c $X', ['bash -c ?']],
  ['sh -c \'sh -c "a"\'', ['sh -c sh -c "a"', 'sh -c a', 'a']],
  ["eval 'a; b'", ['eval a; b', 'a', 'b']],
  ["eval a '&&' b", ['eval a && b', 'a', 'b']],
  ['eval "$(a)"', ['eval ?', 'a']],
  ["su - app -c 'a'", ['su - app -c a', 'a']],
  ["sudo -u x bash -c 'a'", ['bash -c a', 'a']],
  ['sh script.sh -c a', ['sh script.sh -c a']],
  ['bash <<EOF\na $x\nEOF', ['bash', 'a ?']],
  ["bash -s -- x <<'EOF'\na $x\nEOF", ['bash -s -- x', 'a ?']],
];

const wrapperCases: readonly (readonly [script: string, command: string, wrappers: string, assignments: string])[] = [
  ['A=1 B=2 a b', 'a b', '', 'A=1 B=2'],
  ['env A=1 a', 'a', 'env', 'A=1'],
  ['env -i -u X A=1 B="c d" a b', 'a b', 'env', 'A=1 B=c d'],
  ['sudo a', 'a', 'sudo', ''],
  ['sudo -E -u root A=1 a b', 'a b', 'sudo', 'A=1'],
  ['sudo -Eu root -- a', 'a', 'sudo', ''],
  ['sudo --user=root a', 'a', 'sudo', ''],
  ['sudo --user root env A=1 nice -n 5 a', 'a', 'sudo env nice', 'A=1'],
  ['sudo -l a', 'sudo -l a', '', ''],
  ['sudo', 'sudo', '', ''],
  ['exec a b', 'a b', 'exec', ''],
  ['exec "$@"', 'exec ?', '', ''],
  ['exec > log', 'exec', '', ''],
  ['command a', 'a', 'command', ''],
  ['command -v a', 'command -v a', '', ''],
  ['time a b', 'a b', 'time', ''],
  ['timeout -k 5 30 a b', 'a b', 'timeout', ''],
  ['nohup a', 'a', 'nohup', ''],
  ['doas -u x a', 'a', 'doas', ''],
  ['builtin cd x', 'cd x', 'builtin', ''],
  ['xargs -n 1 -0 rm -f', 'rm -f', 'xargs', ''],
  ['gosu app a', 'a', 'gosu', ''],
  ['env', 'env', '', ''],
  ['env A=1', 'env A=1', '', ''],
  ['sudo $OPTS a', 'sudo ? a', '', ''],
  ['sudo "$CMD" a', '? a', 'sudo', ''],
  ['env -S "a b"', 'env -S a b', '', ''],
];

describe('shell commands', () => {
  for (const [text, expected] of commandCases) {
    it(`reads ${JSON.stringify(text)}`, () => {
      assert.deepEqual(parseShell(text).commands.map(outline), expected);
    });
  }

  for (const [text, expected, wrappers, assignments] of wrapperCases) {
    it(`looks behind the wrappers of ${JSON.stringify(text)}`, () => {
      const [command] = parseShell(text).commands;
      assert.ok(command);
      assert.equal(outline(command), expected);
      assert.equal(command.wrappers.map(({ name }) => name).join(' '), wrappers);
      assert.equal(command.assignments.map(({ name, value }) => `${name}=${value?.text}`).join(' '), assignments);
    });
  }

  it('gives the program without its directory', () => {
    const [command] = parseShell('/usr/bin/apt-get update').commands;
    assert.equal(command?.name, '/usr/bin/apt-get');
    assert.equal(command?.program, 'apt-get');
  });

  it('describes redirects and here-documents', () => {
    const text = 'a 2>&1 >"x y" <<-"E" <<< $z\n\tb $c\n\tE\n';
    const [command] = parseShell(text).commands;
    assert.deepEqual(
      command?.redirects.map((redirect) => [redirect.operator, redirect.descriptor, redirect.target?.raw]),
      [
        ['>&', 2, '1'],
        ['>', undefined, '"x y"'],
        ['<<-', undefined, undefined],
        ['<<<', undefined, '$z'],
      ],
    );
    const document = command?.redirects[2]?.hereDocument;
    assert.equal(document?.delimiter, 'E');
    assert.equal(document?.isQuoted, true);
    assert.equal(document?.isClosed, true);
    assert.equal(text.slice(document?.bodySpan.start, document?.bodySpan.end), '\tb $c\n');
  });

  it('keeps the elements of arrays', () => {
    const [command] = parseShell('x=(a "$b" c)').commands;
    assert.deepEqual(
      command?.assignments[0]?.elements.map((word) => word.text),
      ['a', undefined, 'c'],
    );
  });
});

function contextKinds(command: ShellCommand | undefined): string {
  const kinds: string[] = [];
  for (let context: ShellContext | undefined = command?.context; context; context = context.parent) kinds.push(context.kind);
  return kinds.join(' < ');
}

const structureCases: readonly (readonly [script: string, last: string])[] = [
  ['a', '^ top-level $'],
  ['x && a', '&& top-level $'],
  ['x || a', '|| top-level $ conditional'],
  ['x || y && a', '&& top-level $'],
  ['[ -f x ] && a', '&& top-level $ conditional'],
  ['[ -f x ] && y && a', '&& top-level $ conditional'],
  ['[ -f x ] || y && a', '&& top-level $'],
  ['! x && a', '&& top-level $ conditional'],
  ['command -v x && a', '&& top-level $ conditional'],
  ['x; a;', '; top-level ;'],
  ['x & a &', '& top-level &'],
  ['x\na\n', 'newline top-level newline'],
  ['x # c\na', 'newline top-level $'],
  ['x | a', '| top-level $'],
  ['x |& a || true', '|& top-level ||'],
  ['x && y | a', '| top-level $'],
  ['(x; a)', '; subshell < top-level $'],
  ['{ x; a; }', '; group < top-level ;'],
  ['if x; then a; fi', '^ branch < top-level ; conditional'],
  ['if a; then :; fi', '^ condition < top-level ;'],
  ['for i in 1 2; do a; done', '^ loop < top-level ;'],
  ['for i in $x; do a; done', '^ loop < top-level ; conditional'],
  ['while x; do a; done', '^ loop < top-level ; conditional'],
  ['case x in x) a;; esac', '^ case < top-level $ conditional'],
  ['f() { a; }', '^ group < function < top-level ; conditional'],
  ['y $(a)', '^ command-substitution < top-level $'],
  ['y <(a)', '^ process-substitution < top-level $'],
  ["sh -c 'x; a'", '; nested-script < top-level $'],
  ['x \\\n  && a', '&& top-level $'],
];

describe('shell structure', () => {
  for (const [text, expected] of structureCases) {
    it(`places a in ${JSON.stringify(text)}`, () => {
      const command = parseShell(text).commands.find(({ name }) => name === 'a');
      const before = command?.operatorBefore?.operator ?? '^';
      const after = command?.operatorAfter?.operator ?? '$';
      const suffix = command?.isConditional ? ' conditional' : '';
      assert.equal(`${before} ${contextKinds(command)} ${after}${suffix}`, expected);
    });
  }

  it('gives operators their place', () => {
    const text = 'a  &&b|\\\nc ; d';
    const places = parseShell(text).commands.map(
      ({ operatorAfter }) => operatorAfter && text.slice(operatorAfter.span.start, operatorAfter.span.end),
    );
    assert.deepEqual(places, ['&&', '|', ';', undefined]);
  });

  it('joins pipelines with compound elements', () => {
    const [pipeline, ...others] = parseShell('! curl u $(x) | { tar; (cd y; z); } | sh').pipelines;
    assert.equal(others.length, 0);
    assert.equal(pipeline?.isNegated, true);
    assert.deepEqual(
      pipeline?.elements.map((element) => element.commands.map(({ name }) => name)),
      [['curl'], ['tar', 'cd', 'z'], ['sh']],
    );
    assert.deepEqual(
      pipeline?.commands.map(({ name, index }) => `${name} ${index}`),
      ['curl 0', 'sh 2'],
    );
    assert.equal(pipeline?.operators.length, 2);
  });

  it('finds pipelines inside substitutions and groups', () => {
    assert.equal(parseShell('x=$(a | b); (c | d) | e; f').pipelines.length, 3);
  });
});
