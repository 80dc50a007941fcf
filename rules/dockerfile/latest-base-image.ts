import { dockerfile, dockerfileRule, fix, placeholder, replaceInWord, severity } from '#core';

export default dockerfileRule({
  title: 'Base image with the tag `latest`',
  category: 'supply-chain',
  severity: 'medium',
  profile: 'recommended',
  why: 'What `latest` names changes without notice: the next build may bring another major version, and no one can tell which one an old image was built from.',
  equivalents: ['hadolint:DL3007', 'trivy:DS-0001', 'checkov:CKV_DOCKER_7', 'kics:f45ea400', 'dockle:DKL-DI-0006'],

  visit: {
    from(from, report, { source }) {
      const { image, reference, stage } = from;
      if (!image || !reference?.tagSpan || stage?.parent || reference.digest || reference.tag !== 'latest') return;
      const { tagSpan } = reference;
      const isWritten = image.raw.slice(tagSpan.start, tagSpan.end) === 'latest';
      report(
        isWritten ? from.spanInWord(image, tagSpan) : image,
        `\`${from.expandedImage ?? image.value}\` becomes another image with every release.`,
        (!isWritten || source.role === 'development' || source.role === 'test') && severity('low'),
        isWritten && fix('placeholder', 'Choose a version', () => replaceInWord(from, image, tagSpan, placeholder('tag'))),
      );
    },
  },

  fixSafety: 'Put in the tag that the image is built from today.',

  examples: [
    {
      bad: dockerfile`
        FROM node:latest AS build
                  ^^^^^^ \`node:latest\` becomes another image with every release.
      `,
      good: dockerfile`
        FROM node:tag AS build
      `,
    },
    {
      title: 'The default of an ARG',
      bad: dockerfile`
        ARG TAG=latest
        FROM node:$TAG
             ^^^^^^^^^ \`node:latest\` becomes another image with every release.
      `,
    },
  ],

  valid: [
    'FROM node:24\n',
    'FROM node:latest@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\n',
    { title: 'Given on the command line', text: 'ARG TAG\nFROM node:$TAG\n' },
  ],
});
