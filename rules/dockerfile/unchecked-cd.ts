import { type DockerfileNodes, dockerfile, dockerfileRule, fix, type Report, replaceOnLine } from '#core';

type Run = DockerfileNodes['run'];
type Command = Run['text']['commands'][number]['command'];

/** Folders that every image has, and ways back. */
const ALWAYS_THERE =
  /^(?:\/|\/(?:tmp|root|usr|usr\/(?:bin|lib|local|src|share)|etc|var|opt|home|srv|bin|lib|dev|proc|sys)\/?|~|-|\.\.?(?:\/\.\.)*\/?)$/;

/** `set -e`, `set -eux`, `set -o errexit`. */
function stopsOnErrors({ program, words }: Command): boolean {
  if (program !== 'set') return false;
  return words.some(
    ({ template }, index) => /^-[a-zA-Z]*e/.test(template) || (template === 'errexit' && words[index - 1]?.template === '-o'),
  );
}

/** Whether a command before made the folder. */
function isMade(folder: string, before: readonly Command[]): boolean {
  const name = folder.replace(/\/$/, '');
  return before.some(
    ({ program, words }) =>
      /^(?:mkdir|install|git|tar|unzip)$/.test(program ?? '') && words.some(({ text }) => text?.replace(/\/$/, '') === name),
  );
}

function check(run: Run, report: Report): void {
  if (run.place.shell?.json?.some(({ value }) => /^-[a-zA-Z]*e/.test(value))) return;
  for (const { commands, hasErrors, shebang } of run.text.scripts) {
    if (hasErrors || /\s-\w*e/.test(shebang ?? '')) continue;
    for (const [index, command] of commands.entries()) {
      if (stopsOnErrors(command)) break;
      const { name, nameWord, words, context, pipeline, operatorAfter } = command;
      const [folder] = words;
      if (name !== 'cd' || !nameWord || folder?.text === undefined || context.kind !== 'top-level' || pipeline.elements.length > 1)
        continue;
      const goesOn = index < commands.length - 1 && (operatorAfter?.operator === ';' || operatorAfter?.operator === 'newline');
      if (!goesOn || ALWAYS_THERE.test(folder.text) || isMade(folder.text, commands.slice(0, index))) continue;
      report(
        { start: nameWord.span.start, end: folder.span.end },
        `Where there is no \`${folder.text}\`, what follows runs in the folder before.`,
        fix('unsafe', 'Stop when it fails', () => replaceOnLine(run.file, { start: folder.span.end, end: folder.span.end }, ' || exit 1')),
      );
    }
  }
}

export default dockerfileRule({
  title: 'Commands that go on in the wrong folder',
  category: 'reliability',
  severity: 'medium',
  profile: 'recommended',
  why: 'Behind a `;` or a line break the next command runs whether `cd` worked or not: it builds, copies or deletes somewhere else, and the image is made all the same.',
  equivalents: ['hadolint:SC2164', 'shellcheck:SC2164'],
  fixSafety: 'A build in which the folder is missing stops from then on.',

  visit: { run: check },

  examples: [
    {
      bad: dockerfile`
        FROM debian:13
        COPY . /src
        RUN cd /src; make; rm -rf *
            ^^^^^^^ Where there is no \`/src\`, what follows runs in the folder before.
      `,
      good: dockerfile`
        FROM debian:13
        COPY . /src
        RUN cd /src || exit 1; make; rm -rf *
      `,
    },
    {
      title: 'lines of a here-document',
      bad: dockerfile`
        FROM debian:13
        RUN <<EOF
        cd build
        ^^^^^^^^ Where there is no \`build\`, what follows runs in the folder before.
        make install
        EOF
      `,
      good: dockerfile`
        FROM debian:13
        RUN <<EOF
        cd build || exit 1
        make install
        EOF
      `,
    },
  ],
  valid: [
    'FROM a\nRUN cd /src && make\n',
    'FROM a\nRUN set -ex; cd /src; make\n',
    'FROM a\nRUN set -o errexit; cd /src; make\n',
    'FROM a\nRUN make; cd /src\n',
    'FROM a\nRUN cd /tmp; make\n',
    'FROM a\nRUN mkdir -p /src; cd /src; make\n',
    'FROM a\nRUN cd "$DIR"; make\n',
    'FROM a\nRUN (cd /src; make)\n',
    'FROM a\nRUN if cd /src; then make; fi\n',
    'FROM a\nRUN cd /src || exit 1; make\n',
    'FROM a\nSHELL ["/bin/bash", "-ec"]\nRUN cd /src; make\n',
    'FROM a\nRUN <<EOF\n#!/bin/sh -e\ncd /src\nmake\nEOF\n',
    'FROM a\nSHELL ["cmd", "/c"]\nRUN cd x; y\n',
  ],
});
