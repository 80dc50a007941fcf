import { booleanOf, composeRule, isHeldToProduction, listServices, severity, yaml } from '#core';

/** Where nginx writes, whatever it serves. */
const NGINX_WRITES = ['/var/cache/nginx', '/var/run'];

export default composeRule({
  title: 'Root file system that can be written',
  category: 'security',
  severity: 'low',
  profile: 'strict',
  why: 'Who gets into a container can put programs into it and change those that are there. Few programs have to write anywhere but into their volumes.',
  equivalents: ['review:F049'],
  noFix: 'Which folders a program writes to has to be found out by trying.',

  visit: {
    file(file, report, context) {
      const judged = file.services.filter(
        (service) => isHeldToProduction(service, context) && !service.isOneShot && !service.isJudgedElsewhere,
      );
      const open = judged.filter((service) => service.lacks('read_only'));
      const key = file.topLevel('services')?.key;
      if (key && open.length > 0 && open.length === judged.length)
        report(
          key.span,
          `${open.length === 1 ? 'The' : 'No'} root file system of ${open.length === 1 ? listServices(open) : 'a service'} is ${open.length === 1 ? 'writable' : 'read-only'}.`,
        );
      else for (const service of open) report(service.key.span, `The root file system of \`${service.name}\` is writable.`);
      for (const service of judged) {
        const isReadOnly = booleanOf(service.find('read_only')) === true;
        if (!isReadOnly || service.imageKind?.id !== 'nginx') continue;
        const writable = [...service.mounts.map(({ target }) => target ?? ''), ...tmpfs(service.find('tmpfs'))];
        const missing = NGINX_WRITES.filter(
          (path) => !writable.some((one) => path === one || path.startsWith(`${one}/`) || (path === '/var/run' && one === '/run')),
        );
        if (missing.length > 0)
          report(service.key.span, `nginx has to write to ${missing.map((path) => `\`${path}\``).join(' and ')}.`, severity('medium'));
      }
    },
  },

  examples: [
    {
      bad: yaml`
        services:
          api:
            image: example/api:1.0
            read_only: true
          worker:
          ^^^^^^ The root file system of \`worker\` is writable.
            image: example/worker:1.0
      `,
    },
    {
      bad: yaml`
        services:
          web:
          ^^^ nginx has to write to \`/var/cache/nginx\`.
            image: nginx:1.29
            read_only: true
            tmpfs: [/tmp, /run]
      `,
    },
  ],

  valid: ['services:\n  web:\n    image: nginx:1.29\n    read_only: true\n    tmpfs: [/tmp, /var/cache/nginx, /var/run]\n'],
});

function tmpfs(node: ReturnType<Parameters<NonNullable<Parameters<typeof composeRule>[0]['visit']['service']>>[0]['find']>): string[] {
  const texts = node?.kind === 'seq' ? node.items.map(({ value }) => value) : [node];
  return texts.flatMap((one) => (one?.kind === 'scalar' ? [one.text.split(':')[0] ?? ''] : []));
}
