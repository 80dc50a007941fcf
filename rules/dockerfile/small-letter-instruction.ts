import { dockerfile, dockerfileRule, fix, replaceOnLine } from '#core';

export default dockerfileRule({
  title: 'Instruction in small letters',
  category: 'maintainability',
  severity: 'info',
  profile: 'all',
  why: 'The builder does not mind. Capitals are the custom, so that instructions stand out from what they are given.',
  equivalents: ['dockerfile-utils:CASING_INSTRUCTION'],

  visit: {
    instruction({ keyword, keywordText, keywordSpan, file, onbuild }, report) {
      if (keyword === undefined || onbuild || keywordText === keyword) return;
      report(
        keywordSpan,
        `\`${keyword}\` is usually written in capitals.`,
        fix('safe', `Change to \`${keyword}\``, () => replaceOnLine(file, keywordSpan, keyword)),
      );
    },
  },

  examples: [
    {
      bad: dockerfile`
        FROM node:24
        Run npm ci
        ^^^ \`RUN\` is usually written in capitals.
      `,
      good: dockerfile`
        FROM node:24
        RUN npm ci
      `,
    },
  ],

  valid: ['FROM node:24\nRUN npm ci\n'],
});
