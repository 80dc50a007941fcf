import { builtFrom, lastingServices, serviceAt, strength, yaml } from '#core';

export default strength({
  title: 'Slow starters are given time before their health counts',
  area: 'health',
  equivalents: ['review:S13'],

  find(project) {
    const services = lastingServices(project).filter(
      (service) =>
        service.has('healthcheck', 'start_period') ||
        (service.lacks('healthcheck') && builtFrom(service)?.healthcheck?.flag('start-period') !== undefined),
    );
    return { evidence: services.map((service) => serviceAt(project, service)) };
  },

  examples: [
    {
      files: {
        'compose.yaml': yaml`
          services:
            api:
              image: example/api:1.0
              healthcheck:
                test: [CMD, probe]
                start_period: 40s
        `,
      },
      evidence: ['compose.yaml:2'],
    },
  ],
  lacking: [
    {
      'compose.yaml': yaml`
        services:
          api:
            image: example/api:1.0
            healthcheck:
              test: [CMD, probe]
      `,
    },
  ],
});
