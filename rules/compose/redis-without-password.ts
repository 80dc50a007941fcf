import { composeRule, isForProduction, severity, yaml } from '#core';

export default composeRule({
  title: 'Redis that lets everybody in',
  category: 'security',
  severity: 'medium',
  profile: 'strict',
  why: 'Everybody who reaches the port reads and deletes all data, and can make Redis write files on its host.',
  equivalents: ['review:F051'],
  noFix: 'Every program that uses it has to be given the password as well.',

  visit: {
    service(service, report, context) {
      if (service.imageKind?.id !== 'redis' || service.isJudgedElsewhere) return;
      const text = `${service.commandText('entrypoint') ?? ''} ${service.commandText('command') ?? ''}`;
      if (
        /requirepass|--aclfile|\.conf\b|user default/.test(text) ||
        service.environment.some(({ name }) => /PASSWORD|REQUIREPASS/.test(name))
      )
        return;
      if (service.mounts.some(({ target }) => /\.conf$|^\/usr\/local\/etc\/redis/.test(target ?? '')) || service.has('configs')) return;
      const isOpen = service.ports.some(({ exposure }) => exposure === 'all');
      const isProduction = context.source.role === 'production';
      if (!isOpen && !isProduction) return;
      report(
        service.key.span,
        `\`${service.name}\` has no password${isOpen ? ', and its port is open on all interfaces' : ''}.`,
        (!isForProduction(context) || service.purpose !== 'production') && !isProduction && severity('low'),
      );
    },
  },

  examples: [
    {
      bad: yaml`
        services:
          cache:
          ^^^^^ \`cache\` has no password, and its port is open on all interfaces.
            image: redis:8
            ports: ['6379:6379']
            restart: always
      `,
    },
  ],

  valid: [
    'services:\n  cache:\n    image: redis:8\n',
    "services:\n  cache:\n    image: redis:8\n    command: redis-server --requirepass ${REDIS_PASSWORD:?}\n    ports: ['6379:6379']\n",
  ],
});
