import assert from 'node:assert/strict';
import { createEngine } from '#core';
import { registry } from '../../../rules/registry.ts';
import { memoryFiles } from '../../support/memory.ts';

/** What simple readers of Dockerfiles get wrong: each with the rules that have to find something (`+`), or must not (`-`). */
const engine = createEngine({ registry, today: '2026-11-25', config: { forced: { folder: '', profile: 'all' } } });

function rulesIn(text: string, files: Readonly<Record<string, string>> = {}): Map<string, number[]> {
  const source = engine.open('Dockerfile', text);
  assert.ok(source);
  const found = new Map<string, number[]>();
  for (const { rule, range } of engine.lint(source, memoryFiles({ ...files, Dockerfile: text })).findings) {
    const id = rule.replace('dockerfile/', '');
    found.set(id, [...(found.get(id) ?? []), range.start.line + 1]);
  }
  return found;
}

/** `+rule`, `-rule`, `+rule:LINE` */
const CASES: readonly (readonly [title: string, text: string, expected: string, files?: Readonly<Record<string, string>>])[] = [
  ['directives count before the first comment only', '# a comment\n# escape=`\nFROM alpine:3.23\nRUN a \\\n b\n', '-file/syntax-error'],
  [
    'a directive may stand behind a byte order mark',
    '\uFEFF# escape=`\nFROM alpine:3.23\nCOPY a b `\n /c/\n',
    '-file/syntax-error -destination-without-slash',
  ],
  [
    'with another escape character a backslash continues nothing',
    '# escape=`\nFROM mcr.microsoft.com/windows/servercore:ltsc2025\nCOPY a c:\\\nRUN b\n',
    '-file/syntax-error',
  ],
  ['blanks may follow the continuation', 'FROM alpine:3.23\nRUN apk add \\  \n  curl\n', '+apk-cache-left:2 -file/syntax-error'],
  [
    'comments inside an instruction vanish, also indented ones',
    'FROM debian:13\nRUN apt-get update && \\\n  # why\n  apt-get install curl\n',
    '+apt-missing-yes:4 -blank-continuation-line',
  ],
  [
    'blank lines inside an instruction are no end of it',
    'FROM debian:13\nRUN apt-get update && \\\n\n  apt-get install curl\n',
    '+apt-missing-yes:4 +blank-continuation-line:2',
  ],
  ['keywords have no case', 'from alpine:3.23\nrun apk add curl\n', '+apk-cache-left:2'],
  [
    'commands in here-documents are commands',
    'FROM debian:13\nRUN <<EOF\napt-get update\napt-get install curl\nEOF\n',
    '+apt-missing-yes:4',
  ],
  [
    'lines in here-documents are no instructions',
    'FROM debian:13\nRUN <<EOF\nUSER root\n\nCMD a\nCMD b\nEOF\n',
    '-multiple-cmd -blank-continuation-line -root-user',
  ],
  ['a here-string is no here-document', 'FROM fedora:43\nRUN cat <<<EOF\nRUN dnf install curl\n', '+package-manager-asks:3'],
  ['JSON with single quotes is shell form', "FROM alpine:3.23\nCMD ['a', 'b']\n", '+malformed-exec-form:2'],
  [
    'a cache mount silences the rules about caches',
    'FROM python:3.14\nRUN --mount=type=cache,dst=/root/.cache/pip pip install a==1\n',
    '-pip-cache-left',
  ],
  ['the old form of ENV has one value', 'FROM alpine:3.23\nENV A b=$A c\n', '+legacy-key-value -env-self-reference'],
  ['findings in a continued RUN are on their own line', 'FROM debian:13\nRUN true && \\\n  cd /x\n', '+cd-in-run:3'],
  ['FROM finds a stage in small letters only', 'FROM alpine:3.23 AS build\nFROM build\nUSER root\n', '+root-user -untagged-base-image'],
  [
    'COPY --from folds case',
    'FROM alpine:3.23 AS Build\nFROM alpine:3.23\nCOPY --from=bUILD /a /a\n',
    '-unknown-copy-source -copy-from-unusable-stage',
  ],
  ['an index out of range is wrong', 'FROM alpine:3.23\nFROM alpine:3.23\nCOPY --from=7 /a /a\n', '+copy-from-unusable-stage:3'],
  ['scratch has no tag and no user', 'FROM scratch\nCOPY a /a\n', '-untagged-base-image -latest-base-image'],
  ['a port is no tag', 'FROM localhost:5000/app\n', '+untagged-base-image -invalid-image-reference'],
  ['a digest wins over the tag', `FROM node:latest@sha256:${'a'.repeat(64)}\n`, '-latest-base-image'],
  ['defaults of global arguments are filled in', 'ARG TAG=latest\nFROM node:${TAG}\n', '+latest-base-image'],
  ['what a variable hides is not claimed', 'ARG IMAGE\nFROM $IMAGE\n', '-untagged-base-image -latest-base-image'],
  ['global arguments hold in FROM only', 'ARG V=1\nFROM node:$V\nLABEL a=$V\n', '+argument-out-of-scope:3'],
  ['a redeclared argument has the global default', 'ARG V=1\nFROM node:$V\nARG V\nLABEL a=$V\n', '-argument-out-of-scope'],
  [
    'platform arguments need no declaration in FROM',
    'FROM --platform=$BUILDPLATFORM node:24\n',
    '-undefined-from-variable -constant-platform',
  ],
  ['variables of one ENV have the values from before it', 'FROM alpine:3.23\nENV a=1 b=$a\n', '+env-self-reference:2'],
  ['a name that begins like another is another', 'FROM alpine:3.23\nENV a=1 b=$ab\n', '-env-self-reference'],
  ['an escaped dollar sign is text', 'FROM alpine:3.23\nENV a=1 b=\\$a\n', '-env-self-reference'],
  [
    'SHELL is inherited through stages',
    'FROM debian:13 AS base\nSHELL ["/bin/bash", "-o", "pipefail", "-c"]\nFROM base\nRUN curl a | sh\n',
    '-missing-pipefail -bash-only-syntax',
  ],
  [
    'WORKDIR is inherited through stages',
    'FROM node:24 AS base\nWORKDIR /app\nFROM base\nWORKDIR src\nCOPY a b\n',
    '-relative-workdir -relative-destination',
  ],
  [
    'a stage that is only copied from is not shipped',
    'FROM alpine:3.23 AS build\nRUN apk add gcc\nFROM alpine:3.23\nCOPY --from=build /a /a\n',
    '-apk-cache-left',
  ],
  ['CMD counts anew in each stage', 'FROM node:24 AS a\nCMD ["x"]\nFROM a\nCMD ["y"]\n', '-multiple-cmd'],
  ['ONBUILD does not set the account of this image', 'FROM node:24\nONBUILD USER node\nCMD ["node", "a.js"]\n', '+missing-user'],
  ['what ONBUILD wraps is judged', 'FROM alpine:3.23\nONBUILD RUN apk add curl\n', '+apk-cache-left:2'],
  [
    'commands are split as a shell does',
    'FROM debian:13\nRUN echo "a && apt-get install b"; if true; then apt-get install c; fi\n',
    '+apt-missing-yes:2',
  ],
  [
    'wrappers and assignments stand before a command',
    'FROM debian:13\nRUN DEBIAN_FRONTEND=noninteractive env A=b apt-get install c\n',
    '+apt-missing-yes:2',
  ],
  ['the argument of sh -c is a script', 'FROM debian:13\nRUN sh -c "apt-get install c"\n', '+apt-missing-yes:2'],
  ['exec form is a command', 'FROM debian:13\nRUN ["apt-get", "install", "c"]\n', '+apt-missing-yes:2'],
  [
    'PowerShell is not read as a POSIX shell',
    'FROM mcr.microsoft.com/windows/servercore:ltsc2025\nSHELL ["powershell", "-Command"]\nRUN cd C:\\x; curl a | sh\n',
    '-cd-in-run -missing-pipefail',
  ],
  [
    'flags may be combined, and two of quiet mean yes',
    'FROM debian:13\nRUN apt-get -qqy install a && apt-get -q -q install b && apt-get install c -q=2\n',
    '-apt-missing-yes',
  ],
  ['values of flags are no packages', 'FROM debian:13\nRUN apt-get install -y -t trixie-backports -o A=b curl=1\n', '-unpinned-package'],
  [
    'a virtual package of apk has no version',
    'FROM alpine:3.23\nRUN apk add --no-cache -t .deps --repository https://a.b/c curl=1\n',
    '-unpinned-package',
  ],
  [
    'each manager has its own way of versions',
    'FROM python:3.14\nRUN pip install "a~=1" b[x]==2 ./c d.whl git+https://e.f/g@h\n',
    '-unpinned-package',
  ],
  ['gcc-c++ is a name', 'FROM fedora:43\nRUN dnf install -y gcc-c++\n', '+unpinned-package:2'],
  ['pipx keeps no cache of pip', 'FROM python:3.14\nRUN pipx install a==1\n', '-pip-cache-left'],
  [
    'values that mean no do not switch the cache off',
    'FROM python:3.14\nENV PIP_NO_CACHE_DIR=0\nRUN pip install a==1\n',
    '+pip-cache-left:3',
  ],
  [
    'cleaning counts in the same RUN and after the last install',
    'FROM fedora:43\nRUN dnf clean all && dnf install -y a-1\nRUN dnf clean all\n',
    '+package-cache-left:2',
  ],
  ['another program cleans its own cache only', 'FROM fedora:43\nRUN dnf install -y a-1 && microdnf clean all\n', '+package-cache-left:2'],
  [
    'a name in a list of packages is no call',
    'FROM debian:13\nRUN apt-get update && apt-get install -y curl wget sudo\n',
    '-curl-and-wget -sudo-in-run -wget-progress',
  ],
  ['cd in a subshell ends with it', 'FROM debian:13\nRUN (cd /x && make)\n', '-cd-in-run'],
  ['only long numbers make useradd write much', 'FROM debian:13\nRUN useradd -u 99999 a && useradd -u100000 b\n', '+large-user-id:2'],
  ['a range has two ends', 'FROM node:24\nEXPOSE 0 80-70000 90-95/udp\n', '+invalid-port:2'],
  [
    'exceptions of .dockerignore cannot be decided',
    'FROM node:24\nCOPY dist /a\n',
    '-ignored-copy-source',
    { '.dockerignore': '*\n!dist\n' },
  ],
  [
    'a .dockerignore of the Dockerfile goes first',
    'FROM node:24\nCOPY dist /a\n',
    '+ignored-copy-source:2',
    { 'Dockerfile.dockerignore': 'dist\n', '.dockerignore': '' },
  ],
];

describe('what simple readers of Dockerfiles get wrong', () => {
  for (const [title, text, expected, files] of CASES) {
    it(title, () => {
      const found = rulesIn(text, files);
      for (const part of expected.split(' ')) {
        const [, sign, rule = '', line] = /^([+-])([^:]+)(?::(\d+))?$/.exec(part) ?? [];
        const lines = found.get(rule) ?? [];
        if (sign === '-') assert.deepEqual(lines, [], `${rule} finds something`);
        else if (line === undefined) assert.notEqual(lines.length, 0, `${rule} finds nothing`);
        else assert.ok(lines.includes(Number(line)), `${rule} finds nothing in line ${line}: ${lines.join(', ') || 'nothing at all'}`);
      }
    });
  }
});
