import { composeRule, isHeldToProduction, type Service, yaml } from '#core';

/** Its command as far as it is known, and whether a configuration file may say more. */
function isConfigured(service: Service): boolean {
  const command = `${service.commandText('entrypoint') ?? ''} ${service.commandText('command') ?? ''}`;
  return (
    /\.conf\b/.test(command) ||
    service.mounts.some(({ target, source }) => /\.conf$|^\/usr\/local\/etc\/redis/.test(target ?? '') || /\.conf$/.test(source ?? '')) ||
    service.has('configs')
  );
}

export default composeRule({
  title: 'Redis that may take all memory',
  category: 'resources',
  severity: 'low',
  profile: 'strict',
  why: 'Redis keeps everything in memory until it is told to forget. Without a bound it is killed when the host runs out, with all that it held.',
  equivalents: ['review:F050'],
  noFix: 'How much memory it may have, and what it may forget, is known to those who use it.',

  visit: {
    service(service, report, context) {
      if (!isHeldToProduction(service, context) || service.imageKind?.id !== 'redis' || isConfigured(service)) return;
      if (/--maxmemory\b/.test(service.commandText('command') ?? '') || service.isJudgedElsewhere) return;
      report(service.key.span, `\`${service.name}\` has no \`--maxmemory\`.`);
    },
  },

  examples: [
    {
      bad: yaml`
        services:
          cache:
          ^^^^^ \`cache\` has no \`--maxmemory\`.
            image: redis:8
      `,
    },
  ],

  valid: [
    'services:\n  cache:\n    image: redis:8\n    command: redis-server --maxmemory 256mb --maxmemory-policy allkeys-lru\n',
    'services:\n  cache:\n    image: redis:8\n    command: redis-server /etc/redis.conf\n',
  ],
});
