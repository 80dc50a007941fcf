import { dockerfile, dockerfileRule, endsOfLife, severity } from '#core';

export default dockerfileRule({
  title: 'Base image that is no longer mended',
  category: 'supply-chain',
  severity: 'medium',
  profile: 'recommended',
  why: 'What is found in it from now on stays in every image that stands on it, and nobody makes a fix.',
  equivalents: ['review:X08'],
  noFix: 'The next release may behave differently: the program has to be tried with it.',

  visit: {
    from(from, report, { source, today }) {
      const { image, reference, stage } = from;
      if (!image || !reference?.tagSpan || !reference.isTagKnown || stage?.parent || reference.tag === undefined) return;
      const past = endsOfLife(reference.familiarName ?? '', reference.tag).find(({ date }) => date < today);
      if (!past) return;
      const isShipped = stage?.file.isShipped(stage) && source.role !== 'development' && source.role !== 'test';
      report(
        from.spanInWord(image, reference.tagSpan),
        `\`${past.product}\` ${past.release} has not been mended since ${past.date}.`,
        !isShipped && severity('low'),
      );
    },
  },

  examples: [
    {
      bad: dockerfile`
        FROM node:18-alpine
                  ^^^^^^^^^ \`node\` 18 has not been mended since 2025-04-30.
      `,
    },
    {
      title: 'The distribution below',
      bad: dockerfile`
        FROM python:3.12-slim-buster
                    ^^^^^^^^^^^^^^^^ \`debian\` buster has not been mended since 2024-06-30.
      `,
    },
    {
      title: 'An image that is called otherwise than what is in it',
      bad: dockerfile`
        FROM mcr.microsoft.com/dotnet/aspnet:8.0
                                             ^^^ \`.NET\` 8.0 has not been mended since 2026-11-10.
      `,
    },
  ],

  valid: [
    'FROM node:24-alpine\n',
    'FROM mcr.microsoft.com/dotnet/sdk:10.0\n',
    'FROM mcr.microsoft.com/openjdk/jdk:17-ubuntu\n',
    'FROM node:lts\n',
    'FROM example/node:10\n',
    'ARG NODE\nFROM node:$NODE\n',
  ],
});
