import { strength, yaml } from '#core';

export default strength({
  title: 'Tests run in containers',
  area: 'testing',
  equivalents: ['review:S39'],

  find(project) {
    const evidence = project.composeFiles.flatMap((file) => {
      const isTest = file.source.role === 'test' || file.source.role === 'ci';
      const runs = file.services.find((service) => service.build && (isTest || /^tests?$/.test(service.build.target ?? '')));
      return runs ? [project.at(file.path, runs.key.span)] : [];
    });
    return { evidence };
  },

  examples: [
    {
      files: {
        'docker-compose.test.yml': yaml`
          services:
            api-test:
              build:
                context: api
                target: test
        `,
      },
      evidence: ['docker-compose.test.yml:2'],
    },
  ],
  lacking: [
    {
      'docker-compose.yml': yaml`
        services:
          api:
            build: api
      `,
    },
  ],
});
