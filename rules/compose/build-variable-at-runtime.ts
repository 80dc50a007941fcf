import { builtFrom, composeRule, dockerfileOf, related, yaml } from '#core';

const BUILT_IN = /^(?:VITE|NEXT_PUBLIC|REACT_APP|VUE_APP|PUBLIC|NUXT_PUBLIC|GATSBY)_[A-Z0-9_]+$/;
const STATIC = /(?:^|\/)(?:nginx|nginx-unprivileged|caddy|httpd|static-web-server|busybox)(?::|@|$)/;

export default composeRule({
  title: 'Variable that comes too late',
  category: 'correctness',
  severity: 'high',
  profile: 'recommended',
  why: 'Bundlers write such variables into the pages while they build. Set when the container starts, they change nothing, and the pages use another value.',
  equivalents: ['review:X17'],
  noFix: 'It has to become a build argument, and the Dockerfile has to take it with `ARG`.',

  visit: {
    environmentEntry(entry, report) {
      if (!BUILT_IN.test(entry.name)) return;
      // A target that is not there is told elsewhere; what is delivered is the last stage then, too.
      const stage = builtFrom(entry.service) ?? dockerfileOf(entry.service)?.finalStage;
      if (!stage || !STATIC.test(stage.baseImage ?? '')) return;
      // A script at the start may write it into the pages.
      const writes = stage.chain.some((link) =>
        link.instructions.some((one) => /envsubst|entrypoint|env\.sh|env-config/i.test(one.head.text)),
      );
      if (!writes)
        report(
          entry.keySpan,
          `\`${entry.name}\` is set when the pages are built already.`,
          related(stage.file.source.path, stage.from.span, 'Delivers what was built.'),
        );
    },
  },

  examples: [
    {
      files: {
        'web/Dockerfile': 'FROM node:24 AS build\nRUN npm run build\nFROM nginx:1.29\nCOPY --from=build /app/dist /usr/share/nginx/html\n',
      },
      bad: yaml`
        services:
          web:
            build: web
            environment:
              VITE_API_URL: http://localhost:8000
              ^^^^^^^^^^^^ \`VITE_API_URL\` is set when the pages are built already.
      `,
    },
  ],

  valid: [
    {
      text: 'services:\n  web:\n    build: web\n    environment:\n      VITE_API_URL: http://localhost:8000\n',
      files: { 'web/Dockerfile': 'FROM node:24\nCMD ["npm", "run", "dev"]\n' },
    },
  ],
});
