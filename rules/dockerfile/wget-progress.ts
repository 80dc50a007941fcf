import { dockerfile, dockerfileRule, fix, hasFlag, insertAfterWord } from '#core';

export default dockerfileRule({
  title: '`wget` fills the log',
  category: 'maintainability',
  severity: 'info',
  profile: 'strict',
  why: 'Its progress bar is made for a terminal: in the log of a build it becomes thousands of lines.',
  equivalents: ['hadolint:DL3047'],

  visit: {
    shellCommand(node, report) {
      const { command } = node;
      const { nameWord } = command;
      if (command.program !== 'wget' || !nameWord || command.words.length === 0) return;
      if (
        hasFlag(
          command,
          'progress',
          'q',
          'quiet',
          'nv',
          'no-verbose',
          'o',
          'output-file',
          'a',
          'append-output',
          'version',
          'help',
          'spider',
        )
      )
        return;
      // `-nv` reads as two letters.
      if (command.words.some((word) => word.text === '-nv')) return;
      report(
        nameWord.span,
        '`wget` writes its progress bar to the log.',
        fix('safe', 'Add `--progress=dot:giga`', () => insertAfterWord(node, nameWord, '--progress=dot:giga')),
      );
    },
  },

  examples: [
    {
      bad: dockerfile`
        FROM debian:13
        RUN wget https://example.com/a
            ^^^^ \`wget\` writes its progress bar to the log.
      `,
      good: dockerfile`
        FROM debian:13
        RUN wget --progress=dot:giga https://example.com/a
      `,
    },
  ],

  valid: ['FROM debian:13\nRUN wget -q https://example.com/a && wget -nv https://example.com/b && wget -o log https://example.com/c\n'],
});
