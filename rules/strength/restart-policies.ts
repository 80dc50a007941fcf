import { lastingServices, serviceAt, shareOf, strength, yaml } from '#core';

export default strength({
  title: 'Services come back after a crash or a reboot',
  area: 'orchestration',
  equivalents: ['review:S22'],

  find(project) {
    return shareOf(
      lastingServices(project),
      (service) => service.has('restart') || service.has('deploy', 'restart_policy'),
      (service) => serviceAt(project, service),
      'services',
    );
  },

  examples: [
    {
      files: {
        'compose.yaml': yaml`
          services:
            web:
              image: nginx:1.29
              restart: unless-stopped
        `,
      },
      evidence: ['compose.yaml:2'],
    },
  ],
  lacking: [
    {
      'compose.yaml': yaml`
        services:
          web:
            image: nginx:1.29
      `,
    },
  ],
});
