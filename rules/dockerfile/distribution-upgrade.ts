import { covers, dockerfile, dockerfileRule, packageCall } from '#core';

export default dockerfileRule({
  title: 'Distribution upgraded in a build',
  category: 'maintainability',
  severity: 'low',
  profile: 'strict',
  why: 'It installs and removes packages as it sees fit, so that nobody knows what the image is made of; a newer base image has the same packages, tested together.',
  equivalents: ['hadolint:DL3035', 'trivy:DS-0024', 'dockle:DKL-DI-0003'],
  noFix: 'Which release of the base image is meant only the project can tell.',

  visit: {
    shellCommand({ command }, report) {
      const call = packageCall(command);
      const action = call?.action;
      if (!call || !action) return;
      const isApt = call.manager === 'apt' && /^(?:dist-upgrade|full-upgrade)$/.test(action.text ?? '');
      const isZypper = call.manager === 'zypper' && /^(?:dup|dist-upgrade)$/.test(action.text ?? '');
      if (!isApt && !isZypper) return;
      report(
        action.span,
        `\`${command.program} ${action.text}\` changes what the base image is made of.`,
        covers(...(isApt ? ['trivy:DS-0024', 'dockle:DKL-DI-0003'] : ['hadolint:DL3035'])),
      );
    },
  },

  examples: [
    {
      bad: dockerfile`
        FROM debian:13
        RUN apt-get update && apt-get -y dist-upgrade && zypper -n dup
                                         ^^^^^^^^^^^^ \`apt-get dist-upgrade\` changes what the base image is made of.
                                                                   ^^^ \`zypper dup\` changes what the base image is made of.
      `,
    },
  ],

  valid: ['FROM debian:13\nRUN apt-get update && apt-get -y upgrade && echo dist-upgrade\n'],
});
