import { asSeq, composeRule, fix, related, servicePairs, yaml } from '#core';

const ADDED = ['ports', 'volumes', 'expose', 'dns', 'env_file', 'devices', 'tmpfs', 'cap_add', 'cap_drop', 'security_opt'] as const;

export default composeRule({
  title: 'Empty list that takes nothing away',
  category: 'correctness',
  severity: 'high',
  profile: 'recommended',
  why: 'Compose adds the lists of files that it merges. An empty one adds nothing: ports stay published, sources stay mounted.',
  equivalents: ['review:X05', 'review:E10'],

  visit: {
    service(service, report) {
      const { under } = service.file.layers;
      for (const key of ADDED) {
        const pair = service.map?.pair(key);
        const list = asSeq(pair?.value);
        if (!pair || !list || list.items.length > 0 || list.tag || pair.merged || pair.alias) continue;
        const below = under
          .flatMap((one) => servicePairs(one, service.name).map((other) => ({ one, other })))
          .find(({ other }) => (other.value?.kind === 'map' ? (asSeq(other.value.get(key))?.items.length ?? 0) : 0) > 0);
        const base = below?.other.value?.kind === 'map' ? below.other.value.pair(key) : undefined;
        if (!below || !base) continue;
        report(
          list.span,
          `This takes nothing away: the \`${key}\` of the file below stay.`,
          related(below.one.source.path, base.key.span, 'These stay.'),
          fix('unsafe', 'Take them away with `!reset`', () =>
            // JSON has no tags.
            service.map?.flow ? undefined : [{ file: service.file.path, start: list.span.start, end: list.span.start, newText: '!reset ' }],
          ),
        );
      }
    },
  },

  fixSafety: 'The service loses what it had until now, as was meant.',

  examples: [
    {
      path: 'docker-compose.prod.yml',
      files: { 'docker-compose.yml': "services:\n  db:\n    image: postgres:17\n    ports: ['5432:5432']\n" },
      bad: yaml`
        services:
          db:
            ports: []
                   ^^ This takes nothing away: the \`ports\` of the file below stay.
      `,
      good: yaml`
        services:
          db:
            ports: !reset []
      `,
    },
  ],

  valid: [
    {
      path: 'docker-compose.prod.yml',
      text: 'services:\n  db:\n    ports: !reset []\n',
      files: { 'docker-compose.yml': "services:\n  db:\n    image: postgres:17\n    ports: ['5432:5432']\n" },
    },
    'services:\n  db:\n    image: postgres:17\n    ports: []\n',
  ],
});
