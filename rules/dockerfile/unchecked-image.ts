import { dockerfile, dockerfileRule } from '#core';

export default dockerfileRule({
  title: 'Image without a `HEALTHCHECK`',
  category: 'observability',
  severity: 'info',
  profile: 'all',
  why: 'Without a check a program that hangs counts as running. For tools that end by themselves, and under Kubernetes, which has checks of its own, none is needed.',
  equivalents: ['hadolint:DL3057', 'trivy:DS-0026', 'checkov:CKV_DOCKER_2', 'kics:b03a748a', 'dockle:CIS-DI-0006'],
  noFix: 'How the program tells that it works, no file says.',

  visit: {
    finalStage(stage, report) {
      if (!stage.healthcheck) report(stage.from.keywordSpan, 'The image has no `HEALTHCHECK`.');
    },
  },

  examples: [
    {
      bad: dockerfile`
        FROM alpine:3.23
        ^^^^ The image has no \`HEALTHCHECK\`.
        CMD ["./tool"]
      `,
    },
  ],

  valid: ['FROM alpine:3.23 AS base\nHEALTHCHECK NONE\nFROM base\nCMD ["./tool"]\n'],
});
