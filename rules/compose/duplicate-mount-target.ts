import { asSeq, composeRule, type Service, type YamlScalar, yaml } from '#core';

const clean = (path: string): string => path.replace(/\/+$/, '') || '/';

/** Entries of `tmpfs`: `/run`, `/run:size=64m`. */
function temporaryFolders(service: Service | undefined): YamlScalar[] {
  const node = service?.get('tmpfs');
  if (node?.kind === 'scalar') return [node];
  return (asSeq(node)?.items ?? []).flatMap(({ value }) => (value?.kind === 'scalar' ? [value] : []));
}

export default composeRule({
  title: 'Two mounts on one path',
  category: 'correctness',
  severity: 'high',
  profile: 'recommended',
  why: 'Docker refuses to start the container.',
  equivalents: ['review:E34'],
  noFix: 'Which of the two is meant, no file tells.',

  visit: {
    service(service, report) {
      const seen = new Set<string>();
      for (const { target, span } of service.mounts) {
        if (target === undefined || target.includes('\uE000')) continue;
        if (seen.has(clean(target))) report(span, `Something else is mounted on \`${target}\` already.`);
        seen.add(clean(target));
      }
      // Of two volumes on one path the upper file's holds; `tmpfs` is another list.
      for (const { target } of service.below('volumes')?.mounts ?? []) if (target !== undefined) seen.add(clean(target));
      for (const entry of temporaryFolders(service)) {
        const target = clean(entry.text.split(':')[0] ?? '');
        if (seen.has(target)) report(entry.span, `Something else is mounted on \`${target}\` already.`);
      }
      const temporaryBelow = new Set(temporaryFolders(service.below('tmpfs')).map(({ text }) => clean(text.split(':')[0] ?? '')));
      for (const { target, span } of service.mounts) {
        if (target !== undefined && temporaryBelow.has(clean(target))) report(span, `Something else is mounted on \`${target}\` already.`);
      }
    },
  },

  examples: [
    {
      bad: yaml`
        services:
          db:
            image: postgres:17
            volumes:
              - data:/var/lib/postgresql/data
            tmpfs:
              - /var/lib/postgresql/data
                ^^^^^^^^^^^^^^^^^^^^^^^^ Something else is mounted on \`/var/lib/postgresql/data\` already.
        volumes:
          data:
      `,
    },
    {
      title: 'A volume in the file below',
      path: 'compose.ci.yaml',
      files: {
        'compose.yaml':
          'services:\n  db:\n    image: postgres:17\n    volumes:\n      - data:/var/lib/postgresql/data\nvolumes:\n  data:\n',
      },
      bad: yaml`
        services:
          db:
            tmpfs:
              - /var/lib/postgresql/data
                ^^^^^^^^^^^^^^^^^^^^^^^^ Something else is mounted on \`/var/lib/postgresql/data\` already.
      `,
    },
  ],

  valid: ['services:\n  db:\n    image: postgres:17\n    volumes:\n      - a:/a\n      - b:/a/b\n    tmpfs: /tmp\nvolumes:\n  a:\n  b:\n'],
});
