import { dockerfile, dockerfileRule, fix, insertInWord, placeholder, severity } from '#core';

export default dockerfileRule({
  title: 'Base image without a tag',
  category: 'supply-chain',
  severity: 'medium',
  profile: 'recommended',
  why: 'Without a tag Docker takes `latest`: the next build may bring another major version, and no one can tell which one an old image was built from.',
  equivalents: ['hadolint:DL3006', 'trivy:DS-0001', 'checkov:CKV_DOCKER_7', 'kics:9efb0b2d'],

  visit: {
    from(from, report, { source }) {
      const { image, reference, stage } = from;
      if (!image || !reference || stage?.parent || reference.digest || reference.tag !== undefined || !reference.isTagKnown) return;
      // A stage of this name in another case, or further down, is a mistake of another kind.
      if (reference.text === 'scratch' || from.expandedImage === 'scratch' || from.file.stageNamed(image.value)) return;
      if (reference.familiarName === undefined && !image.isDynamic) return;
      const at = reference.nameSpan.end;
      report(
        image,
        `\`${from.expandedImage ?? image.value}\` has no tag, so each build takes what is newest.`,
        (image.isDynamic || source.role === 'development' || source.role === 'test') && severity('low'),
        !image.isDynamic && fix('placeholder', 'Add a tag', () => insertInWord(from, image, at, `:${placeholder('tag')}`)),
      );
    },
  },

  fixSafety: 'Put in the tag that the image is built from today.',

  examples: [
    {
      bad: dockerfile`
        FROM --platform=$BUILDPLATFORM registry.example.com:5000/node AS build
                                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ \`registry.example.com:5000/node\` has no tag, so each build takes what is newest.
      `,
      good: dockerfile`
        FROM --platform=$BUILDPLATFORM registry.example.com:5000/node:tag AS build
      `,
    },
    {
      title: 'The default of an ARG',
      bad: dockerfile`
        ARG BASE=node
        FROM $BASE
             ^^^^^ \`node\` has no tag, so each build takes what is newest.
      `,
    },
  ],

  valid: [
    'FROM node:24\n',
    'FROM node@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\n',
    'FROM scratch\n',
    'FROM node:24 AS build\nFROM build\n',
    { title: 'Not known', text: 'ARG IMAGE\nFROM $IMAGE\n' },
    { title: 'A variable may hold name and tag', text: 'FROM registry.example.com/$APP\n' },
  ],
});
