import { asSeq, composeRule, type Service, severity, yaml } from '#core';

const KEEPS = new Set(['database', 'search', 'broker']);

function isTmpfs(service: Service, path: string): boolean {
  const node = service.find('tmpfs');
  const texts =
    node?.kind === 'scalar'
      ? [node.text]
      : (asSeq(node)?.items ?? []).flatMap(({ value }) => (value?.kind === 'scalar' ? [value.text] : []));
  return texts.some((text) => path.startsWith(text.split(':')[0] ?? ''));
}

export default composeRule({
  title: 'Database whose data goes with its container',
  category: 'data',
  severity: 'high',
  profile: 'recommended',
  why: 'Everything is lost when the container is made anew: by an update of its image, by `docker compose down`, by moving to another host.',
  equivalents: ['review:F052'],
  noFix: 'What is in the container now has to be moved into the volume.',

  visit: {
    service(service, report, { source }) {
      // Told where the image is written, be it under a file for production.
      const kind = service.image ? service.imageKind : undefined;
      if (!kind || kind.dataPaths.length === 0 || !(KEEPS.has(kind.category) || kind.category === 'cache')) return;
      if (source.role === 'test' || source.role === 'ci' || source.role === 'development' || service.isOneShot) return;
      if (service.presence('volumes_from') !== 'no' || service.presence('volumes') === 'unknown') return;
      const covers = service.mounts.some(
        ({ target }) =>
          target === undefined ||
          kind.dataPaths.some((path) => path === target || path.startsWith(`${target}/`) || target.startsWith(`${path}/`)),
      );
      // Written in another file of the set.
      if (covers || (!service.get('volumes') && !service.lacks('volumes')) || kind.dataPaths.some((path) => isTmpfs(service, path))) return;
      report(
        service.key.span,
        `The data of \`${service.name}\` is in no volume.`,
        kind.category === 'cache' ? severity('info') : service.purpose === 'development' && severity('low'),
      );
    },
  },

  examples: [
    {
      bad: yaml`
        services:
          db:
          ^^ The data of \`db\` is in no volume.
            image: postgres:17
            restart: always
      `,
    },
  ],

  valid: [
    'services:\n  db:\n    image: postgres:17\n    volumes:\n      - data:/var/lib/postgresql/data\nvolumes:\n  data:\n',
    { path: 'docker-compose.test.yml', text: 'services:\n  db:\n    image: postgres:17\n' },
    'services:\n  db:\n    image: postgres:17\n    tmpfs: /var/lib/postgresql/data\n',
  ],
});
