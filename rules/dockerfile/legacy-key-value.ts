import { type DockerfileNodes, dockerfile, dockerfileRule, fix, type Report, replaceOnLine } from '#core';

function check(instruction: DockerfileNodes['env'] | DockerfileNodes['label'], report: Report): void {
  const [pair] = instruction.pairs;
  if (!pair?.isLegacy || !pair.value) return;
  const { value, keySpan } = pair;
  const { file } = instruction;
  report(
    keySpan,
    `\`${instruction.keyword} ${pair.key}=…\` is the form of today.`,
    fix('safe', 'Write it with `=`', () => {
      // Quotes and escapes mean something else in the other form.
      if (/["'\\`\n]/.test(value.raw)) return undefined;
      const text = /[\s;&|<>()#]/.test(value.raw) ? `"${value.raw}"` : value.raw;
      return replaceOnLine(file, { start: keySpan.end, end: value.end }, `=${text}`);
    }),
  );
}

export default dockerfileRule({
  title: '`ENV` or `LABEL` without an equals sign',
  category: 'maintainability',
  severity: 'info',
  profile: 'strict',
  why: 'Everything behind the first blank is one value there, so that a second variable on the line is silently a part of the first. The form may go in a later version.',
  equivalents: ['buildkit:LegacyKeyValueFormat', 'docker-language-server:LegacyKeyValueFormat'],

  visit: {
    env: check,
    label: check,
  },

  examples: [
    {
      bad: dockerfile`
        FROM node:24
        ENV NODE_ENV production
            ^^^^^^^^ \`ENV NODE_ENV=…\` is the form of today.
        LABEL description My shop
              ^^^^^^^^^^^ \`LABEL description=…\` is the form of today.
      `,
      good: dockerfile`
        FROM node:24
        ENV NODE_ENV=production
        LABEL description My shop
      `,
    },
  ],

  valid: ['FROM node:24\nENV A=1 B="c d"\nLABEL a=b\n'],
});
