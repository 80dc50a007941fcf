import { composeRule, isForProduction, listServices, reportAbsence, setIn, yaml } from '#core';

export default composeRule({
  title: 'Service without a restart policy',
  category: 'reliability',
  severity: 'low',
  profile: 'recommended',
  why: 'After a crash, an out-of-memory kill or a reboot of the host the service stays down until somebody notices.',
  equivalents: ['review:F039'],

  visit: {
    file(file, report, context) {
      if (!isForProduction(context)) return;
      const expected = file.services.filter((service) => !service.isOneShot);
      const policy = context.source.role === 'production' ? 'always' : 'unless-stopped';
      reportAbsence(report, context, {
        expected,
        lacking: expected.filter((service) => service.lacks('restart') && service.lacks('deploy', 'restart_policy')),
        message: (service) => `\`${service.name}\` has no restart policy.`,
        messageForAll: (services) => `No service has a restart policy: ${listServices(services)}.`,
        fixTitle: () => `Add \`restart: ${policy}\``,
        fixTitleForAll: `Add \`restart: ${policy}\` to all services`,
        safety: 'unsafe',
        edit: (service) =>
          service.map && !service.pair.alias && !service.pair.merged ? setIn(file.yaml, service.map, ['restart'], policy) : undefined,
      });
    },
  },

  fixSafety: 'A service that is meant to end is started again and again.',

  examples: [
    {
      bad: yaml`
        services:
          web:
          ^^^ \`web\` has no restart policy.
            image: nginx:1.29
            ports:
              - "80:80"

          db:
            image: postgres:17
            restart: always
      `,
      good: yaml`
        services:
          web:
            image: nginx:1.29
            ports:
              - "80:80"
            restart: unless-stopped

          db:
            image: postgres:17
            restart: always
      `,
    },
  ],

  valid: [
    yaml`
      services:
        web:
          image: nginx:1.29
          restart: unless-stopped
          depends_on:
            migrate:
              condition: service_completed_successfully
        migrate:
          image: example/web:1.4
        worker:
          image: example/web:1.4
          deploy:
            restart_policy:
              condition: any
        debug:
          image: busybox:1.37
          profiles: [debug]
    `,
    {
      path: 'docker-compose.test.yml',
      text: yaml`
        services:
          web:
            image: nginx:1.29
      `,
    },
  ],
});
