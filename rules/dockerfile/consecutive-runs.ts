import { dockerfile, dockerfileRule, fix, isInstruction, joinRuns } from '#core';

export default dockerfileRule({
  title: '`RUN` behind `RUN`',
  category: 'performance',
  severity: 'info',
  profile: 'all',
  why: 'Each makes a layer. What one writes and the next deletes stays in the image; joined they are one layer, which the builder keeps or makes as a whole, though.',
  equivalents: ['hadolint:DL3059', 'kics:0008c003'],

  visit: {
    run(run, report) {
      const above = run.file.instructions[run.place.index - 1];
      if (!isInstruction(above, 'RUN') || above.stage !== run.stage || run.onbuild || above.onbuild) return;
      const flags = (one: typeof run) => one.flags.map((flag) => `${flag.name}=${flag.value?.raw ?? ''}`).join(' ');
      const isShort = (one: typeof run) => one.text.commands.length <= 1 && one.heredocs.length === 0;
      if (flags(run) !== flags(above) || !isShort(run) || !isShort(above)) return;
      report(
        run.keywordSpan,
        'This can be one `RUN` with the one above.',
        fix('unsafe', 'Join the two', () => joinRuns(above, run)),
      );
    },
  },

  fixSafety: 'A change of the second part runs the first one again, too.',

  examples: [
    {
      bad: dockerfile`
        FROM debian:13
        RUN make
        RUN make install
        ^^^ This can be one \`RUN\` with the one above.
      `,
      good: dockerfile`
        FROM debian:13
        RUN make \
            && make install
      `,
    },
  ],

  valid: ['FROM debian:13\nRUN make\nCOPY a b\nRUN make install\n', 'FROM debian:13\nRUN a\nRUN --network=none b\n'],
});
