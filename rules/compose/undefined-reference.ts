import { type ComposeReference, composeRule, type Detail, fix, nearestName, replaceScalarPart, setIn, yaml } from '#core';

const NOUNS = { services: 'service', volumes: 'volume', networks: 'network', secrets: 'secret', configs: 'config' } as const;

export default composeRule({
  title: 'Reference to something that is not defined',
  category: 'correctness',
  severity: 'high',
  profile: 'recommended',
  why: 'Compose refuses the whole project when a service names a volume, network, secret, config or service that does not exist.',
  equivalents: [
    'compose-go:undefined-service',
    'compose-go:undefined-volume',
    'compose-go:undefined-network',
    'compose-go:undefined-secret',
    'compose-go:undefined-config',
  ],

  visit: {
    reference(reference, report) {
      const { service, kind, name } = reference;
      const known = kind === 'services' ? service.file.knownServices() : service.file.known(kind);
      if (!known || known.has(name) || (kind === 'networks' && name === 'default')) return;
      const noun = NOUNS[kind];
      const near = nearestName(name, known);
      report(
        reference.span,
        near === undefined
          ? `The ${noun} \`${name}\` is not defined.`
          : `The ${noun} \`${name}\` is not defined; did you mean \`${near}\`?`,
        near !== undefined && fix('unsafe', `Use \`${near}\``, () => replaceScalarPart(service.file.yaml, reference.span, near)),
        declare(reference),
      );
    },
  },

  fixSafety: 'Another name may have been meant, and a new volume or network is empty.',

  examples: [
    {
      bad: yaml`
        services:
          db:
            image: postgres:17
            volumes:
              - db-data:/var/lib/postgresql/data
          web:
            image: example/web:1.4
            depends_on: [bd]
                         ^^ The service \`bd\` is not defined; did you mean \`db\`?
        volumes:
          db-data:
      `,
      good: yaml`
        services:
          db:
            image: postgres:17
            volumes:
              - db-data:/var/lib/postgresql/data
          web:
            image: example/web:1.4
            depends_on: [db]
        volumes:
          db-data:
      `,
    },
    {
      title: 'A volume that nobody declares',
      bad: yaml`
        services:
          db:
            image: postgres:17
            volumes:
              - db-data:/var/lib/postgresql/data
                ^^^^^^^ The volume \`db-data\` is not defined.
      `,
      good: yaml`
        services:
          db:
            image: postgres:17
            volumes:
              - db-data:/var/lib/postgresql/data
        volumes:
          db-data:
      `,
    },
  ],

  valid: [
    yaml`
      services:
        web:
          image: example/web:1.4
          networks: [default]
          volumes:
            - ./src:/app
            - \${DATA}:/data
            - /cache
    `,
    {
      path: 'docker-compose.prod.yml',
      files: {
        'docker-compose.yml': 'services:\n  db:\n    image: postgres:17\nnetworks:\n  back:\n',
      },
      text: yaml`
        services:
          web:
            image: example/web:1.4
            depends_on: [db]
            networks: [back]
      `,
    },
    yaml`
      include:
        - oci://registry.example/base:1
      services:
        web:
          image: example/web:1.4
          depends_on: [db]
    `,
  ],
});

function declare(reference: ComposeReference): Detail {
  const { kind, name, service } = reference;
  const root = service.file.parsed.roots[0];
  if (!root || (kind !== 'volumes' && kind !== 'networks')) return undefined;
  return fix('unsafe', `Declare the ${NOUNS[kind]} \`${name}\``, () => setIn(service.file.yaml, root, [kind, name], null));
}
