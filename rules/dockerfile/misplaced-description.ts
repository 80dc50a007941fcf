import { dockerfile, dockerfileRule, isInstruction } from '#core';

export default dockerfileRule({
  title: 'Comment that does not describe what stands below it',
  category: 'maintainability',
  severity: 'info',
  profile: 'all',
  why: '`docker build --call=outline` shows the comment above a stage or an argument as its description, if it begins with the name.',
  equivalents: ['buildkit:InvalidDefinitionDescription'],
  noFix: 'Whether the comment is a description, only those who wrote it can tell.',

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
        report(instruction.keywordSpan, `The comment above does not begin with ${known.map((name) => `\`${name}\``).join(' or ')}.`);
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
    },
  ],

  valid: ['FROM debian:13 AS base\n# what to build\nARG VERSION=1\n'],
});
