import { asMap, composeRule, shippedText, yaml } from '#core';

const OPTION = 'com.docker.network.bridge.enable_icc';

export default composeRule({
  title: 'Network in which services cannot reach each other',
  category: 'correctness',
  severity: 'high',
  profile: 'recommended',
  why: 'Without traffic between containers no service reaches its database. To keep services apart, give them networks of their own.',
  equivalents: ['review:F048'],
  noFix: 'Which services have to reach each other is known to those who wrote them.',

  visit: {
    resource(resource, report) {
      const { file, kind, name } = resource;
      const pair = kind === 'networks' ? asMap(asMap(resource.value)?.get('driver_opts'))?.pair(OPTION) : undefined;
      if (!pair || shippedText(pair.value) !== 'false') return;
      const members = [...file.services, ...(file.below?.services ?? [])].filter((service) => {
        const node = service.find('networks');
        if (!node) return name === 'default';
        return node.kind === 'map'
          ? node.has(name)
          : node.kind === 'seq' && node.items.some(({ value }) => value?.kind === 'scalar' && value.text === name);
      });
      const needing = members.find((service) => service.dependencies.some((one) => members.some((other) => other.name === one.name)));
      const other = needing?.dependencies.find((one) => members.some((member) => member.name === one.name));
      if (needing && other) report(pair.key.span, `\`${needing.name}\` cannot reach \`${other.name}\` over this network.`);
    },
  },

  examples: [
    {
      bad: yaml`
        services:
          api:
            image: example/api:1.0
            depends_on: [db]
            networks: [app]
          db:
            image: postgres:17
            networks: [app]
        networks:
          app:
            driver_opts:
              com.docker.network.bridge.enable_icc: "false"
              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ \`api\` cannot reach \`db\` over this network.
      `,
    },
    {
      title: 'The services are in the file below',
      path: 'compose.override.yaml',
      files: {
        'compose.yaml':
          'services:\n  api:\n    image: example/api:1.0\n    depends_on: [db]\n    networks: [app]\n  db:\n    image: postgres:17\n    networks: [app]\n',
      },
      bad: yaml`
        networks:
          app:
            driver_opts:
              com.docker.network.bridge.enable_icc: "false"
              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ \`api\` cannot reach \`db\` over this network.
      `,
    },
  ],

  valid: [
    'services:\n  api:\n    image: example/api:1.0\n    networks: [app]\nnetworks:\n  app:\n    driver_opts:\n      com.docker.network.bridge.enable_icc: "false"\n',
  ],
});
