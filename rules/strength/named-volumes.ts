import { lastingServices, type Service, shareOf, strength, yaml } from '#core';

const STORES: ReadonlySet<string> = new Set(['database', 'cache', 'search', 'broker']);

/** The named volume on a path where the image keeps its data. */
function dataVolume(service: Service) {
  const paths = service.imageKind?.dataPaths ?? [];
  return service.mounts.find(
    ({ type, target }) => type === 'volume' && paths.some((path) => target === path || target?.startsWith(`${path}/`)),
  );
}

export default strength({
  title: 'Data is kept in named volumes',
  area: 'data',
  equivalents: ['review:S15'],

  find(project) {
    const stores = lastingServices(project).filter(
      ({ imageKind }) => imageKind !== undefined && STORES.has(imageKind.category) && imageKind.dataPaths.length > 0,
    );
    return shareOf(
      stores,
      (service) => dataVolume(service) !== undefined,
      (service) => project.at(service.file.path, dataVolume(service)?.span ?? service.key.span),
      'datastores',
    );
  },

  examples: [
    {
      files: {
        'compose.yaml': yaml`
          services:
            db:
              image: postgres:17
              volumes:
                - data:/var/lib/postgresql/data
          volumes:
            data:
        `,
      },
      evidence: ['compose.yaml:5'],
    },
  ],
  lacking: [
    {
      'compose.yaml': yaml`
        services:
          db:
            image: postgres:17
            volumes:
              - ./data:/var/lib/postgresql/data
              - config:/etc/postgresql
        volumes:
          config:
      `,
    },
  ],
});
