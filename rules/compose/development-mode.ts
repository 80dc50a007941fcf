import { composeRule, severity, yaml } from '#core';

const MODE = /^(?:NODE_ENV|APP_ENV|ENVIRONMENT|FLASK_ENV|RAILS_ENV|DJANGO_ENV|ASPNETCORE_ENVIRONMENT|SPRING_PROFILES_ACTIVE)$/;
const SWITCH = /^(?:DEBUG|FLASK_DEBUG|DJANGO_DEBUG|APP_DEBUG)$/;

export default composeRule({
  title: 'Development mode in a file for everybody',
  category: 'security',
  severity: 'low',
  profile: 'strict',
  why: 'In this mode frameworks show stack traces and settings to everybody who causes an error.',
  equivalents: ['review:F057'],
  noFix: 'The value belongs into a Compose file for development.',

  visit: {
    environmentEntry(entry, report, { source }) {
      if (source.role !== 'unknown' && source.role !== 'production') return;
      const value = entry.shipped ?? '';
      const isOn = MODE.test(entry.name) ? /^dev/i.test(value) : SWITCH.test(entry.name) && /^(?:true|1|yes|on)$/i.test(value);
      if (!isOn || !entry.valueSpan) return;
      report(entry.valueSpan, `\`${entry.service.name}\` runs in development mode.`, source.role === 'production' && severity('medium'));
    },
  },

  examples: [
    {
      path: 'docker-compose.yml',
      bad: yaml`
        services:
          api:
            build: api
            environment:
              - ENVIRONMENT=development
                            ^^^^^^^^^^^ \`api\` runs in development mode.
      `,
    },
  ],

  valid: [
    { path: 'docker-compose.dev.yml', text: 'services:\n  api:\n    build: api\n    environment:\n      DEBUG: "true"\n' },
    'services:\n  api:\n    build: api\n    environment:\n      NODE_ENV: ${NODE_ENV}\n',
  ],
});
