import { booleanOf, composeRule, fix, removeKey, yaml } from '#core';

export default composeRule({
  title: 'Privileged service',
  category: 'security',
  severity: 'high',
  profile: 'recommended',
  why: 'A privileged container has all capabilities and all devices of the host: whoever breaks into it is root on the host.',
  equivalents: ['compose-lint:CL-0002', 'kics:ae5b6871'],

  visit: {
    service(service, report) {
      const pair = service.pairOf('privileged');
      if (!pair?.value || booleanOf(pair.value) !== true) return;
      report(
        pair.key.span,
        'A privileged container has full control over the host.',
        fix('unsafe', 'Remove `privileged`', () => removeKey(service.file.yaml, pair)),
      );
    },
  },

  fixSafety: 'The service may need a capability or a device; give it that one with `cap_add` or `devices`.',

  examples: [
    {
      bad: yaml`
        services:
          agent:
            image: example/agent:2.4
            privileged: true
            ^^^^^^^^^^ A privileged container has full control over the host.
            restart: unless-stopped
      `,
      good: yaml`
        services:
          agent:
            image: example/agent:2.4
            restart: unless-stopped
      `,
    },
    {
      title: 'What ships by default counts, in any spelling',
      bad: yaml`
        services:
          agent:
            image: example/agent:2.4
            privileged: "\${PRIVILEGED:-yes}"
            ^^^^^^^^^^
      `,
    },
  ],

  valid: [
    yaml`
      services:
        agent:
          image: example/agent:2.4
          privileged: false
    `,
    yaml`
      services:
        agent:
          image: example/agent:2.4
          privileged: \${PRIVILEGED}
    `,
  ],
});
