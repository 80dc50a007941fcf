import { covers, dockerfile, dockerfileRule, fix, replaceOnLine } from '#core';

const isLower = (text: string): boolean => text === text.toLowerCase();
const isUpper = (text: string): boolean => text === text.toUpperCase();

export default dockerfileRule({
  title: 'Instructions in different letter case',
  category: 'maintainability',
  severity: 'info',
  profile: 'all',
  why: 'The builder does not mind; people find their way by the words in capitals.',
  equivalents: [
    'buildkit:ConsistentInstructionCasing',
    'docker-language-server:ConsistentInstructionCasing',
    'dockerfile-utils:CASING_DIRECTIVE',
  ],

  visit: {
    file(file, report) {
      const written = file.instructions.filter(({ keyword }) => keyword !== undefined);
      const lower = written.filter(({ keywordText }) => isLower(keywordText)).length;
      const upper = written.filter(({ keywordText }) => isUpper(keywordText)).length;
      const wantsLower = lower > upper;
      for (const { keywordText, keywordSpan } of written) {
        const wanted = wantsLower ? keywordText.toLowerCase() : keywordText.toUpperCase();
        if (keywordText === wanted) continue;
        report(
          keywordSpan,
          `Most instructions of this file are in ${wantsLower ? 'small letters' : 'capitals'}.`,
          covers('buildkit:ConsistentInstructionCasing', 'docker-language-server:ConsistentInstructionCasing'),
          fix('safe', `Change to \`${wanted}\``, () => replaceOnLine(file, keywordSpan, wanted)),
        );
      }
    },
    directive(directive, report, { source }) {
      const written = source.text.slice(directive.nameSpan.start, directive.nameSpan.end);
      if (isLower(written)) return;
      report(
        directive.nameSpan,
        `\`${written}\` is usually written in small letters.`,
        covers('dockerfile-utils:CASING_DIRECTIVE'),
        fix('safe', `Change to \`${directive.name}\``, () => [{ file: source.path, ...directive.nameSpan, newText: directive.name }]),
      );
    },
  },

  examples: [
    {
      bad: dockerfile`
        FROM node:24 AS build
        run npm ci
        ^^^ Most instructions of this file are in capitals.
        COPY . .
      `,
      good: dockerfile`
        FROM node:24 AS build
        RUN npm ci
        COPY . .
      `,
    },
    {
      bad: dockerfile`
        # Syntax=docker/dockerfile:1
          ^^^^^^ \`Syntax\` is usually written in small letters.
        FROM node:24
      `,
    },
  ],

  valid: ['# syntax=docker/dockerfile:1\nFROM node:24 AS build\nRUN npm ci\n'],
});
