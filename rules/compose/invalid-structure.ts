import { composeRule, nearestName, yaml } from '#core';

const SECTIONS = ['services', 'networks', 'volumes', 'secrets', 'configs'] as const;
const KEYS = new Set(['version', 'name', 'include', 'models', ...SECTIONS]);

export default composeRule({
  title: 'Structure that Compose refuses',
  category: 'correctness',
  severity: 'high',
  profile: 'recommended',
  why: 'Compose stops with an error and starts nothing.',
  equivalents: ['compose-go:schema', 'review:E01', 'review:E22'],
  noFix: 'What was meant there only the project can tell.',

  visit: {
    file(file, report) {
      // Version 1 files had services at the top.
      if (!file.parsed.hasServices && !file.topLevel('volumes') && !file.topLevel('networks')) return;
      for (const root of file.parsed.roots) {
        for (const pair of root.pairs) {
          if (pair.merged || pair.name.startsWith('x-') || pair.name === '<<') continue;
          if (!KEYS.has(pair.name)) {
            const near = nearestName(pair.name, KEYS);
            report(pair.key.span, `Compose knows no top-level key \`${pair.name}\`${near ? `; did you mean \`${near}\`?` : '.'}`);
          } else if ((SECTIONS as readonly string[]).includes(pair.name) && pair.value && pair.value.kind !== 'map' && !pair.isNull) {
            report(pair.key.span, `\`${pair.name}\` has to be a mapping of names.`);
          }
        }
      }
      for (const pair of file.parsed.services) {
        if (pair.colon === undefined || (pair.value?.kind === 'map' && !pair.isNull)) continue;
        report(pair.key.span, `The service \`${pair.name}\` is ${pair.isNull ? 'empty' : 'no mapping'}.`);
      }
    },
  },

  examples: [
    {
      bad: yaml`
        services:
          web:
            image: nginx:1.29
          db:
          ^^ The service \`db\` is empty.
        volume:
        ^^^^^^ Compose knows no top-level key \`volume\`; did you mean \`volumes\`?
          data:
        networks:
        ^^^^^^^^ \`networks\` has to be a mapping of names.
          - app
      `,
    },
  ],

  valid: ['x-common: &common\n  restart: always\nname: shop\nservices:\n  web:\n    image: nginx:1.29\n    <<: *common\nvolumes:\n'],
});
