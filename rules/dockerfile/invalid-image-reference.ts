import { covers, dockerfile, dockerfileRule } from '#core';

/** https://github.com/distribution/reference, read 2026-11: tags, digests and path components. */
const TAG = /^\w[\w.-]{0,127}$/;
const DIGEST = /^[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}$/;
const SHA256 = /^sha256:[0-9a-f]{64}$/;

function problemOf(text: string): string | undefined {
  const at = text.indexOf('@');
  const digest = at < 0 ? undefined : text.slice(at + 1);
  const rest = at < 0 ? text : text.slice(0, at);
  const colon = rest.indexOf(':', rest.lastIndexOf('/') + 1);
  const tag = colon < 0 ? undefined : rest.slice(colon + 1);
  if (tag === '') return 'The tag behind the colon is missing.';
  if (tag !== undefined && !TAG.test(tag)) return `\`${tag}\` is no tag.`;
  if (digest === '') return 'The digest behind `@` is missing.';
  if (digest === undefined) return undefined;
  if (!DIGEST.test(digest) || (digest.startsWith('sha256:') && !SHA256.test(digest)))
    return 'This is no digest: `sha256:` and 64 digits are.';
  return undefined;
}

export default dockerfileRule({
  title: 'Image that cannot be named so',
  category: 'correctness',
  severity: 'high',
  profile: 'recommended',
  why: 'The builder refuses a name whose tag or digest cannot be one.',
  equivalents: [
    'dockerfile-utils:INVALID_REFERENCE_FORMAT',
    'buildkit:InvalidDefaultArgInFrom',
    'dockerfile-utils:FLAG_INVALID_FROM_VALUE',
  ],
  noFix: 'Which image is meant, no file tells.',

  visit: {
    from(from, report) {
      const { image } = from;
      const text = from.expandedImage;
      if (!image || text === undefined || text === '' || from.stage?.parent) return;
      const problem = problemOf(text);
      if (problem) report(image, problem, covers('dockerfile-utils:INVALID_REFERENCE_FORMAT', 'buildkit:InvalidDefaultArgInFrom'));
    },
    copy(copy, report) {
      const source = copy.fromTarget;
      if (source?.kind === 'image' && !/^\w/.test(source.word.value))
        report(
          copy.from ?? source.word,
          '`--from` names neither a stage nor an image.',
          covers('dockerfile-utils:FLAG_INVALID_FROM_VALUE'),
        );
    },
  },

  examples: [
    {
      bad: dockerfile`
        FROM alpine:
             ^^^^^^^ The tag behind the colon is missing.
        FROM node:24^
             ^^^^^^^^ \`24^\` is no tag.
        FROM example.com/app@sha25:x
             ^^^^^^^^^^^^^^^^^^^^^^^ This is no digest: \`sha256:\` and 64 digits are.
      `,
    },
  ],

  valid: ['FROM localhost:5000/app:1.0_x-y\n', `FROM alpine:3.23@sha256:${'0123456789abcdef'.repeat(4)}\n`, 'ARG TAG\nFROM alpine:$TAG\n'],
});
