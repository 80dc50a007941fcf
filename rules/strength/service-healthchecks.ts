import { isProbed, lastingServices, serviceAt, shareOf, strength, yaml } from '#core';

export default strength({
  title: 'Services are probed by health checks',
  area: 'health',
  equivalents: ['review:S12'],

  find(project) {
    return shareOf(lastingServices(project), isProbed, (service) => serviceAt(project, service), 'services');
  },

  examples: [
    {
      files: {
        'compose.yaml': yaml`
          services:
            db:
              image: postgres:17
              healthcheck:
                test: [CMD, pg_isready]
            web:
              build: .
            api:
              build: api
        `,
        Dockerfile: 'FROM node:24-slim\nHEALTHCHECK CMD ["node", "probe.js"]\n',
        'api/Dockerfile': 'FROM node:24-slim\n',
      },
      evidence: ['compose.yaml:2', 'compose.yaml:6'],
      partial: '2 of 3 services',
    },
  ],
  lacking: [
    {
      'compose.yaml': yaml`
        services:
          db:
            image: postgres:17
            healthcheck:
              disable: true
      `,
    },
  ],
});
