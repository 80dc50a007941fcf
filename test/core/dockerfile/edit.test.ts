import assert from 'node:assert/strict';
import * as edit from '../../../rules/core/dockerfile/edit.ts';
import { parseDockerfile } from '../../../rules/core/dockerfile/file.ts';
import type { Instruction } from '../../../rules/core/dockerfile/instruction.ts';
import { isInstruction, type RunInstruction } from '../../../rules/core/dockerfile/instructions.ts';
import { isCreate } from '../../../rules/core/fix.ts';
import { createSource } from '../../../rules/core/source.ts';
import { applyEdits } from '../../../rules/core/text/edits.ts';

const parse = (text: string) => parseDockerfile(createSource('Dockerfile', text, 'dockerfile'));

/** The text after an edit of its last instruction; undefined when the edit is refused. */
function change(text: string, make: (last: Instruction) => edit.Edits): string | undefined {
  const edits = make(parse(text).instructions.at(-1)!);
  const after =
    edits &&
    applyEdits(
      text,
      edits.flatMap((one) => (isCreate(one) ? [] : [one])),
    );
  if (after !== undefined) assert.deepEqual(parse(after).problems.length, parse(text).problems.length, 'a new problem');
  return after;
}

function table(
  title: string,
  make: (last: Instruction) => edit.Edits,
  cases: readonly (readonly [string, string, string | undefined])[],
): void {
  describe(title, () => {
    for (const [name, text, expected] of cases) it(name, () => assert.equal(change(text, make), expected));
  });
}

table('insertLinesBefore', (last) => edit.insertLinesBefore(last, ['USER a', 'WORKDIR /b']), [
  ['above the comment of the instruction', 'FROM a\n\n# c\n# d\nCMD x\n', 'FROM a\n\nUSER a\nWORKDIR /b\n# c\n# d\nCMD x\n'],
  ['not above a comment further up', 'FROM a\n# c\n\nCMD x', 'FROM a\n# c\n\nUSER a\nWORKDIR /b\nCMD x'],
  ['CRLF', 'FROM a\r\nCMD x\r\n', 'FROM a\r\nUSER a\r\nWORKDIR /b\r\nCMD x\r\n'],
  ['with the indentation of the instruction', 'FROM a\n  CMD x', 'FROM a\n  USER a\n  WORKDIR /b\n  CMD x'],
  ['behind directives and a byte order mark', '\uFEFF# syntax=a\nCMD x', '\uFEFF# syntax=a\nUSER a\nWORKDIR /b\nCMD x'],
]);

table('insertLinesAfter', (last) => edit.insertLinesAfter(last, ['USER a']), [
  ['at the end of a file', 'FROM a\n', 'FROM a\nUSER a\n'],
  ['without a final newline', 'FROM a', 'FROM a\nUSER a'],
  ['behind continued lines', 'FROM a\nRUN b \\\r\n c\r\n', 'FROM a\nRUN b \\\r\n c\nUSER a\r\n'],
  ['behind a here-document', 'FROM a\nRUN <<E\nb\nE\n\n', 'FROM a\nRUN <<E\nb\nE\nUSER a\n\n'],
  ['refused behind an open continuation', 'FROM a\nRUN b \\\n', undefined],
  ['refused where editors see other lines', 'FROM a\rb\nRUN c\n', undefined],
  ['refused behind an open here-document', 'FROM a\nRUN <<E\nb\n', undefined],
]);

table('removeInstruction', edit.removeInstruction, [
  ['with its comment', 'FROM a\n# c\nCMD x \\\n y\n', 'FROM a\n'],
  ['one of the blank lines around it', 'FROM a\n\nCMD x\n', 'FROM a\n\n'],
  ['without a final newline', 'FROM a\n\n# c\nCMD x', 'FROM a'],
  ['CRLF', 'FROM a\r\nCMD x\r\n', 'FROM a\r\n'],
  ['refused for an open continuation', 'FROM a\nCMD x \\\n', undefined],
]);

table('addFlag', (last) => edit.addFlag(last, '--link'), [
  ['behind the keyword', 'FROM a\nCOPY b c', 'FROM a\nCOPY --link b c'],
  ['behind other flags', 'FROM a\ncopy --from=x \\\n b c', 'FROM a\ncopy --from=x --link \\\n b c'],
]);

table('removeFlag', (last) => edit.removeFlag(last, last.flags[0]!), [
  ['with the blanks behind it', 'FROM a\nCOPY --link   b c', 'FROM a\nCOPY b c'],
  ['with those before it at the end of a line', 'FROM a\nCOPY --link \\\n b c', 'FROM a\nCOPY \\\n b c'],
]);

table('appendToRun', (last) => (isInstruction(last, 'RUN') ? edit.appendToRun(last, 'z') : undefined), [
  ['on one line', 'FROM a\nRUN b  \n', 'FROM a\nRUN b && z  \n'],
  ['with leading operators', 'FROM a\nRUN b \\\n  && c d \\\n     e\n', 'FROM a\nRUN b \\\n  && c d \\\n     e \\\n  && z\n'],
  ['with trailing operators', 'FROM a\nRUN b && \\\n    c', 'FROM a\nRUN b && \\\n    c && \\\n    z'],
  ['with semicolons under set -e', 'FROM a\nRUN set -eux; \\\n\tb; \\\n\tc', 'FROM a\nRUN set -eux; \\\n\tb; \\\n\tc; \\\n\tz'],
  ['arguments over several lines', 'FROM a\nRUN b \\\n      c', 'FROM a\nRUN b \\\n      c \\\n      && z'],
  [
    'CRLF and backquote',
    '# escape=`\r\nFROM alpine\r\nRUN b `\r\n  && c\r\n',
    '# escape=`\r\nFROM alpine\r\nRUN b `\r\n  && c `\r\n  && z\r\n',
  ],
  ['behind comment lines inside', 'FROM a\nRUN b && \\\n # c\n d\n', 'FROM a\nRUN b && \\\n # c\n d && \\\n z\n'],
  ['in a here-document under set -e', 'FROM a\nRUN <<E\nset -e\nb\nE\n', 'FROM a\nRUN <<E\nset -e\nb\nz\nE\n'],
  ['refused in one without', 'FROM a\nRUN <<E\nb\nE\n', undefined],
  ['refused for other here-documents', 'FROM a\nRUN cat <<E\nb\nE\n', undefined],
  ['refused for exec form', 'FROM a\nRUN ["b"]', undefined],
  ['refused for PowerShell', 'FROM a\nSHELL ["pwsh", "-c"]\nRUN b', undefined],
  ['refused behind exec and exit', 'FROM a\nRUN b; exec c', undefined],
  ['refused behind a comment of the shell', 'FROM a\nRUN b # c', undefined],
  ['refused behind a background job', 'FROM a\nRUN b &', undefined],
  ['refused behind an open operator', 'FROM a\nRUN b &&', undefined],
]);

describe('joinRuns', () => {
  const join = (text: string) => {
    const runs = parse(text).instructions.filter((one): one is RunInstruction => isInstruction(one, 'RUN'));
    const edits = edit.joinRuns(runs[0]!, runs[1]!);
    return (
      edits &&
      applyEdits(
        text,
        edits.flatMap((one) => (isCreate(one) ? [] : [one])),
      )
    );
  };
  const cases: readonly [string, string, string | undefined][] = [
    ['two lines', 'FROM a\nRUN b\nRUN c\n', 'FROM a\nRUN b \\\n    && c\n'],
    ['equal flags', 'FROM a\nRUN --network=none b\n\nRUN --network=none c', 'FROM a\nRUN --network=none b \\\n    && c'],
    ['refused for other flags', 'FROM a\nRUN b\nRUN --network=none c', undefined],
    ['refused behind cd', 'FROM a\nRUN cd /x && b\nRUN c', undefined],
    ['refused for alternatives in the second', 'FROM a\nRUN b\nRUN c || d', undefined],
    ['refused over a comment', 'FROM a\nRUN b\n# c\nRUN d', undefined],
  ];
  for (const [name, text, expected] of cases) it(name, () => assert.equal(join(text), expected));
});

describe('words of commands', () => {
  const insert = (text: string) =>
    change(text, (last) => {
      const command = isInstruction(last, 'RUN') ? last.text.commands.at(-1)! : undefined;
      return command && edit.insertAfterWord(command, command.command.words[0]!, '-y');
    });
  const cases: readonly [string, string, string][] = [
    ['plain', 'FROM a\nRUN b c d', 'FROM a\nRUN b c -y d'],
    ['before a continuation', 'FROM a\nRUN b c \\\n # d\n e', 'FROM a\nRUN b c -y \\\n # d\n e'],
    ['exec form', 'FROM a\nRUN [ "b", "c" ]', 'FROM a\nRUN [ "b", "c", "-y" ]'],
    ['here-document', 'FROM a\nRUN <<E\nb c\nE', 'FROM a\nRUN <<E\nb c -y\nE'],
  ];
  for (const [name, text, expected] of cases) it(name, () => assert.equal(insert(text), expected));
});

/** Removes the second of the words of the last instruction, or the only one. */
const removeWord = (at: number) => (last: Instruction) => edit.removePart(last, last.words, last.words[at]!);
table('removePart: in the middle', removeWord(1), [
  ['of words', 'FROM a\nEXPOSE 1  2 3\n', 'FROM a\nEXPOSE 1 3\n'],
  ['of a JSON array', 'FROM a\nVOLUME ["/a", "/b" , "/c"]\n', 'FROM a\nVOLUME ["/a" , "/c"]\n'],
  ['over continued lines', 'FROM a\nEXPOSE 1 \\\n    2 \\\n    3\n', 'FROM a\nEXPOSE 1 \\\n    3\n'],
  ['CRLF', 'FROM a\r\nEXPOSE 1 \\\r\n    2\r\n', 'FROM a\r\nEXPOSE 1\r\n'],
  ['refused where a comment would go', 'FROM a\nEXPOSE 1 \\\n# why\n 2 3\n', undefined],
]);
table('removePart: the first', removeWord(0), [
  ['of words', 'FROM a\nEXPOSE 1 2\n', 'FROM a\nEXPOSE 2\n'],
  ['of a JSON array', 'FROM a\nVOLUME ["/a","/b"]', 'FROM a\nVOLUME ["/b"]'],
  ['over continued lines', 'FROM a\nEXPOSE 1 \\\n    2\n', 'FROM a\nEXPOSE 2\n'],
  ['the only one', 'FROM a\nEXPOSE 1\n', 'FROM a\n'],
]);
