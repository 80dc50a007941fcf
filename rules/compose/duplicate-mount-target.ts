import { asSeq, composeRule, yaml } from '#core';

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
      const clean = (path: string) => path.replace(/\/+$/, '') || '/';
      for (const { target, span } of service.mounts) {
        if (target === undefined || target.includes('\uE000')) continue;
        if (seen.has(clean(target))) report(span, `Something else is mounted on \`${target}\` already.`);
        seen.add(clean(target));
      }
      const node = service.get('tmpfs');
      const entries =
        node?.kind === 'scalar' ? [node] : (asSeq(node)?.items ?? []).flatMap(({ value }) => (value?.kind === 'scalar' ? [value] : []));
      for (const entry of entries) {
        const target = clean(entry.text.split(':')[0] ?? '');
        if (seen.has(target)) report(entry.span, `Something else is mounted on \`${target}\` already.`);
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
  ],

  valid: ['services:\n  db:\n    image: postgres:17\n    volumes:\n      - a:/a\n      - b:/a/b\n    tmpfs: /tmp\nvolumes:\n  a:\n  b:\n'],
});
