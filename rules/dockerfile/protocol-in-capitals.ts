import { dockerfile, dockerfileRule, fix, replaceArgument } from '#core';

export default dockerfileRule({
  title: 'Protocol in capitals',
  category: 'maintainability',
  severity: 'info',
  profile: 'all',
  why: 'The builder makes small letters of it and warns.',
  equivalents: ['buildkit:ExposeProtoCasing', 'docker-language-server:ExposeProtoCasing'],

  visit: {
    expose(expose, report) {
      for (const word of expose.words) {
        const protocol = /\/([A-Za-z]+)$/.exec(word.value)?.[1];
        if (protocol === undefined || protocol === protocol.toLowerCase()) continue;
        const lower = word.raw.replace(/\/[A-Za-z]+(?="?$)/, (found) => found.toLowerCase());
        report(
          word,
          `\`${protocol}\` is usually written in small letters.`,
          fix('safe', `Change to \`${protocol.toLowerCase()}\``, () => replaceArgument(expose, word, lower)),
        );
      }
    },
  },

  examples: [
    {
      bad: dockerfile`
        FROM node:24
        EXPOSE 80/TCP 53/udp
               ^^^^^^ \`TCP\` is usually written in small letters.
      `,
      good: dockerfile`
        FROM node:24
        EXPOSE 80/tcp 53/udp
      `,
    },
  ],

  valid: ['FROM node:24\nEXPOSE 80/tcp 53\n'],
});
