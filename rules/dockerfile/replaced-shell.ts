import { dockerfile, dockerfileRule, operands } from '#core';

export default dockerfileRule({
  title: 'Shell of the system replaced',
  category: 'maintainability',
  severity: 'low',
  profile: 'strict',
  why: 'Scripts of the distribution count on their `/bin/sh`. `SHELL` changes the one of the instructions below it, and nothing else.',
  equivalents: ['hadolint:DL4005', 'kics:8a301064'],
  noFix: 'Which instructions need the other shell is for those who wrote them.',

  visit: {
    shellCommand({ command }, report) {
      const isLink = /^(?:ln|mv|cp)$/.test(command.program ?? '') && operands(command).at(-1)?.text === '/bin/sh';
      const isAccount =
        command.program === 'chsh' ||
        (command.program === 'usermod' && command.words.some(({ text }) => text === '-s' || text === '--shell'));
      if (!command.nameWord || !(isLink || isAccount)) return;
      report(
        command.nameWord.span,
        isLink ? 'This replaces the shell of the whole system.' : '`RUN` does not look at the shell of an account: `SHELL` is what counts.',
      );
    },
  },

  examples: [
    {
      bad: dockerfile`
        FROM debian:13
        RUN ln -sf /bin/bash /bin/sh
            ^^ This replaces the shell of the whole system.
        RUN chsh -s /bin/zsh
            ^^^^ \`RUN\` does not look at the shell of an account: \`SHELL\` is what counts.
      `,
    },
  ],

  valid: ['FROM debian:13\nSHELL ["/bin/bash", "-c"]\nRUN ln -s /bin/sh /bin/x\n'],
});
