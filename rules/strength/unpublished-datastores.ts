import { lastingServices, serviceAt, strength, yaml } from '#core';

const STORES: ReadonlySet<string> = new Set(['database', 'cache', 'search', 'broker']);

export default strength({
  title: 'Datastores are reachable from inside only',
  area: 'security',
  equivalents: ['review:S17'],

  find(project) {
    const stores = lastingServices(project).filter(({ imageKind }) => imageKind !== undefined && STORES.has(imageKind.category));
    if (stores.some((service) => !service.lacks('ports'))) return undefined;
    return { evidence: stores.map((service) => serviceAt(project, service)) };
  },

  examples: [
    {
      files: {
        'compose.yaml': yaml`
          services:
            db:
              image: postgres:17
            web:
              image: nginx:1.29
              ports: ['80:80']
        `,
      },
      evidence: ['compose.yaml:2'],
    },
  ],
  lacking: [
    {
      'compose.yaml': yaml`
        services:
          db:
            image: postgres:17
          cache:
            image: redis:8
            ports: ['6379:6379']
      `,
    },
  ],
});
