import { dockerfile, dockerfileRule } from '#core';

const LANGUAGES = /^(?:node|python|golang|ruby|php|openjdk|eclipse-temurin|rust|bun|denoland\/deno|oven\/bun)$/;

export default dockerfileRule({
  title: 'Base image named by its minor version only',
  category: 'supply-chain',
  severity: 'info',
  profile: 'strict',
  why: 'Two builds of one commit may stand on different releases. That brings fixes without work, and now and then a surprise: a choice, not a mistake.',
  equivalents: ['review:F009'],
  noFix: 'Which release is current only the registry tells.',

  visit: {
    shippedStage(stage, report, { source }) {
      const { from } = stage.root;
      const { image, reference } = from;
      if (source.role === 'development' || source.role === 'test' || source.role === 'ci') return;
      if (!image || !reference?.tagSpan || reference.digest || !reference.isTagKnown || !LANGUAGES.test(reference.familiarName ?? ''))
        return;
      const version = /^v?(\d+(?:\.\d+)*)(?=$|-)/.exec(reference.tag ?? '')?.[1];
      if (version === undefined || version.split('.').length >= 3) return;
      report(from.spanInWord(image, reference.tagSpan), `\`${reference.tag}\` stands for another release every few weeks.`);
    },
  },

  examples: [
    {
      bad: dockerfile`
        FROM python:3.12-slim
                    ^^^^^^^^^ \`3.12-slim\` stands for another release every few weeks.
      `,
    },
  ],

  valid: [
    'FROM python:3.12.8-slim\n',
    'FROM debian:12-slim\n',
    'FROM node:24@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\n',
  ],
});
