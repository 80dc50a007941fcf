import { covers, dockerfile, dockerfileRule, fix, removeFlag } from '#core';

export default dockerfileRule({
  title: 'Platform of the base image is fixed',
  category: 'correctness',
  severity: 'low',
  profile: 'recommended',
  why: 'A build for another platform gets this one all the same: the image says it is for one processor and holds programs for another.',
  equivalents: [
    'hadolint:DL3029',
    'buildkit:FromPlatformFlagConstDisallowed',
    'kics:b16e8501',
    'hadolint:DL3065',
    'buildkit:RedundantTargetPlatform',
    'docker-language-server:FromPlatformFlagConstDisallowed',
    'docker-language-server:RedundantTargetPlatform',
  ],

  visit: {
    from(from, report) {
      const flag = from.flag('platform');
      const value = flag?.value;
      if (!flag || !value) return;
      if (/^"?\$(?:TARGETPLATFORM|\{TARGETPLATFORM\})"?$/.test(value.raw)) {
        report(
          flag,
          'This is the platform that is taken anyway.',
          covers('hadolint:DL3065', 'buildkit:RedundantTargetPlatform', 'docker-language-server:RedundantTargetPlatform'),
          fix('safe', 'Remove it', () => removeFlag(from, flag)),
        );
        return;
      }
      if (value.isDynamic) return;
      // A stage that is named for a platform is meant for it.
      const parts = value.value.toLowerCase().split('/');
      const name = (from.alias?.value ?? '').toLowerCase();
      if (parts.some((part) => part !== '' && name.includes(part))) return;
      report(
        flag,
        `This is for \`${value.value}\` whatever the build is for.`,
        covers(
          'hadolint:DL3029',
          'buildkit:FromPlatformFlagConstDisallowed',
          'kics:b16e8501',
          'docker-language-server:FromPlatformFlagConstDisallowed',
        ),
        fix('unsafe', 'Remove it', () => removeFlag(from, flag)),
      );
    },
  },

  fixSafety: 'The image is then built for the platform of the build; where another is meant, `docker build --platform` says so.',

  examples: [
    {
      bad: dockerfile`
        FROM --platform=linux/amd64 node:24
             ^^^^^^^^^^^^^^^^^^^^^^ This is for \`linux/amd64\` whatever the build is for.
        FROM --platform=$TARGETPLATFORM node:24
             ^^^^^^^^^^^^^^^^^^^^^^^^^^ This is the platform that is taken anyway.
      `,
      good: dockerfile`
        FROM node:24
        FROM --platform=$TARGETPLATFORM node:24
      `,
    },
  ],

  valid: ['FROM --platform=$BUILDPLATFORM golang:1.25 AS build\nFROM --platform=linux/arm64 node:24 AS arm64\nFROM node:24\n'],
});
