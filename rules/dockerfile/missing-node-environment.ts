import { baseImageOf, dockerfile, dockerfileRule, fix, insertBeforeStart, servicesBuiltFrom } from '#core';

export default dockerfileRule({
  title: 'Node.js runs in development mode',
  category: 'performance',
  severity: 'low',
  profile: 'strict',
  why: 'Frameworks look at `NODE_ENV`: without `production` they are slower, keep nothing, and show errors with their stack to everybody.',
  equivalents: ['review:F019'],

  visit: {
    shippedStage(stage, report, { source, project }) {
      if (source.role === 'development' || source.role === 'test' || source.role === 'ci') return;
      const start = stage.entrypoint ?? stage.cmd;
      if (baseImageOf(stage)?.runtime !== 'node' || !start) return;
      const isSet = (name: string) => name === 'NODE_ENV';
      if (stage.allInherited('ENV').some((env) => env.pairs.some(({ key }) => isSet(key))) || start.head.text.includes('NODE_ENV')) return;
      if (
        servicesBuiltFrom(stage.file, project).some(
          (service) => service.environment.some(({ name }) => isSet(name)) || service.has('env_file'),
        )
      )
        return;
      report(
        stage.from.keywordSpan,
        '`NODE_ENV` is not set.',
        fix('unsafe', 'Set it to `production`', () => insertBeforeStart(stage, ['ENV NODE_ENV=production'])),
      );
    },
  },

  fixSafety: 'Packages that are only installed for development are not looked for any more by some frameworks.',

  examples: [
    {
      bad: dockerfile`
        FROM node:24-slim
        ^^^^ \`NODE_ENV\` is not set.
        CMD ["node", "server.js"]
      `,
      good: dockerfile`
        FROM node:24-slim
        ENV NODE_ENV=production
        CMD ["node", "server.js"]
      `,
    },
  ],

  valid: [
    'FROM node:24-slim\nENV NODE_ENV=production\nCMD ["node", "server.js"]\n',
    {
      text: 'FROM node:24-slim\nCMD ["node", "server.js"]\n',
      files: { 'compose.yaml': 'services:\n  api:\n    build: .\n    environment:\n      NODE_ENV: production\n' },
    },
  ],
});
