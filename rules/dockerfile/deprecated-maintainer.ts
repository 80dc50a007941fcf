import { dockerfile, dockerfileRule, fix, replaceOnLine } from '#core';

export default dockerfileRule({
  title: '`MAINTAINER` is deprecated',
  category: 'maintainability',
  severity: 'low',
  profile: 'recommended',
  why: 'It has been deprecated since 2017: a label says the same, and tools read it.',
  equivalents: [
    'hadolint:DL4000',
    'buildkit:MaintainerDeprecated',
    'trivy:DS-0022',
    'checkov:CKV_DOCKER_6',
    'kics:99614418',
    'dockerfile-utils:DEPRECATED_MAINTAINER',
    'docker-language-server:MaintainerDeprecated',
  ],

  visit: {
    maintainer(maintainer, report) {
      report(
        maintainer.keywordSpan,
        'A label has taken the place of `MAINTAINER`.',
        fix('safe', 'Make it a label', () => {
          const { operandSpan, keywordSpan, operandText, file } = maintainer;
          if (!operandSpan || maintainer.onbuild || /[\n$\\]/.test(operandText)) return undefined;
          const isQuoted = /^"[^"]*"$/.test(operandText);
          const text = isQuoted ? operandText : JSON.stringify(operandText.replace(/^'([^']*)'$/, '$1'));
          return replaceOnLine(file, { start: keywordSpan.start, end: operandSpan.end }, `LABEL org.opencontainers.image.authors=${text}`);
        }),
      );
    },
  },

  examples: [
    {
      bad: dockerfile`
        FROM debian:13
        MAINTAINER Ada Lovelace <ada@example.com>
        ^^^^^^^^^^ A label has taken the place of \`MAINTAINER\`.
      `,
      good: dockerfile`
        FROM debian:13
        LABEL org.opencontainers.image.authors="Ada Lovelace <ada@example.com>"
      `,
    },
  ],

  valid: ['FROM debian:13\nLABEL maintainer="ada@example.com"\n'],
});
