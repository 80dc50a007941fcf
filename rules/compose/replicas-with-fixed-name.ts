import { composeRule, shippedText, yaml } from '#core';

export default composeRule({
  title: 'Several instances that cannot stand beside each other',
  category: 'correctness',
  severity: 'high',
  profile: 'recommended',
  why: 'A name and a port of the host can be given once: the second instance does not start.',
  equivalents: ['review:E35', 'compose-go:container-name-replicas'],
  noFix: 'Either the number or the fixed name is meant.',

  visit: {
    service(service, report) {
      const node = service.find('deploy', 'replicas') ?? service.find('scale');
      const count = Number(shippedText(node));
      const key = service.pairOf('deploy', 'replicas')?.value ?? service.pairOf('scale')?.value;
      if (!node || !key || !(count > 1)) return;
      if (service.has('container_name')) report(key.span, `${count} instances cannot all have the name of \`container_name\`.`);
      const ports = [...service.ports, ...(service.below('ports')?.ports ?? [])];
      const fixed = ports.find(({ published }) => published !== undefined && published.first === published.last);
      if (fixed) report(key.span, `${count} instances cannot all have the port ${fixed.published?.first} of the host.`);
    },
  },

  examples: [
    {
      bad: yaml`
        services:
          api:
            image: example/api:1.0
            container_name: api
            ports: ['8000:8000']
            deploy:
              replicas: 2
                        ^ 2 instances cannot all have the name of \`container_name\`.
                        ^ 2 instances cannot all have the port 8000 of the host.
      `,
    },
    {
      title: 'The port is in the file below',
      path: 'compose.prod.yaml',
      files: { 'compose.yaml': "services:\n  api:\n    image: example/api:1.0\n    ports: ['8000:8000']\n" },
      bad: yaml`
        services:
          api:
            deploy:
              replicas: 2
                        ^ 2 instances cannot all have the port 8000 of the host.
      `,
    },
  ],

  valid: [
    {
      path: 'compose.prod.yaml',
      text: 'services:\n  api:\n    ports: !reset []\n    deploy:\n      replicas: 2\n',
      files: { 'compose.yaml': "services:\n  api:\n    image: example/api:1.0\n    ports: ['8000:8000']\n" },
    },
    "services:\n  api:\n    image: example/api:1.0\n    ports: ['8000']\n    deploy:\n      replicas: 2\n",
    "services:\n  api:\n    image: example/api:1.0\n    ports: ['8000:8000']\n",
  ],
});
