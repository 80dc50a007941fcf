import { accountNumber, dockerfile, dockerfileRule, fix, replaceOnLine } from '#core';

export default dockerfileRule({
  title: 'Account by its name',
  category: 'maintainability',
  severity: 'info',
  profile: 'all',
  why: 'Kubernetes can refuse images that run as root (`runAsNonRoot`) only where `USER` is a number: what a name stands for it does not know.',
  equivalents: ['hadolint:DL3066'],
  fixSafety: 'Without the name, nobody sees at once which account it is; the group is that of the account all the same.',

  visit: {
    user(user, report) {
      const { name } = user;
      const word = user.user;
      if (!word || name === undefined || name === '' || /^\d+$/.test(name) || user.isRoot === true) return;
      const number = user.stage && accountNumber(user.stage, name);
      report(
        word,
        `\`${name}\` is a name: a number says that it is not root.`,
        number !== undefined &&
          word.raw === name &&
          fix('unsafe', `Write its number, ${number}`, () => replaceOnLine(user.file, word, String(number))),
      );
    },
  },

  examples: [
    {
      bad: dockerfile`
        FROM node:24
        USER node
             ^^^^ \`node\` is a name: a number says that it is not root.
      `,
      good: dockerfile`
        FROM node:24
        USER 1000
      `,
    },
    {
      title: 'An account that the file makes',
      bad: dockerfile`
        FROM debian:13
        RUN useradd --uid=1234 --create-home app
        USER app
             ^^^ \`app\` is a name: a number says that it is not root.
      `,
      good: dockerfile`
        FROM debian:13
        RUN useradd --uid=1234 --create-home app
        USER 1234
      `,
    },
    {
      title: 'A number that nobody knows',
      bad: dockerfile`
        FROM debian:13
        RUN useradd --create-home app
        USER app
             ^^^ \`app\` is a name: a number says that it is not root.
      `,
    },
  ],

  valid: ['FROM node:24\nUSER 1000:1000\nUSER $APP_UID\n'],
});
