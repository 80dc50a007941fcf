import { composeRule, fix, removeKey, yaml } from '#core';

export default composeRule({
  title: 'Obsolete `version` key',
  category: 'maintainability',
  severity: 'low',
  profile: 'recommended',
  why: 'Compose V2 ignores `version` and warns about it at every command; readers believe that it limits what the file may say.',
  equivalents: ['dclint:no-version-field', 'compose-go:version-obsolete'],

  visit: {
    file(file, report) {
      const pair = file.topLevel('version');
      // Without `services` this is a version 1 file or no Compose file at all.
      if (!pair || !file.parsed.hasServices) return;
      report(
        pair.key.span,
        '`version` is obsolete and ignored.',
        fix('safe', 'Remove `version`', () => removeKey(file.yaml, pair)),
      );
    },
  },

  examples: [
    {
      bad: yaml`
        version: "3.8"
        ^^^^^^^ \`version\` is obsolete and ignored.

        services:
          web:
            image: nginx:1.29
      `,
      good: yaml`
        services:
          web:
            image: nginx:1.29
      `,
    },
  ],

  valid: [
    yaml`
      name: shop
      services:
        web:
          image: nginx:1.29
    `,
    yaml`
      x-version: "3.8"
      services:
        web:
          image: nginx:1.29
          environment:
            version: "3"
    `,
  ],
});
