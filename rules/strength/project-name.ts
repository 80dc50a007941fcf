import { strength, yaml } from '#core';

export default strength({
  title: 'The Compose project has a name of its own',
  area: 'orchestration',
  equivalents: ['review:S19'],

  find(project) {
    const named = project.composeFiles.flatMap((file) => {
      const name = file.topLevel('name');
      return name ? [project.at(file.path, name.key.span)] : [];
    });
    const set = project.envFiles.flatMap(({ path, variables }) => {
      const name = variables.find((variable) => variable.name === 'COMPOSE_PROJECT_NAME');
      return name ? [project.at(path, name.nameSpan)] : [];
    });
    return { evidence: [...named, ...set] };
  },

  examples: [
    {
      files: {
        'compose.yaml': yaml`
          name: shop
          services:
            web:
              image: nginx:1.29
        `,
        '.env.example': 'COMPOSE_PROJECT_NAME=shop\n',
      },
      evidence: ['compose.yaml:1', '.env.example:1'],
    },
  ],
  lacking: [
    {
      'compose.yaml': yaml`
        services:
          name:
            image: nginx:1.29
      `,
    },
  ],
});
