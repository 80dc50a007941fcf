import { dockerfile, dockerfileRule, isSideStage, servicesBuiltFrom, unnecessary } from '#core';

export default dockerfileRule({
  title: 'Stage that nothing uses',
  category: 'maintainability',
  severity: 'low',
  profile: 'strict',
  why: 'The builder leaves it out. What was meant to come from it is missing, or comes from another stage.',
  equivalents: ['review:E06'],
  noFix: 'Whether it is to be used or to go, no file tells.',

  visit: {
    stage(stage, report, { source, project }) {
      const { file } = stage;
      if (
        file.stages.length < 2 ||
        stage === file.finalStage ||
        stage === file.shippedStage ||
        isSideStage(stage) ||
        source.role !== 'unknown'
      )
        return;
      // A bake file, or whoever writes results to disk, builds stages by name.
      if (file.stages.length > 8 || file.stages.some((other) => other.isScratch)) return;
      const isUsed = file.stages.some((other) => other !== stage && other.needs.includes(stage));
      // A file with several programs has a stage for each: they start something, and are built by name.
      if (isUsed || stage.last('CMD') || stage.last('ENTRYPOINT')) return;
      if (servicesBuiltFrom(file, project).some(({ build }) => build?.target === stage.name)) return;
      report(stage.from.alias ?? stage.from.keywordSpan, `Nothing uses the stage \`${stage.title}\`.`, unnecessary);
    },
  },

  examples: [
    {
      bad: dockerfile`
        FROM node:24 AS deps
                        ^^^^ Nothing uses the stage \`deps\`.
        RUN npm ci --omit=dev
        FROM node:24 AS builder
        RUN npm ci && npm run build
        FROM node:24-slim
        COPY --from=builder /app/node_modules ./node_modules
        CMD ["node", "server.js"]
      `,
    },
  ],

  valid: [
    'FROM node:24 AS deps\nFROM node:24-slim\nCOPY --from=deps /a /a\n',
    'FROM node:24 AS deps\nFROM deps AS run\nCMD ["a"]\n',
    'FROM node:24 AS api\nCMD ["a"]\nFROM node:24 AS web\nCMD ["b"]\n',
  ],
});
