import { dockerfile, dockerfileRule, fix } from '#core';

export default dockerfileRule({
  title: '`sudo` in a build',
  category: 'maintainability',
  severity: 'low',
  profile: 'recommended',
  why: 'A `RUN` has the rights of the last `USER`: before the first one that is root, who needs no `sudo`. In the image `sudo` is a way to root for whoever gets in.',
  equivalents: ['hadolint:DL3004', 'trivy:DS-0010', 'checkov:CKV2_DOCKER_1', 'kics:8ada6e80', 'dockle:DKL-DI-0001'],

  visit: {
    shellCommand({ command, instruction, isExec }, report) {
      const wrapper = command.wrappers.find(({ name }) => name === 'sudo');
      const [word] = wrapper?.words ?? [];
      const isBare = command.program === 'sudo';
      const at = word ?? (isBare ? command.nameWord : undefined);
      if (!at) return;
      const user = instruction.stage?.userBefore(instruction);
      // Images of other owners may have another account; of those that are known the official ones start as root.
      const isRoot = user ? user.isRoot === true : undefined;
      report(
        at.span,
        isRoot === false
          ? '`sudo` makes root of an account that was left on purpose.'
          : '`sudo` is not needed: a build is root unless `USER` says otherwise.',
        wrapper?.words.length === 1 &&
          !user &&
          !isExec &&
          fix('unsafe', 'Remove `sudo`', () => {
            const { path, text } = instruction.file.source;
            let { end } = at.span;
            while (text[end] === ' ' || text[end] === '\t') end++;
            return [{ file: path, start: at.span.start, end, newText: '' }];
          }),
      );
    },
  },

  fixSafety: 'The base image may have another account than root: the command fails then, and `USER root` has to stand before it.',

  examples: [
    {
      bad: dockerfile`
        FROM debian:13
        RUN sudo apt-get update && sudo -E make install
            ^^^^ \`sudo\` is not needed: a build is root unless \`USER\` says otherwise.
                                   ^^^^ \`sudo\` is not needed: a build is root unless \`USER\` says otherwise.
      `,
      good: dockerfile`
        FROM debian:13
        RUN apt-get update && sudo -E make install
      `,
    },
    {
      title: 'Another account',
      bad: dockerfile`
        FROM debian:13
        USER app
        RUN sudo apt-get update
            ^^^^ \`sudo\` makes root of an account that was left on purpose.
      `,
    },
  ],

  valid: ['FROM debian:13\nRUN apt-get update && apt-get install -y sudo && rm -rf /var/lib/apt/lists/*\n'],
});
