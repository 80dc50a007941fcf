import { dockerfile, fileRule, fix, nearestName } from '#core';

export default fileRule({
  title: 'Ignore comment names no rule',
  category: 'correctness',
  severity: 'medium',
  profile: 'recommended',
  why: 'A misspelt name silences nothing, so the finding it was meant for comes back as a surprise.',

  visit: {
    ignore(ignore, report, { source, registry }) {
      if (!ignore.own) return;
      if (ignore.names.length === 0) {
        report(ignore.comment.span, 'This comment names no rule to ignore.');
        return;
      }
      for (const name of ignore.names) {
        if (name.rules.length > 0) continue;
        const near = nearestName(name.text, registry.keys());
        report(
          name.span,
          `There is no rule \`${name.text}\`.`,
          near !== undefined && fix('safe', `Change to \`${near}\``, () => [{ file: source.path, ...name.span, newText: near }]),
        );
      }
    },
  },

  examples: [
    {
      bad: dockerfile`
        FROM debian:12.11
        # seaworthy-ignore file/unused-ignor: kept on purpose
                           ^^^^^^^^^^^^^^^^^ There is no rule \`file/unused-ignor\`.
        USER 1000
      `,
      good: dockerfile`
        FROM debian:12.11
        # seaworthy-ignore file/unused-ignore: kept on purpose
        USER 1000
      `,
    },
  ],

  valid: [
    dockerfile`
      FROM debian:12.11
      # hadolint ignore=DL9999
      USER 1000
    `,
  ],
});
