import { asMap, booleanOf, composeRule, fix, folderOf, joinPath, type Resource, readBase, related, setIn, yaml } from '#core';

export default composeRule({
  title: 'External network that has another name',
  category: 'correctness',
  severity: 'medium',
  profile: 'recommended',
  why: 'Compose puts the name of the project in front of the networks that it creates. `external: true` looks for the bare name, does not find it, and nothing starts; merged with the file that defines it, the two contradict each other.',
  equivalents: ['review:E30'],

  visit: {
    resource(resource, report) {
      const map = asMap(resource.value);
      const external = map?.pair('external');
      if (resource.kind !== 'networks' || !map || !external || booleanOf(external.value) !== true || map.has('name')) return;
      const owner = ownerOf(resource);
      if (!owner) return;
      const { parsed, pair, root } = owner;
      const project = root.get('name');
      const prefix = project?.kind === 'scalar' ? project.text : 'PROJECT';
      report(
        external.key.span,
        `\`${parsed.source.path}\` creates this network as \`${prefix}_${resource.name}\`.`,
        related(parsed.source.path, pair.key.span, 'Created here.'),
        fix('unsafe', `Give it the name \`${resource.name}\` where it is created`, () =>
          setIn(parsed.yaml, root, ['networks', resource.name, 'name'], resource.name),
        ),
      );
    },
  },

  fixSafety: 'The network is created anew under its new name; what runs has to be started again.',

  examples: [
    {
      path: 'compose.monitoring.yaml',
      files: {
        'compose.yaml':
          'services:\n  api:\n    image: example/api:1.0\n    networks: [backend]\nnetworks:\n  backend:\n    driver: bridge\n',
      },
      bad: yaml`
        services:
          grafana:
            image: grafana/grafana:12.2.0
            networks: [backend]
        networks:
          backend:
            external: true
            ^^^^^^^^ \`compose.yaml\` creates this network as \`PROJECT_backend\`.
      `,
      good: yaml`
        services:
          grafana:
            image: grafana/grafana:12.2.0
            networks: [backend]
        networks:
          backend:
            external: true
      `,
      goodFiles: {
        'compose.yaml':
          'services:\n  api:\n    image: example/api:1.0\n    networks: [backend]\nnetworks:\n  backend:\n    driver: bridge\n    name: backend\n',
      },
    },
    {
      title: 'The project has a name, and the network no settings',
      path: 'monitoring/compose.yaml',
      files: {
        'compose.yaml': 'name: shop\nservices:\n  api:\n    image: example/api:1.0\n    networks: [backend]\nnetworks:\n  backend:\n',
      },
      bad: yaml`
        services:
          grafana:
            image: grafana/grafana:12.2.0
            networks: [backend]
        networks:
          backend:
            external: true
            ^^^^^^^^ \`compose.yaml\` creates this network as \`shop_backend\`.
      `,
      good: yaml`
        services:
          grafana:
            image: grafana/grafana:12.2.0
            networks: [backend]
        networks:
          backend:
            external: true
      `,
      goodFiles: {
        'compose.yaml':
          'name: shop\nservices:\n  api:\n    image: example/api:1.0\n    networks: [backend]\nnetworks:\n  backend:\n    name: backend\n',
      },
    },
  ],

  valid: [
    {
      path: 'compose.monitoring.yaml',
      text: 'services:\n  a:\n    image: example/a:1.0\n    networks: [backend]\nnetworks:\n  backend:\n    external: true\n',
      files: { 'compose.yaml': 'services:\n  api:\n    image: example/api:1.0\nnetworks:\n  backend:\n    name: backend\n' },
    },
    {
      path: 'compose.monitoring.yaml',
      text: 'services:\n  a:\n    image: example/a:1.0\n    networks: [backend]\nnetworks:\n  backend:\n    external: true\n    name: shop_backend\n',
      files: { 'compose.yaml': 'services:\n  api:\n    image: example/api:1.0\nnetworks:\n  backend:\n' },
    },
    'services:\n  a:\n    image: example/a:1.0\n    networks: [proxy]\nnetworks:\n  proxy:\n    external: true\n',
  ],
});

/** The file beside or above this one that creates a network of that name, under a name of Compose's making. */
function ownerOf({ file, name }: Resource) {
  const above = joinPath(folderOf(file.path), '..');
  const candidates = [file.below?.parsed, above === undefined ? undefined : readBase(file.project, above)];
  for (const parsed of candidates) {
    for (const root of parsed?.roots ?? []) {
      const pair = asMap(root.get('networks'))?.pair(name);
      const map = asMap(pair?.value);
      if (parsed && pair && !map?.has('name') && !map?.has('external')) return { parsed, pair, root };
    }
  }
  return undefined;
}
