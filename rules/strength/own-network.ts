import { strength, yaml } from '#core';

export default strength({
  title: 'Services talk over a network of their own',
  area: 'orchestration',
  equivalents: ['review:S16'],

  find(project) {
    const evidence = project.composeFiles.flatMap((file) => {
      const used = file
        .declared('networks')
        .find(({ name }) => name !== 'default' && file.services.some((service) => joins(service.get('networks'), name)));
      return used ? [project.at(file.path, used.key.span)] : [];
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
              networks: [front]
          networks:
            front:
              driver: bridge
        `,
      },
      evidence: ['compose.yaml:6'],
    },
  ],
  lacking: [
    {
      'compose.yaml': yaml`
        services:
          web:
            image: nginx:1.29
        networks:
          front:
      `,
    },
  ],
});

type Node = ReturnType<Parameters<Parameters<typeof strength>[0]['find']>[0]['composeFiles'][number]['services'][number]['get']>;

function joins(node: Node, network: string): boolean {
  if (node?.kind === 'map') return node.has(network);
  return node?.kind === 'seq' && node.items.some(({ value }) => value?.kind === 'scalar' && value.text === network);
}
