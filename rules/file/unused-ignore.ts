import { dockerfile, fileRule, fix, removeIgnoredName, unnecessary } from '#core';

export default fileRule({
  title: 'Ignore comment silences nothing',
  category: 'maintainability',
  severity: 'low',
  profile: 'recommended',
  why: 'The problem it was for is gone; the comment would silence the next one without a word.',

  visit: {
    ignore(ignore, report, { registry, settings }) {
      if (!ignore.own) return;
      for (const name of ignore.names) {
        if (name.used || name.rules.length === 0) continue;
        // A rule that is off here, or that only the audit runs, cannot tell whether the comment is needed.
        const isOn = name.rules.some((id) => {
          const rule = registry.get(id);
          if (rule?.language === 'project') return false;
          const level = rule && settings.levelOf(id, rule);
          return level !== undefined && level !== 'off';
        });
        if (!isOn) continue;
        report(
          name.span,
          `There is nothing to ignore for \`${name.text}\` here.`,
          unnecessary,
          fix('safe', `Remove ${ignore.names.length > 1 ? `\`${name.text}\` from the comment` : 'the comment'}`, () =>
            removeIgnoredName(ignore, name),
          ),
        );
      }
    },
  },

  examples: [
    {
      bad: dockerfile`
        FROM debian:12.11
        # seaworthy-ignore file/syntax-error: was broken once
                           ^^^^^^^^^^^^^^^^^ There is nothing to ignore for \`file/syntax-error\` here.
        USER 1000
      `,
      good: dockerfile`
        FROM debian:12.11
        USER 1000
      `,
    },
  ],

  valid: [
    dockerfile`
      FROM debian:12.11
      # seaworthy is a tool
      USER 1000
    `,
  ],
});
