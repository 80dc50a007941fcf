import {
  deletes,
  dockerfile,
  dockerfileRule,
  fix,
  hasFlag,
  insertAfterWord,
  isInstruction,
  isKept,
  PACKAGE_CACHES,
  packageCall,
} from '#core';

export default dockerfileRule({
  title: 'Package lists of apk stay in the image',
  category: 'performance',
  severity: 'low',
  profile: 'recommended',
  why: 'Without `--no-cache` the lists of all packages are kept in the layer, a few megabytes that nothing needs later.',
  equivalents: ['hadolint:DL3019', 'trivy:DS-0025', 'kics:ae9c56a6', 'dockle:DKL-DI-0004'],

  visit: {
    shellCommand(node, report) {
      const { command, instruction } = node;
      const call = packageCall(command);
      const action = call?.action;
      if (call?.manager !== 'apk' || call.does !== 'install' || !action || hasFlag(command, 'no-cache', 'no-network', 'cache-dir')) return;
      if (!isInstruction(instruction, 'RUN') || !isKept(instruction)) return;
      const folders = PACKAGE_CACHES.apk ?? [];
      const { commands } = instruction.text;
      const isCleaned = commands.slice(commands.findIndex((one) => one.command === command)).some((later) => deletes(later, folders));
      if (isCleaned || folders.some((folder) => instruction.hasCacheAt(folder))) return;
      report(
        action.span,
        '`apk` keeps the lists that it downloads for this.',
        fix('safe', 'Add `--no-cache`', () => insertAfterWord(node, action, '--no-cache')),
      );
    },
  },

  examples: [
    {
      bad: dockerfile`
        FROM alpine:3.23
        RUN apk add curl
                ^^^ \`apk\` keeps the lists that it downloads for this.
      `,
      good: dockerfile`
        FROM alpine:3.23
        RUN apk add --no-cache curl
      `,
    },
    {
      title: 'Exec form, and a flag that only brings the lists up to date',
      bad: dockerfile`
        FROM alpine:3.23
        RUN ["apk", "add", "-U", "curl"]
                     ^^^ \`apk\` keeps the lists that it downloads for this.
      `,
      good: dockerfile`
        FROM alpine:3.23
        RUN ["apk", "add", "--no-cache", "-U", "curl"]
      `,
    },
  ],

  valid: [
    'FROM alpine:3.23\nRUN apk --no-cache add curl\n',
    'FROM alpine:3.23\nRUN apk add --update curl && rm -rf /var/cache/apk/*\n',
    'FROM alpine:3.23\nRUN --mount=type=cache,target=/var/cache/apk apk add curl\n',
    'FROM alpine:3.23 AS build\nRUN apk add gcc\nFROM scratch\nCOPY --from=build /a /a\n',
  ],
});
