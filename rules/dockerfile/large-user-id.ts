import { dockerfile, dockerfileRule, fix, flagValue, hasFlag, insertAfterWord } from '#core';

export default dockerfileRule({
  title: 'Account with a large number',
  category: 'performance',
  severity: 'medium',
  profile: 'recommended',
  why: '`useradd` writes to the log of logins at a place that the number decides: with a large one the file is hundreds of gigabytes of nothing, and the layer may not be packed any more.',
  equivalents: ['hadolint:DL3046'],

  visit: {
    shellCommand(node, report) {
      const { command } = node;
      if (command.program !== 'useradd' || !command.nameWord || hasFlag(command, 'l', 'no-log-init')) return;
      const id = flagValue(command, 'u', 'uid');
      const { nameWord } = command;
      if (id === undefined || !/^\d{6,}$/.test(id)) return;
      report(
        nameWord.span,
        `With the number ${id} this writes a very large file.`,
        fix('safe', 'Add `-l`', () => insertAfterWord(node, nameWord, '-l')),
      );
    },
  },

  examples: [
    {
      bad: dockerfile`
        FROM debian:13
        RUN useradd --uid=1000000 app
            ^^^^^^^ With the number 1000000 this writes a very large file.
      `,
      good: dockerfile`
        FROM debian:13
        RUN useradd -l --uid=1000000 app
      `,
    },
  ],

  valid: ['FROM debian:13\nRUN useradd -u 10001 app && useradd -lu 1000000 b\n'],
});
