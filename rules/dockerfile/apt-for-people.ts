import { dockerfile, dockerfileRule, fix, packageCall, replaceOnLine } from '#core';

export default dockerfileRule({
  title: '`apt` in a build',
  category: 'maintainability',
  severity: 'low',
  profile: 'recommended',
  why: '`apt` is made for people: its options and its output may change with any release, as it says itself. `apt-get` stays as it is.',
  equivalents: ['hadolint:DL3027', 'checkov:CKV_DOCKER_9', 'kics:b84a0b47'],

  visit: {
    shellCommand({ command, instruction, isExec }, report) {
      const { nameWord, name } = command;
      if (command.program !== 'apt' || !nameWord) return;
      const action = packageCall(command)?.action?.text ?? '';
      const isQuery = /^(?:search|show|policy|depends|rdepends)$/.test(action);
      const isSame = /^(?:install|update|upgrade|remove|purge|autoremove|clean|autoclean|build-dep|source|download|changelog)$/.test(
        action,
      );
      report(
        nameWord.span,
        isQuery ? '`apt-cache` is for programs, `apt` for people.' : '`apt-get` is for programs, `apt` for people.',
        (isQuery || isSame) &&
          name === 'apt' &&
          !isExec &&
          fix('safe', isQuery ? 'Use `apt-cache`' : 'Use `apt-get`', () =>
            replaceOnLine(instruction.file, nameWord.span, isQuery ? 'apt-cache' : 'apt-get'),
          ),
      );
    },
  },

  examples: [
    {
      bad: dockerfile`
        FROM debian:13
        RUN apt update && DEBIAN_FRONTEND=noninteractive apt-get install -y curl
            ^^^ \`apt-get\` is for programs, \`apt\` for people.
      `,
      good: dockerfile`
        FROM debian:13
        RUN apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y curl
      `,
    },
    {
      bad: dockerfile`
        FROM debian:13
        RUN apt show curl
            ^^^ \`apt-cache\` is for programs, \`apt\` for people.
      `,
      good: dockerfile`
        FROM debian:13
        RUN apt-cache show curl
      `,
    },
  ],

  valid: ['FROM debian:13\nRUN apt-get update && apt-get install -y apt && apt-key list && echo apt\n'],
});
