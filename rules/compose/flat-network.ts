import { asSeq, composeRule, type Service, yaml } from '#core';

const STORES = new Set(['database', 'cache', 'broker', 'search']);

/** Names of the networks that a service joins; `default` where none is written. */
function networksOf(service: Service): readonly string[] | undefined {
  if (service.has('network_mode')) return undefined;
  const node = service.find('networks');
  if (!node) return ['default'];
  if (node.kind === 'map') return node.pairs.map(({ name }) => name);
  return (asSeq(node)?.items ?? []).flatMap(({ value }) => (value?.kind === 'scalar' ? [value.text] : []));
}

export default composeRule({
  title: 'All services in one network',
  category: 'security',
  severity: 'low',
  profile: 'strict',
  why: 'Whoever gets into the service that everybody can reach can talk to the database at once. Networks of their own keep the two apart.',
  equivalents: ['review:F044'],
  noFix: 'Which services have to reach each other is known to those who wrote them.',

  visit: {
    file(file, report, { source }) {
      if (source.role !== 'unknown' && source.role !== 'production') return;
      const networks = file.services.map(networksOf);
      const [first] = networks;
      const isOne = networks.every((names) => names?.length === 1 && names[0] === first?.[0]);
      const stores = file.services.filter(({ imageKind }) => STORES.has(imageKind?.category ?? ''));
      const web = file.services.find(
        (service) =>
          (service.build !== undefined || service.imageKind?.category === 'web') &&
          service.ports.length > 0 &&
          /web|front|ui|nginx|proxy|client/.test(service.name),
      );
      const key = file.topLevel('networks')?.key ?? file.topLevel('services')?.key;
      if (!isOne || file.services.length < 3 || !web || stores.length === 0 || !key || file.layers.under.length > 0) return;
      report(
        key.span,
        `\`${web.name}\` can reach ${stores.map(({ name }) => `\`${name}\``).join(' and ')}: all services are in one network.`,
      );
    },
  },

  examples: [
    {
      bad: yaml`
        services:
        ^^^^^^^^ \`web\` can reach \`db\`: all services are in one network.
          web:
            build: web
            ports: ['80:80']
          api:
            build: api
          db:
            image: postgres:17
      `,
    },
  ],

  valid: [
    yaml`
      services:
        web:
          build: web
          ports: ['80:80']
          networks: [front]
        api:
          build: api
          networks: [front, back]
        db:
          image: postgres:17
          networks: [back]
      networks:
        front:
        back:
    `,
  ],
});
