import { dockerfile, dockerfileRule } from '#core';

const TESTS = /^(?:tests?|testing|unit[-_]?tests?|e2e|lint|ci)$/;

export default dockerfileRule({
  title: 'Stage for tests at the end of the file',
  category: 'reliability',
  area: 'containers',
  severity: 'high',
  profile: 'recommended',
  why: 'A build that names no target takes the last stage. Whoever forgets the target deploys the tests instead of the application.',
  equivalents: ['review:X01'],
  noFix: 'The stages have to change places, with the comments that belong to them.',

  visit: {
    finalStage(stage, report, { source }) {
      const { file } = stage;
      const shipped = file.shippedStage;
      if (source.role === 'test' || source.role === 'ci' || !TESTS.test(stage.name ?? '') || !shipped || shipped === stage) return;
      report(
        stage.from.alias ?? stage.from.keywordSpan,
        `A build without a target ships \`${stage.title}\` instead of \`${shipped.title}\`.`,
      );
    },
  },

  examples: [
    {
      bad: dockerfile`
        FROM node:24-slim AS production
        CMD ["node", "server.js"]
        FROM node:24 AS test
                        ^^^^ A build without a target ships \`test\` instead of \`production\`.
        CMD ["npm", "test"]
      `,
    },
  ],

  valid: [
    'FROM node:24 AS test\nCMD ["npm", "test"]\nFROM node:24-slim AS production\nCMD ["node", "server.js"]\n',
    'FROM node:24 AS test\nCMD ["npm", "test"]\n',
  ],
});
