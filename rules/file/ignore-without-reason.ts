import { dockerfile, fileRule, fix, placeholder } from '#core';

export default fileRule({
  title: 'Ignore comment gives no reason',
  category: 'maintainability',
  severity: 'info',
  profile: 'strict',
  why: 'Nobody can tell later whether it may go.',

  visit: {
    ignore(ignore, report, { source }) {
      if (!ignore.own || ignore.reason !== '' || ignore.names.length === 0) return;
      const end = ignore.names[ignore.names.length - 1]?.span.end ?? ignore.comment.span.end;
      report(
        ignore.comment.span,
        'This ignore comment does not say why.',
        fix('placeholder', 'Add a reason', () => [
          { file: source.path, start: end, end: ignore.comment.span.end, newText: `: ${placeholder('reason')}` },
        ]),
      );
    },
  },

  fixSafety: 'The reason has to be written by a person.',

  examples: [
    {
      bad: dockerfile`
        FROM debian:12.11
        # seaworthy-ignore file/unused-ignore
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ This ignore comment does not say why.
        USER 1000
      `,
      good: dockerfile`
        FROM debian:12.11
        # seaworthy-ignore file/unused-ignore: reason
        USER 1000
      `,
    },
  ],

  valid: [
    dockerfile`
      FROM debian:12.11
      # seaworthy-ignore file/unused-ignore: kept on purpose
      USER 1000
    `,
  ],
});
