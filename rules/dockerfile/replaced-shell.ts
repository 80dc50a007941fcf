import { type DockerCommand, dockerfile, dockerfileRule, fix, isInstruction, operands, replaceOnLine } from '#core';

/** Where nothing but the link is made: the line that says what is meant. */
function shellLine({ command, instruction, isExec }: DockerCommand) {
  const shell = operands(command)[0]?.text;
  const isAlone =
    isInstruction(instruction, 'RUN') && instruction.text.commands.length === 1 && instruction.words.length === command.words.length + 1;
  if (isExec || instruction.onbuild || !isAlone || shell === undefined || !/^\/(?:usr\/)?bin\/(?:bash|dash|zsh|ksh)$/.test(shell))
    return undefined;
  return replaceOnLine(instruction.file, instruction.span, `SHELL ["${shell}", "-c"]`);
}

export default dockerfileRule({
  title: 'Shell of the system replaced',
  category: 'maintainability',
  severity: 'low',
  profile: 'strict',
  why: 'Scripts of the distribution count on their `/bin/sh`. `SHELL` changes the one of the instructions below it, and nothing else.',
  equivalents: ['hadolint:DL4005', 'kics:8a301064'],
  fixSafety: 'Scripts that are run by `/bin/sh` are read by the shell of the distribution again.',

  visit: {
    shellCommand(node, report) {
      const { command } = node;
      const isLink = /^(?:ln|mv|cp)$/.test(command.program ?? '') && operands(command).at(-1)?.text === '/bin/sh';
      const isAccount =
        command.program === 'chsh' ||
        (command.program === 'usermod' && command.words.some(({ text }) => text === '-s' || text === '--shell'));
      if (!command.nameWord || !(isLink || isAccount)) return;
      report(
        command.nameWord.span,
        isLink ? 'This replaces the shell of the whole system.' : '`RUN` does not look at the shell of an account: `SHELL` is what counts.',
        isLink && fix('unsafe', 'Use `SHELL`', () => shellLine(node)),
      );
    },
  },

  examples: [
    {
      bad: dockerfile`
        FROM debian:13
        RUN ln -sf /bin/bash /bin/sh
            ^^ This replaces the shell of the whole system.
        RUN make
      `,
      good: dockerfile`
        FROM debian:13
        SHELL ["/bin/bash", "-c"]
        RUN make
      `,
    },
    {
      bad: dockerfile`
        FROM debian:13
        RUN chsh -s /bin/zsh
            ^^^^ \`RUN\` does not look at the shell of an account: \`SHELL\` is what counts.
      `,
    },
  ],

  valid: ['FROM debian:13\nSHELL ["/bin/bash", "-c"]\nRUN ln -s /bin/sh /bin/x\n'],
});
