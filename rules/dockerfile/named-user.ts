import { dockerfile, dockerfileRule } from '#core';

export default dockerfileRule({
  title: 'Account by its name',
  category: 'maintainability',
  severity: 'info',
  profile: 'all',
  why: 'Kubernetes can refuse images that run as root (`runAsNonRoot`) only where `USER` is a number: what a name stands for it does not know.',
  equivalents: ['hadolint:DL3066'],
  noFix: 'Which number the account has the base image, or the command that makes it, decides.',

  visit: {
    user(user, report) {
      const { name } = user;
      if (user.user && name !== undefined && name !== '' && !/^\d+$/.test(name) && user.isRoot !== true)
        report(user.user, `\`${name}\` is a name: a number says that it is not root.`);
    },
  },

  examples: [
    {
      bad: dockerfile`
        FROM node:24
        USER node
             ^^^^ \`node\` is a name: a number says that it is not root.
      `,
    },
  ],

  valid: ['FROM node:24\nUSER 1000:1000\nUSER $APP_UID\n'],
});
