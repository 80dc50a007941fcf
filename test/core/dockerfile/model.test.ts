import assert from 'node:assert/strict';
import { parseDockerfile } from '../../../rules/core/dockerfile/file.ts';
import { isInstruction } from '../../../rules/core/dockerfile/instructions.ts';
import type { Keyword } from '../../../rules/core/dockerfile/keywords.ts';
import { createSource } from '../../../rules/core/source.ts';

const parse = (text: string) => parseDockerfile(createSource('Dockerfile', text, 'dockerfile'));

function first<Key extends Keyword>(keyword: Key, text: string) {
  const found = parse(text).instructions.find((one) => isInstruction(one, keyword));
  assert.ok(isInstruction(found, keyword));
  return found;
}

describe('forms of instructions', () => {
  const json: readonly [string, readonly string[] | undefined][] = [
    ['CMD ["a", "b c"]', ['a', 'b c']],
    ["CMD ['a']", undefined],
    ['CMD [a]', undefined],
    ['CMD ["a" "b"]', undefined],
    ['CMD ["a"] x', undefined],
    ['CMD ["a",]', undefined],
    ['CMD [ "q\\"uote" ]', ['q"uote']],
    ['CMD [ "a", \\\n  "b" ]', ['a', 'b']],
    ['CMD []', []],
  ];
  for (const [text, expected] of json) {
    it(`${text} is ${expected ? 'JSON' : 'shell'} form`, () =>
      assert.deepEqual(
        first('CMD', text).json?.map((word) => word.value),
        expected,
      ));
  }

  it('ENV in its legacy form has one pair', () => {
    const pairs = first('ENV', 'ENV a b c=d').pairs;
    assert.deepEqual(
      pairs.map((pair) => [pair.key, pair.value?.value, pair.isLegacy]),
      [['a', 'b c=d', true]],
    );
  });

  it('ENV with quotes, escapes and continuation', () => {
    const pairs = first('ENV', 'ENV a="b c" d=e\\ f \\\n  g=\'$h\' i=').pairs;
    assert.deepEqual(
      pairs.map((pair) => [pair.key, pair.value?.value, pair.value?.isDynamic]),
      [
        ['a', 'b c', false],
        ['d', 'e f', false],
        ['g', '$h', false],
        ['i', '', false],
      ],
    );
  });

  it('ARG takes several names', () => {
    assert.deepEqual(
      first('ARG', 'ARG a b=c').pairs.map((pair) => [pair.key, pair.value?.value]),
      [
        ['a', undefined],
        ['b', 'c'],
      ],
    );
  });

  it('flags come before operands only', () => {
    const copy = first('COPY', 'COPY --from=x --link a --chown=b c');
    assert.deepEqual(
      copy.flags.map((flag) => flag.name),
      ['from', 'link'],
    );
    assert.deepEqual(
      copy.words.map((word) => word.value),
      ['a', '--chown=b', 'c'],
    );
  });

  it('mounts', () => {
    const run = first('RUN', 'RUN --mount=type=cache,dst=/root/.cache --mount=target=/x,from=y,ro pip install z');
    assert.deepEqual(
      run.mounts.map((mount) => [mount.type, mount.target, mount.from?.value]),
      [
        ['cache', '/root/.cache', undefined],
        ['bind', '/x', 'y'],
      ],
    );
    assert.ok(run.hasCacheAt('.cache/pip'));
    assert.ok(run.hasCacheAt('/root/.cache/pip'));
    assert.ok(!run.hasCacheAt('/var/cache/apt'));
    assert.ok(!run.hasCacheAt('.npm'));
  });

  it('ports', () => {
    const expose = first('EXPOSE', 'FROM a\nEXPOSE 80/tcp 90-95/UDP $PORT 0 x 1.2.3.4:80:80');
    assert.deepEqual(
      expose.ports.map((port) => [port.first, port.last, port.protocol]),
      [
        [80, 80, 'tcp'],
        [90, 95, 'udp'],
        [undefined, undefined, 'tcp'],
        [0, 0, 'tcp'],
      ],
    );
  });

  it('HEALTHCHECK', () => {
    assert.ok(first('HEALTHCHECK', 'HEALTHCHECK NONE').isNone);
    const check = first('HEALTHCHECK', 'HEALTHCHECK --interval=5s CMD ["curl", "-f", "http://localhost"]');
    assert.deepEqual([check.isNone, check.json?.length, check.text.commands[0]?.command.program], [false, 3, 'curl']);
    assert.equal(first('HEALTHCHECK', 'HEALTHCHECK cmd curl -f x || exit 1').text.commands[0]?.command.program, 'curl');
  });

  it('users that are root', () => {
    const cases: readonly [string, boolean | undefined][] = [
      ['root', true],
      ['0', true],
      ['root:root', true],
      ['0:1000', true],
      ['node', false],
      ['1000', false],
      ['$U', undefined],
      ['${U:-app}', undefined],
    ];
    for (const [name, expected] of cases) assert.equal(first('USER', `FROM a\nUSER ${name}`).isRoot, expected, name);
    assert.equal(first('USER', 'FROM a\nARG U=0\nUSER $U').isRoot, true);
  });

  it('ONBUILD wraps an instruction', () => {
    const onbuild = first('ONBUILD', 'FROM a\nONBUILD   USER root');
    assert.ok(isInstruction(onbuild.trigger, 'USER'));
    assert.equal(onbuild.trigger.onbuild, onbuild);
    assert.equal(onbuild.stage?.user, undefined);
    const span = onbuild.trigger.keywordSpan;
    assert.equal(onbuild.file.source.text.slice(span.start, span.end), 'USER');
  });
});

describe('stages', () => {
  it('build on earlier ones, the nearest of a name', () => {
    const file = parse('FROM a AS One\nUSER x\nFROM one AS two\nFROM One\nFROM later\nFROM b AS later\nFROM two');
    assert.deepEqual(
      file.stages.map((stage) => stage.parent?.index),
      // `FROM` looks its word up as written, names are stored in lower case.
      [undefined, 0, undefined, undefined, undefined, 1],
    );
    assert.equal(file.finalStage?.user?.name, 'x');
  });

  it('expand global ARG defaults in FROM', () => {
    const base = (text: string) => parse(text).finalStage?.baseImage;
    assert.equal(base('ARG V=3\nARG I=alpine:$V\nFROM $I'), 'alpine:3');
    assert.equal(base('FROM ${V:-alpine}'), 'alpine');
    assert.equal(base('ARG V\nFROM busybox:$V'), undefined);
    assert.equal(base('FROM busybox:$V'), undefined);
    assert.equal(base('FROM a\nARG V=3\nFROM busybox:$V'), undefined);
    assert.equal(base('ARG S=base\nFROM a AS base\nFROM $S'), 'a');
  });

  it('resolve --from', () => {
    const file = parse(
      'FROM a AS one\nFROM b\nCOPY --from=ONE x y\nCOPY --from=0 x y\nCOPY --from=1 x y\nCOPY --from=nginx x y\nCOPY --from=$V x y\nCOPY --from=two x y\nFROM c AS two',
    );
    assert.deepEqual(
      file.stages[1]?.all('COPY').map((copy) => copy.fromTarget?.kind),
      ['stage', 'stage', 'unusable', 'image', 'variable', 'unusable'],
    );
  });

  it('know which are shipped and which are needed', () => {
    const file = parse(
      'FROM a AS base\nFROM base AS build\nFROM c AS unused\nFROM d AS mounted\nFROM base\nCOPY --from=build x y\nRUN --mount=from=mounted,target=/x true',
    );
    const names = (test: (index: number) => boolean) => file.stages.filter((stage) => test(stage.index)).map((stage) => stage.index);
    assert.deepEqual(
      names((index) => file.isShipped(file.stages[index]!)),
      [0, 4],
    );
    assert.deepEqual(
      names((index) => file.isReachable(file.stages[index]!)),
      [0, 1, 3, 4],
    );
  });

  it('tell which one goes to production', () => {
    const shipped = (text: string) => parse(text).shippedStage?.index;
    assert.equal(shipped('FROM a AS build\nFROM b'), 1);
    assert.equal(shipped('FROM a AS production\nFROM production AS test'), 0);
    assert.equal(shipped('FROM a AS api\nCMD ["x"]\nFROM api AS dev-envs'), 0);
    assert.equal(shipped('FROM a AS dev'), 0);
    assert.equal(shipped('FROM a AS lint\nFROM b AS test'), undefined);
  });

  it('inherit through FROM, and an ENTRYPOINT drops the CMD below', () => {
    const file = parse('FROM a AS b\nWORKDIR /x\nHEALTHCHECK NONE\nCMD ["y"]\nFROM b AS c\nFROM b\nENTRYPOINT ["z"]');
    assert.equal(file.stages[1]?.cmd?.operandText, '["y"]');
    assert.equal(file.stages[1]?.workdir?.value?.value, '/x');
    assert.equal(file.stages[2]?.cmd, undefined);
    assert.ok(file.stages[2]?.healthcheck?.isNone);
  });
});

describe('scope of ARG and ENV', () => {
  /** Value of X before the last instruction. */
  const valueOfX = (text: string) => {
    const file = parse(text);
    return file.scopeAt(file.instructions.at(-1)!).valueOf('X');
  };
  const cases: readonly [string, string, string | null | undefined][] = [
    ['a global ARG is not visible in a stage', 'ARG X=1\nFROM scratch\nRUN a', null],
    ['until it is declared again', 'ARG X=1\nFROM a\nARG X\nRUN a', '1'],
    ['a default of its own wins', 'ARG X=1\nFROM a\nARG X=2\nRUN a', '2'],
    ['ENV wins over ARG', 'FROM a\nENV X=1\nARG X=2\nRUN a', '1'],
    ['the base image may set it', 'FROM a\nRUN a', undefined],
    ['inherited through FROM', 'FROM a AS b\nENV X=1\nFROM b\nRUN a', '1'],
    ['not through another FROM', 'FROM scratch AS b\nENV X=1\nFROM scratch\nRUN a', null],
    ['only from its line on', 'FROM scratch\nRUN a\nENV X=1', null],
    ['values from before the instruction', 'FROM a\nENV X=1\nENV X=2 Y=$X Z=${X}\nENV X=$Y\nRUN a', '1'],
    ['names end where they end', 'FROM a\nENV XY=1\nENV X=$XY$XY\nRUN a', '11'],
    ['an escaped dollar is text', 'FROM a\nENV X=\\$a\nRUN a', '$a'],
    ['single quotes stop expansion, double do not', 'FROM a\nENV Y=1\nENV X=\'$Y\'"$Y"\nRUN a', '$Y1'],
    ['unknown parts make it unknown', 'FROM a\nENV X=$Q\nRUN a', undefined],
    ['endless growth ends', `FROM a\nENV X=aa\n${'ENV X=$X$X\n'.repeat(40)}RUN a`, undefined],
  ];
  for (const [title, text, expected] of cases) it(title, () => assert.equal(valueOfX(text), expected));

  const modifiers: readonly [string, string | undefined][] = [
    ['${V:-x}', 'x'],
    ['${V-x}', ''],
    ['${U-x}', 'x'],
    ['${V:+x}', ''],
    ['${V+x}', 'x'],
    ['${A:?no}', 'a.tar.gz'],
    ['${U:?no}', undefined],
    ['${A%.gz}', 'a.tar'],
    ['${A#a.}', 'tar.gz'],
    ['${A/tar/zip}', 'a.zip.gz'],
    ['${A//a/b}', 'b.tbr.gz'],
    ['${A%%.*}', undefined],
    ['${U:-${A}}', 'a.tar.gz'],
    ['${U:-"q}"}', 'q}'],
    ['${}', undefined],
    ['a$', 'a$'],
    ['${A', undefined],
  ];
  for (const [raw, expected] of modifiers) {
    it(`expands ${raw}`, () => {
      const file = parse(`FROM scratch\nENV V= A=a.tar.gz\nWORKDIR ${raw}`);
      const workdir = file.finalStage?.workdir;
      assert.equal(workdir?.value && workdir.expand(workdir.value), expected);
    });
  }

  it('predefined names', () => {
    const file = parse('FROM scratch\nRUN a\nARG TARGETARCH\nRUN b');
    const [before, after] = [file.scopeAt(file.instructions[1]!), file.scopeAt(file.instructions[3]!)];
    assert.deepEqual([before.isDefined('TARGETARCH'), after.isDefined('TARGETARCH'), before.isDefined('http_proxy')], [false, true, true]);
    assert.equal(file.globalScope.isDefined('TARGETARCH'), true);
  });

  it('does not recurse without end', () => {
    assert.equal(valueOfX(`FROM a\nENV X=${'${X:-'.repeat(5000)}\nRUN a`), undefined);
    const chain = Array.from({ length: 3000 }, (_, index) => `FROM s${index} AS s${index + 1}`).join('\n');
    assert.equal(valueOfX(`FROM a AS s0\nENV X=1\n${chain}\nRUN a`), '1');
  });
});

describe('commands of RUN', () => {
  const commands = (text: string) => {
    const file = parse(text);
    return file.instructions
      .filter((one) => isInstruction(one, 'RUN'))
      .flatMap((run) => run.text.commands.map(({ command }) => [command.program, ...command.words.map((word) => word.template)].join(' ')));
  };
  const cases: readonly [string, string, readonly string[]][] = [
    ['over several lines with comments', 'RUN a x && \\\n # note\n\n b \\\n   y', ['a x', 'b y']],
    ['exec form', 'RUN ["apt-get", "install", "a b"]', ['apt-get install a b']],
    ['exec form of a shell', 'RUN ["sh", "-c", "a && b"]', ['sh -c a && b', 'a', 'b']],
    ['a here-document is the script', 'RUN <<EOF\na x\nb\nEOF', ['a x', 'b']],
    ['flags before it', 'RUN --mount=type=cache,target=/x <<EOF\na\nEOF', ['a']],
    ['a here-document with tabs', 'RUN <<-EOF\n\ta\n\tb\n\tEOF', ['a', 'b']],
    ['a here-document with a shebang of a shell', 'RUN <<EOF\n#!/usr/bin/env bash\na\nEOF', ['a']],
    ['a here-document for another program', 'RUN <<EOF\n#!/usr/bin/env python3\nprint()\nEOF', []],
    ['a here-document that feeds a program', 'RUN python3 <<EOF\nprint()\nEOF', ['python3']],
    ['backquote as escape', '# escape=`\nFROM alpine\nRUN a `\n  && b', ['a', 'b']],
    ['PowerShell', 'FROM a\nSHELL ["powershell", "-Command"]\nRUN a', []],
    ['a fresh FROM ends a SHELL', 'FROM a\nSHELL ["cmd", "/S"]\nFROM b\nRUN a', ['a']],
    ['FROM of a stage keeps it', 'FROM a AS x\nSHELL ["cmd", "/S"]\nFROM x\nRUN a', []],
    ['Windows images', 'FROM mcr.microsoft.com/windows/servercore:ltsc2022\nRUN dir', []],
    ['triggers are not commands of this image', 'FROM a\nONBUILD RUN b', []],
  ];
  for (const [title, text, expected] of cases) it(title, () => assert.deepEqual(commands(text), expected));

  it('point into the file', () => {
    const text =
      'FROM a\nRUN --mount=type=tmpfs,target=/t a && \\\n    # note\n    bbb \\\n      ccc\nRUN ["x", "install"]\nRUN <<E\n  ddd eee\nE\n';
    const spans = parse(text)
      .instructions.filter((one) => isInstruction(one, 'RUN'))
      .flatMap((run) => run.text.commands.flatMap(({ command }) => [command.nameWord, ...command.words]))
      .map((word) => text.slice(word!.span.start, word!.span.end));
    assert.deepEqual(spans, ['a', 'bbb', 'ccc', 'x', 'install', 'ddd', 'eee']);
  });
});
