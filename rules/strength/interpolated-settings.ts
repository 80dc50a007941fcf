import { composeValue, lastingServices, type Service, strength, yaml } from '#core';

/** The first of its published ports or environment values that the environment decides. */
function decided(service: Service) {
  const port = service.ports.find(({ scalar }) => scalar !== undefined && composeValue(scalar).interpolations.length > 0);
  return port?.span ?? service.environment.find(({ whole }) => (whole?.interpolations.length ?? 0) > 0)?.keySpan;
}

export default strength({
  title: 'Ports and settings of services come from the environment',
  area: 'secrets',
  equivalents: ['review:S18'],

  find(project) {
    const evidence = lastingServices(project).flatMap((service) => {
      const span = decided(service);
      return span ? [project.at(service.file.path, span)] : [];
    });
    return { evidence };
  },

  examples: [
    {
      files: {
        'compose.yaml': yaml`
          services:
            web:
              image: nginx:1.29
              ports: ['\${WEB_PORT:-8080}:80']
        `,
      },
      evidence: ['compose.yaml:4'],
    },
  ],
  lacking: [
    {
      'compose.yaml': yaml`
        services:
          web:
            image: nginx:1.29
            ports: ['8080:80']
            environment:
              MODE: production
      `,
    },
  ],
});
