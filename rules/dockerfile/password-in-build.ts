import { dockerfile, dockerfileRule } from '#core';

export default dockerfileRule({
  title: 'Password set while the image is built',
  category: 'secrets',
  severity: 'high',
  profile: 'recommended',
  why: 'Everybody who can read the Dockerfile, or the history of the image, has the password of every container.',
  equivalents: ['checkov:CKV2_DOCKER_17'],
  noFix: 'Accounts of a container need no password: give the program its account with `USER`.',

  visit: {
    shellCommand({ command }, report) {
      if (command.program === 'chpasswd' && command.nameWord)
        report(command.nameWord.span, 'This sets the same password in every container.');
    },
  },

  examples: [
    {
      bad: dockerfile`
        FROM debian:13
        RUN echo 'root:root' | chpasswd
                               ^^^^^^^^ This sets the same password in every container.
      `,
    },
  ],

  valid: ['FROM debian:13\nRUN useradd --system app && echo chpasswd\n'],
});
