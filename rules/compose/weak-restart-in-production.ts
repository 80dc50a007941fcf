import { composeRule, fix, replaceValue, shippedText, yaml } from '#core';

export default composeRule({
  title: 'Restart policy that gives up in production',
  category: 'reliability',
  severity: 'info',
  profile: 'strict',
  why: 'After a reboot of the host, or after some failures in a row, the service stays down until somebody notices.',
  equivalents: ['review:F040'],

  visit: {
    service(service, report, { source }) {
      if (source.role !== 'production' || service.isOneShot) return;
      const pair = service.pairOf('restart');
      const policy = shippedText(pair?.value);
      if (!pair?.value || policy === undefined || !/^(?:no|on-failure(?::\d+)?)$/.test(policy)) return;
      report(
        pair.value.span,
        `\`${policy}\` does not bring \`${service.name}\` back after a reboot.`,
        fix('unsafe', 'Restart it always', () => replaceValue(service.file.yaml, pair, 'always')),
      );
    },
  },

  fixSafety: 'A service that is meant to end is started again and again.',

  examples: [
    {
      path: 'docker-compose.prod.yml',
      bad: yaml`
        services:
          api:
            image: example/api:1.0
            restart: on-failure
                     ^^^^^^^^^^ \`on-failure\` does not bring \`api\` back after a reboot.
            ports: ['80:80']
      `,
      good: yaml`
        services:
          api:
            image: example/api:1.0
            restart: always
            ports: ['80:80']
      `,
    },
  ],

  valid: [
    { path: 'docker-compose.prod.yml', text: 'services:\n  api:\n    image: example/api:1.0\n    restart: unless-stopped\n' },
    "services:\n  api:\n    image: example/api:1.0\n    restart: on-failure\n    ports: ['80:80']\n",
  ],
});
