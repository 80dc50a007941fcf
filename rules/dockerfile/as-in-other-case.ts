import { dockerfile, dockerfileRule, fix, replaceOnLine } from '#core';

const isLower = (text: string): boolean => text === text.toLowerCase();
const isUpper = (text: string): boolean => text === text.toUpperCase();

export default dockerfileRule({
  title: '`FROM` and `AS` in different letter case',
  category: 'maintainability',
  severity: 'info',
  profile: 'all',
  why: 'The builder does not mind; people find their way by the words in capitals.',
  equivalents: ['buildkit:FromAsCasing', 'docker-language-server:FromAsCasing'],

  visit: {
    from(from, report) {
      const { asWord, keywordText, file } = from;
      if (asWord?.value.toLowerCase() !== 'as') return;
      const wanted = isLower(keywordText) ? 'as' : isUpper(keywordText) ? 'AS' : asWord.value;
      if (asWord.value === wanted) return;
      report(
        asWord,
        `\`${keywordText}\` and \`${asWord.value}\` are in different letter case.`,
        fix('safe', `Change to \`${wanted}\``, () => replaceOnLine(file, asWord, wanted)),
      );
    },
  },

  examples: [
    {
      bad: dockerfile`
        FROM node:24 as build
                     ^^ \`FROM\` and \`as\` are in different letter case.
      `,
      good: dockerfile`
        FROM node:24 AS build
      `,
    },
  ],

  valid: ['FROM node:24 AS build\nfrom node:24 as web\n'],
});
