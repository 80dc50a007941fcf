import { dockerfile, dockerfileRule } from '#core';

export default dockerfileRule({
  title: 'Comment that silences hadolint',
  category: 'maintainability',
  severity: 'info',
  profile: 'all',
  why: 'For projects that want no exceptions inside of files. What the comment silences is silenced here as well.',
  equivalents: ['hadolint:DL1001'],
  noFix: 'What it silences has to be mended first.',

  visit: {
    file(file, report) {
      for (const { text, span } of file.comments) {
        if (/^\s*hadolint\s+(?:(?:global|stage)\s+)?ignore\s*=/.test(text)) report(span, 'This silences hadolint.');
      }
    },
  },

  examples: [
    {
      bad: dockerfile`
        FROM node:24
        # hadolint ignore=DL3003
        ^^^^^^^^^^^^^^^^^^^^^^^^ This silences hadolint.
        RUN cd /srv && make
      `,
    },
  ],

  valid: ['FROM node:24\n# about hadolint\nRUN make\n'],
});
