import { dockerfile, dockerfileRule, fix, insertLinesBefore, isInstruction, replaceOnLine } from '#core';

export default dockerfileRule({
  title: '`cd` in a `RUN`',
  category: 'maintainability',
  severity: 'info',
  profile: 'strict',
  why: 'It ends with its `RUN`: the next instruction is back where it was before, which is easily overlooked. `WORKDIR` says it once for all that follow.',
  equivalents: ['hadolint:DL3003', 'trivy:DS-0013', 'kics:f4a6bcd3'],

  visit: {
    shellCommand({ command, instruction, isExec }, report) {
      if (command.program !== 'cd' || !command.nameWord || command.context.kind === 'subshell' || command.isConditional) return;
      const [folder] = command.words;
      const { file } = instruction;
      report(
        command.nameWord.span,
        'This holds for the rest of this `RUN` only.',
        !isExec &&
          isInstruction(instruction, 'RUN') &&
          !instruction.onbuild &&
          fix('unsafe', 'Make it a `WORKDIR`', () => {
            const { operandSpan } = instruction;
            const next = command.operatorAfter;
            const isFirst = command.span.start === operandSpan?.start && command.words.length === 1;
            const isOnly = instruction.text.commands.filter(({ command: other }) => other.program === 'cd').length === 1;
            if (!isFirst || !isOnly || next?.operator !== '&&' || folder?.text === undefined || !/^\/[\w./-]*$/.test(folder.text))
              return undefined;
            let { end } = next.span;
            while (file.source.text[end] === ' ' || file.source.text[end] === '\t') end++;
            const before = insertLinesBefore(instruction, [`WORKDIR ${folder.text}`]);
            const removed = replaceOnLine(file, { start: command.span.start, end }, '');
            return before && removed && file.source.text[end] !== file.escape ? [...before, ...removed] : undefined;
          }),
      );
    },
  },

  fixSafety: 'The folder then holds for the instructions below and for the container as well.',

  examples: [
    {
      bad: dockerfile`
        FROM debian:13
        RUN cd /opt/app && make
            ^^ This holds for the rest of this \`RUN\` only.
      `,
      good: dockerfile`
        FROM debian:13
        WORKDIR /opt/app
        RUN make
      `,
    },
    {
      title: 'In the middle',
      bad: dockerfile`
        FROM debian:13
        RUN git clone https://example.com/x && cd x && make
                                               ^^ This holds for the rest of this \`RUN\` only.
      `,
    },
  ],

  valid: ['FROM debian:13\nRUN make -C /opt/app && (cd x && make)\n'],
});
