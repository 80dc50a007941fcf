import { composeRule, fix, removeKey, wordsOf, yaml } from '#core';

const NOTHING =
  /^(?:CMD(?:-SHELL)? )?(?:(?:\/bin\/)?(?:ba)?sh -c )?['"]?(?:exit 0|true|:|\/bin\/true|echo [\w ]*|(?:node|python3?|bun) -[ec] ['"]?(?:process\.exit\(0\)|exit\(0\)|import sys; ?sys\.exit\(0\)|0)?['"]?)['"]?;?$/;

export default composeRule({
  title: 'Health check that always passes',
  category: 'reliability',
  area: 'health',
  severity: 'high',
  profile: 'recommended',
  why: 'It says that the service is well whatever happens: nobody restarts it, and what waits for it starts too early.',
  equivalents: ['review:X11', 'review:F045'],

  visit: {
    service(service, report) {
      const pair = service.pairOf('healthcheck', 'test');
      const check = service.pairOf('healthcheck');
      if (!pair?.value || !check || !NOTHING.test(wordsOf(pair.value).trim())) return;
      report(
        pair.value.span,
        `The health check of \`${service.name}\` checks nothing.`,
        !check.merged && !check.alias && fix('unsafe', 'Remove it', () => removeKey(service.file.yaml, check)),
      );
    },
  },

  fixSafety: 'What waits for the service to be healthy needs another condition then.',

  examples: [
    {
      bad: yaml`
        services:
          web:
            image: example/web:1.0
            healthcheck:
              test: ["CMD", "node", "-e", "process.exit(0)"]
                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ The health check of \`web\` checks nothing.
            restart: always
      `,
      good: yaml`
        services:
          web:
            image: example/web:1.0
            restart: always
      `,
    },
  ],

  valid: ['services:\n  web:\n    image: example/web:1.0\n    healthcheck:\n      test: curl -f http://localhost || exit 1\n'],
});
