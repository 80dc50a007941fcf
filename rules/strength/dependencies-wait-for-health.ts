import { lastingServices, shareOf, strength, yaml } from '#core';

export default strength({
  title: 'Services start when what they need is healthy',
  area: 'orchestration',
  equivalents: ['review:S14'],

  find(project) {
    return shareOf(
      lastingServices(project).flatMap((service) => service.dependencies),
      ({ condition }) => condition === 'service_healthy' || condition === 'service_completed_successfully',
      ({ service, span }) => project.at(service.file.path, span),
      'dependencies',
    );
  },

  examples: [
    {
      files: {
        'compose.yaml': yaml`
          services:
            api:
              image: example/api:1.0
              depends_on:
                db:
                  condition: service_healthy
                cache:
                  condition: service_started
            db:
              image: postgres:17
            cache:
              image: redis:8
        `,
      },
      evidence: ['compose.yaml:5'],
      partial: '1 of 2 dependencies',
    },
  ],
  lacking: [
    {
      'compose.yaml': yaml`
        services:
          api:
            image: example/api:1.0
            depends_on: [db]
          db:
            image: postgres:17
      `,
    },
  ],
});
