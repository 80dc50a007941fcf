import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import {
  countFlag,
  flagValue,
  hasFlag,
  mayHaveMoreArguments,
  operands,
  parseShell,
  readArguments,
  type ShellCommand,
  subcommand,
} from '../../../rules/core/shell/shell.ts';

function commandOf(text: string): ShellCommand {
  const command = parseShell(text).commands[0];
  assert.ok(command);
  return command;
}

const cases: readonly (readonly [script: string, flags: string, operands: string])[] = [
  ['apt-get install -y a b', 'y', 'install a b'],
  ['apt-get -y install a', 'y', 'install a'],
  ['apt-get install a -y b', 'y', 'install a b'],
  ['apt-get -qqy install a', 'q q y', 'install a'],
  ['apt-get -q=2 install a', 'q=2', 'install a'],
  ['apt-get --quiet=2 install', 'quiet=2', 'install'],
  ['apt-get -t stable install a', 't=stable', 'install a'],
  ['apt-get -tstable install a', 't=stable', 'install a'],
  ['apt-get --target-release stable install a', 'target-release=stable', 'install a'],
  ['apt-get --target-release=stable install a', 'target-release=stable', 'install a'],
  ['apt-get -o Dpkg::Options::="--force-confold" install a', 'o=Dpkg::Options::=--force-confold', 'install a'],
  ['apt-get -oAcquire::Retries=3 install -yq a', 'o=Acquire::Retries=3 y q', 'install a'],
  ['apt-get -yo A=b install a', 'y o=A=b', 'install a'],
  ['apt-get install -y -- -a b', 'y', 'install -a b'],
  ['apt-get install - a', '', 'install - a'],
  ['apk add --no-cache -t .build a', 'no-cache t=.build', 'add a'],
  ['apk add --virtual .build a', 'virtual=.build', 'add a'],
  ['apk add --virtual=.build a', 'virtual=.build', 'add a'],
  ['pip install -r r.txt --no-cache-dir -i https://x a==1', 'r=r.txt no-cache-dir i=https://x', 'install a==1'],
  ['pip3.11 install -c c.txt a', 'c=c.txt', 'install a'],
  ['python3.12 -m pip install a', 'm=pip', 'install a'],
  ['npm install --registry https://x a@1', 'registry=https://x', 'install a@1'],
  ['useradd -u 100000 -m app', 'u=100000 m', 'app'],
  ['useradd -u100000 app', 'u=100000', 'app'],
  ['curl -fsSLo out https://x', 'f s S L o=out', 'https://x'],
  ['unknown -a b --c=d --e f', 'a c=d e', 'b f'],
  ['unknown -x/y', 'x', ''],
  ['find . -name x -exec ls', 'name exec', '. x ls'],
  ['apt-get install --opt=$X -t $R a', 'opt t', 'install a'],
  ['apt-get install $X "$Y" a', '', 'install ? ? a'],
  ['apt-get install -t', 't', 'install'],
];

describe('shell arguments', () => {
  for (const [text, flags, expected] of cases) {
    it(`sorts ${text}`, () => {
      const read = readArguments(commandOf(text));
      const shown = read.flags.map(({ name, value }) => (value === undefined ? name : `${name}=${value}`));
      assert.equal(shown.join(' '), flags);
      assert.equal(read.operands.map((word) => word.text ?? '?').join(' '), expected);
    });
  }

  it('takes further options with values from the caller', () => {
    const command = commandOf('tool -n 1 run --limit 2 x');
    assert.deepEqual(
      operands(command, { valueFlags: ['n', 'limit'] }).map((word) => word.text),
      ['run', 'x'],
    );
    assert.equal(subcommand(command, { valueFlags: ['n'] }), 'run');
  });

  it('asks for flags by any of their names', () => {
    assert.equal(hasFlag(commandOf('apt-get -qqy install a'), 'y', 'yes', 'assume-yes'), true);
    assert.equal(hasFlag(commandOf('apt-get install a --assume-yes'), 'y', 'yes', 'assume-yes'), true);
    assert.equal(hasFlag(commandOf('apt-get install -o y a'), 'y'), false);
    assert.equal(hasFlag(commandOf('apt-get install -- -y'), 'y'), false);
    assert.equal(hasFlag(commandOf('echo "-y"'), 'y'), true);
  });

  it('counts repeated flags', () => {
    assert.equal(countFlag(commandOf('apt-get -q -q install'), 'q', 'quiet'), 2);
    assert.equal(countFlag(commandOf('apt-get -qqy install --quiet'), 'q', 'quiet'), 3);
    assert.equal(countFlag(commandOf('apt-get -q=2 install'), 'q', 'quiet'), 2);
    assert.equal(countFlag(commandOf('apt-get install'), 'q', 'quiet'), 0);
  });

  it('gives the last value of a flag', () => {
    assert.equal(flagValue(commandOf('tool --a 1 -b2 --a=3'), 'a'), '3');
    assert.equal(flagValue(commandOf('tool -b2'), 'b', 'bee'), '2');
    assert.equal(flagValue(commandOf('tool -b $X'), 'b'), undefined);
  });

  it('knows when arguments are hidden', () => {
    assert.equal(mayHaveMoreArguments(commandOf('apt-get install $PACKAGES')), true);
    assert.equal(mayHaveMoreArguments(commandOf('apt-get install "$@"')), true);
    assert.equal(mayHaveMoreArguments(commandOf('xargs apt-get install')), true);
    assert.equal(mayHaveMoreArguments(commandOf('apt-get install "$A" b=$V')), false);
  });
});
