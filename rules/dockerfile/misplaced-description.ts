import { dockerfile, dockerfileRule, fix, isInstruction } from '#core';

export default dockerfileRule({
  title: 'Comment that does not describe what stands below it',
  category: 'maintainability',
  severity: 'info',
  profile: 'all',
  why: '`docker build --call=outline` shows the comment above a stage or an argument as its description, if it begins with the name.',
  equivalents: ['buildkit:InvalidDefinitionDescription'],
  fixSafety: 'A comment about something else is then shown as the description.',

  visit: {
    file(file, report) {
      // The builder looks at it only where the file asks for its experimental checks.
      const isWanted = file.directives.some(
        ({ name, value }) => name === 'check' && /experimental=(?:all|[^;]*InvalidDefinitionDescription)/.test(value),
      );
      if (!isWanted) return;
      for (const instruction of file.instructions) {
        const comment = file.comments.find(({ line }) => line === instruction.firstLine - 1);
        const names = isInstruction(instruction, 'FROM')
          ? [instruction.alias?.value]
          : isInstruction(instruction, 'ARG')
            ? instruction.pairs.map(({ key }) => key)
            : [];
        const known = names.filter((name) => name !== undefined);
        if (!comment || known.length === 0 || comment.span.start < file.headerEnd) continue;
        const first = comment.text.trim().split(/\s/)[0] ?? '';
        if (first === '' || known.includes(first)) continue;
        const [name] = known;
        report(
          instruction.keywordSpan,
          `The comment above does not begin with ${known.map((one) => `\`${one}\``).join(' or ')}.`,
          fix('unsafe', 'Begin it with the name', () => {
            const start =
              comment.span.start + (/^#[ \t]*/.exec(file.source.text.slice(comment.span.start, comment.span.end))?.[0].length ?? 1);
            return [{ file: file.source.path, start, end: start, newText: `${name} ` }];
          }),
        );
      }
    },
  },

  examples: [
    {
      bad: dockerfile`
        # check=experimental=InvalidDefinitionDescription
        # base is what all others stand on
        FROM debian:13 AS base
        # what to build
        ARG VERSION=1
        ^^^ The comment above does not begin with \`VERSION\`.
      `,
      good: dockerfile`
        # check=experimental=InvalidDefinitionDescription
        # base is what all others stand on
        FROM debian:13 AS base
        # VERSION what to build
        ARG VERSION=1
      `,
    },
  ],

  valid: ['FROM debian:13 AS base\n# what to build\nARG VERSION=1\n'],
});
