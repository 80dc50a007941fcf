import { dockerfile, dockerfileRule } from '#core';

const OFFICIAL =
  /^(?:nginx|httpd|caddy|traefik|haproxy|postgres|redis|mysql|mariadb|node|python|golang|ruby|php|openjdk|eclipse-temurin|rust|bun|denoland\/deno|oven\/bun)$/;
/** `alpine`, `stable-alpine`: what it is made of, not which release it is. */
const VARIANT_ONLY = /^(?:alpine|slim|stable|mainline|lts|current)(?:-(?:alpine|slim|perl|otel))?$/;

export default dockerfileRule({
  title: 'Base image named by a part of its version',
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
      if (!image || !reference?.tagSpan || reference.digest || !reference.isTagKnown || !OFFICIAL.test(reference.familiarName ?? ''))
        return;
      const span = from.spanInWord(image, reference.tagSpan);
      if (VARIANT_ONLY.test(reference.tag ?? '')) report(span, `\`${reference.tag}\` names no version.`);
      const version = /^v?(\d+(?:\.\d+)*)(?=$|-)/.exec(reference.tag ?? '')?.[1];
      if (version === undefined || version.split('.').length >= 3) return;
      report(span, `\`${reference.tag}\` stands for another release every few weeks.`);
    },
  },

  examples: [
    {
      bad: dockerfile`
        FROM python:3.12-slim
                    ^^^^^^^^^ \`3.12-slim\` stands for another release every few weeks.
      `,
    },
    {
      bad: dockerfile`
        FROM nginx:stable-alpine
                   ^^^^^^^^^^^^^ \`stable-alpine\` names no version.
      `,
    },
  ],

  valid: [
    'FROM python:3.12.8-slim\n',
    'FROM debian:12-slim\n',
    'FROM node:24@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\n',
  ],
});
