import { strength, yaml } from '#core';

const STORES: ReadonlySet<string> = new Set(['database', 'cache', 'search', 'broker']);

export default strength({
  title: 'One Compose file starts the application with everything that it needs',
  area: 'orchestration',
  equivalents: ['review:S23'],

  find(project) {
    const evidence = project.composeFiles.flatMap((file) => {
      const built = file.services.filter((service) => service.build !== undefined);
      const stores = file.services.filter(({ imageKind }) => imageKind !== undefined && STORES.has(imageKind.category));
      return built.length > 1 && stores.length > 0 && built[0] ? [project.at(file.path, built[0].key.span)] : [];
    });
    return { evidence };
  },

  examples: [
    {
      files: {
        'compose.yaml': yaml`
          services:
            db:
              image: postgres:17
            api:
              build: api
            worker:
              build: worker
        `,
      },
      evidence: ['compose.yaml:4'],
    },
  ],
  lacking: [
    {
      'compose.yaml': yaml`
        services:
          db:
            image: postgres:17
          api:
            image: example/api:1.0
      `,
    },
  ],
});
