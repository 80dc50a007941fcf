import { dockerfile, dockerfileRule, fix, flagValues, hasFlag, insertAfterWord, mayHideFlags, operands } from '#core';

export default dockerfileRule({
  title: '`apt-get install` installs recommended packages',
  category: 'performance',
  severity: 'info',
  profile: 'recommended',
  why: 'Recommended packages are installed although nothing needs them: a bigger image, and more that can be vulnerable.',
  equivalents: ['hadolint:DL3015', 'trivy:DS-0029', 'kics:7384dfb2', 'review:F014'],

  visit: {
    shellCommand(node, report) {
      const { command, instruction } = node;
      if (command.program !== 'apt-get' && command.program !== 'apt') return;
      const install = operands(command)[0];
      if (install?.text !== 'install' || mayHideFlags(command)) return;
      if (hasFlag(command, 'no-install-recommends', 'install-recommends')) return;
      const options = [...flagValues(command, 'o'), ...flagValues(command, 'option')];
      if (options.some((option) => /install-recommends/i.test(option))) return;
      // A configuration file of apt may say so for all calls.
      const isConfigured = instruction.stage?.allInherited('RUN').some((run) => /Install-Recommends/i.test(run.head.text));
      if (isConfigured) return;
      report(
        install.span,
        `\`${command.program} install\` installs recommended packages too.`,
        fix('unsafe', 'Add `--no-install-recommends`', () => insertAfterWord(node, install, '--no-install-recommends')),
      );
    },
  },

  fixSafety: 'A recommended package may be needed after all, for example `ca-certificates` for `curl`: install it by name then.',

  examples: [
    {
      bad: dockerfile`
        FROM debian:13
        RUN apt-get update \
            && apt-get -y install \
                          ^^^^^^^ \`apt-get install\` installs recommended packages too.
                # for the download
                curl
      `,
      good: dockerfile`
        FROM debian:13
        RUN apt-get update \
            && apt-get -y install --no-install-recommends \
                # for the download
                curl
      `,
    },
    {
      title: 'Exec form',
      bad: dockerfile`
        FROM debian:13
        RUN ["apt-get", "install", "-y", "curl"]
                         ^^^^^^^ \`apt-get install\` installs recommended packages too.
      `,
      good: dockerfile`
        FROM debian:13
        RUN ["apt-get", "install", "--no-install-recommends", "-y", "curl"]
      `,
    },
  ],

  valid: [
    'FROM debian:13\nRUN apt-get install -y curl --no-install-recommends\n',
    'FROM debian:13\nRUN apt-get -o APT::Install-Recommends=false install -y curl\n',
    'FROM debian:13\nRUN echo "apt-get install curl" && apt-get remove x\n',
    'FROM debian:13\nRUN apt-get install -y $APT_FLAGS curl\n',
  ],
});
