import { dockerfile, dockerfileRule, fix } from '#core';

export default dockerfileRule({
  title: 'Blank line inside an instruction',
  category: 'maintainability',
  severity: 'low',
  profile: 'recommended',
  why: 'The builder warns: it still goes on behind the line, but a later version will end the instruction there.',
  equivalents: ['buildkit:NoEmptyContinuation', 'dockerfile-utils:EMPTY_CONTINUATION_LINE', 'docker-language-server:NoEmptyContinuation'],

  visit: {
    instruction(instruction, report) {
      const { layout } = instruction.source;
      const [first] = layout.blankLines;
      if (first === undefined || instruction.onbuild) return;
      const { lines, path, text } = instruction.file.source;
      // A blank line has nothing to mark: what stands above it goes on.
      const above = first - 1;
      const end = lines.endOf(above);
      const mark = Math.max(lines.startOf(above), text.slice(0, end).trimEnd().length - 1);
      report(
        { start: mark, end: mark + 1 },
        'A blank line follows inside the instruction.',
        fix('safe', 'Remove the blank lines', () =>
          layout.blankLines.map((line) => ({ file: path, start: lines.startOf(line), end: lines.startOf(line + 1), newText: '' })),
        ),
      );
    },
  },

  examples: [
    {
      bad: dockerfile`
        FROM debian:13
        RUN apt-get update && \
                              ^ A blank line follows inside the instruction.

            apt-get install -y curl
      `,
      good: dockerfile`
        FROM debian:13
        RUN apt-get update && \
            apt-get install -y curl
      `,
    },
  ],

  valid: ['FROM debian:13\nRUN a && \\\n # comment\n b\n\nRUN <<EOF\na\n\nb\nEOF\n'],
});
