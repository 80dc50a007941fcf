import { composeRule, fix, removeKey, unnecessary, yaml } from '#core';

export default composeRule({
  title: 'Volume that no service uses',
  category: 'maintainability',
  severity: 'low',
  profile: 'recommended',
  why: 'Either it is a leftover, or a service that should keep its data there does not.',
  equivalents: ['review:X06'],

  visit: {
    file(file, report) {
      // A file that is not at hand may use it.
      if (file.isBroken || !file.known('volumes') || file.layers.over.length + file.layers.under.length > 0) return;
      const used = new Set(file.services.flatMap((service) => service.mounts.map(({ source }) => source)));
      const isHidden = file.services.some(
        (service) =>
          service.mounts.some(({ type }) => type === 'unknown') ||
          service.has('extends') ||
          service.has('volumes_from') ||
          service.presence('volumes') === 'unknown',
      );
      if (isHidden || file.topLevel('include') || file.services.length === 0) return;
      for (const pair of file.declared('volumes')) {
        if (used.has(pair.name) || file.source.text.split(pair.name).length > 2) continue;
        report(
          pair.key.span,
          `No service uses the volume \`${pair.name}\`.`,
          unnecessary,
          fix('unsafe', `Remove \`${pair.name}\``, () => removeKey(file.yaml, pair)),
        );
      }
    },
  },

  fixSafety: 'Another Compose file, or a command, may use it by name.',

  examples: [
    {
      bad: yaml`
        services:
          db:
            image: postgres:17
            volumes:
              - data:/var/lib/postgresql/data
        volumes:
          data:
          sqlite:
          ^^^^^^ No service uses the volume \`sqlite\`.
      `,
      good: yaml`
        services:
          db:
            image: postgres:17
            volumes:
              - data:/var/lib/postgresql/data
        volumes:
          data:
      `,
    },
  ],

  valid: ['services:\n  db:\n    image: postgres:17\n    volumes:\n      - ${VOLUME}:/data\nvolumes:\n  data:\n', 'volumes:\n  data:\n'],
});
