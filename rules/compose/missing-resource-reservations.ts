import { composeRule, fix, isHeldToProduction, setIn, severity, yaml } from '#core';

const SMALL = new Set(['cache', 'web']);

export default composeRule({
  title: 'Limits without reservations',
  category: 'resources',
  severity: 'info',
  profile: 'strict',
  why: 'A limit keeps a service from taking too much; only a reservation promises it what it needs when the host is busy.',
  equivalents: ['review:F038'],

  visit: {
    service(service, report, context) {
      if (!isHeldToProduction(service, context) || service.isOneShot || service.isJudgedElsewhere) return;
      const limits = service.pairOf('deploy', 'resources', 'limits');
      if (!limits || !service.lacks('deploy', 'resources', 'reservations') || !service.lacks('mem_reservation')) return;
      const { map } = service;
      const value = SMALL.has(service.imageKind?.category ?? '') ? { cpus: '0.1', memory: '64M' } : { cpus: '0.25', memory: '256M' };
      report(
        limits.key.span,
        `\`${service.name}\` has limits, but nothing is reserved for it.`,
        severity('info'),
        map &&
          !limits.merged &&
          !service.pair.alias &&
          fix('unsafe', `Reserve ${value.memory}`, () => setIn(service.file.yaml, map, ['deploy', 'resources', 'reservations'], value)),
      );
    },
  },

  fixSafety: 'A host that does not have as much left does not start the service.',

  examples: [
    {
      bad: yaml`
        services:
          api:
            image: example/api:1.0
            deploy:
              resources:
                limits:
                ^^^^^^ \`api\` has limits, but nothing is reserved for it.
                  memory: 1G
      `,
      good: yaml`
        services:
          api:
            image: example/api:1.0
            deploy:
              resources:
                limits:
                  memory: 1G
                reservations:
                  cpus: "0.25"
                  memory: 256M
      `,
    },
  ],

  valid: ['services:\n  api:\n    image: example/api:1.0\n    mem_limit: 1G\n'],
});
