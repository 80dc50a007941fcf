import { strength, yaml } from '#core';

const CHECK = /StrictHostKeyChecking[= ]yes/;

export default strength({
  title: 'Deployments check the key of the host',
  area: 'ci-cd',
  equivalents: ['review:S63'],

  find(project) {
    const evidence = project.workflows.flatMap((file) => {
      const match = CHECK.exec(file.source.text);
      return match ? [project.at(file.path, { start: match.index, end: match.index + match[0].length })] : [];
    });
    return { evidence };
  },

  examples: [
    {
      files: {
        '.github/workflows/deploy.yml': yaml`
          on: push
          jobs:
            deploy:
              runs-on: ubuntu-24.04
              steps:
                - run: ssh -o StrictHostKeyChecking=yes host true
        `,
      },
      evidence: ['.github/workflows/deploy.yml:6'],
    },
  ],
  lacking: [
    {
      '.github/workflows/deploy.yml':
        'on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: ssh -o StrictHostKeyChecking=no host true\n',
    },
  ],
});
