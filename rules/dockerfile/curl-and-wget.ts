import { dockerfile, dockerfileRule, related } from '#core';

export default dockerfileRule({
  title: 'Both `curl` and `wget`',
  category: 'performance',
  severity: 'info',
  profile: 'strict',
  why: 'One of the two is enough: each is a package to install, to keep up to date, and for others to use.',
  equivalents: ['hadolint:DL4001', 'trivy:DS-0014', 'kics:fc775e75'],
  noFix: 'Which of the two is to stay is for those who wrote it.',

  visit: {
    stage(stage, report) {
      const commands = stage.all('RUN').flatMap((run) => run.text.commands);
      const first = commands.find(({ command }) => /^(?:curl|wget)$/.test(command.program ?? ''));
      const other = commands.find(
        ({ command }) => /^(?:curl|wget)$/.test(command.program ?? '') && command.program !== first?.command.program,
      );
      if (!first?.command.nameWord || !other?.command.nameWord) return;
      report(
        other.command.nameWord.span,
        `\`${first.command.program}\` is used in this stage, too.`,
        related(stage.file.source.path, first.command.nameWord.span, `\`${first.command.program}\` is used here.`),
      );
    },
  },

  examples: [
    {
      bad: dockerfile`
        FROM debian:13
        RUN wget -q https://example.com/a
        RUN curl -fO https://example.com/b
            ^^^^ \`wget\` is used in this stage, too.
      `,
    },
  ],

  valid: [
    'FROM debian:13\nRUN apt-get install -y curl wget && curl -fO https://example.com/a\n',
    'FROM debian:13 AS a\nRUN wget -q https://example.com/a\nFROM debian:13\nRUN curl -fO https://example.com/b\n',
  ],
});
