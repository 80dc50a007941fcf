import { dockerfile, dockerfileRule, dropsPrivileges, fix, insertBeforeStart, severity, unprivilegedAccount, usesRootHome } from '#core';

export default dockerfileRule({
  title: 'Last `USER` is root',
  category: 'security',
  severity: 'high',
  profile: 'recommended',
  why: 'The last `USER` decides who the program runs as. Whoever breaks into a process that runs as root owns the whole container.',
  equivalents: ['hadolint:DL3002', 'trivy:DS-0002', 'checkov:CKV_DOCKER_8', 'kics:67fd0c4a', 'dockle:CIS-DI-0001', 'review:F001'],

  visit: {
    shippedStage(stage, report, { source }) {
      const { user } = stage;
      if (!user?.user || user.isRoot !== true || dropsPrivileges(stage)) return;
      // The account that the stage ran as before it went back to root.
      const earlier = stage.allInherited('USER').findLast((one) => one.isRoot === false)?.user;
      const account = earlier ? { name: earlier.raw, setup: [] } : unprivilegedAccount(stage);
      report(
        user.user,
        `The container runs as \`${user.user.value}\`.`,
        (source.role === 'development' || source.role === 'test') && severity('low'),
        account &&
          !usesRootHome(stage) &&
          fix('unsafe', `Run as \`${account.name}\``, () => insertBeforeStart(stage, [...account.setup, `USER ${account.name}`])),
      );
    },
  },

  fixSafety: 'Files that were copied or created before belong to root: where the program writes to them, add `--chown` to their `COPY`.',

  examples: [
    {
      title: 'Back to the account from before',
      bad: dockerfile`
        FROM jenkins/jenkins:lts
        USER jenkins
        RUN true
        USER 0:0
             ^^^ The container runs as \`0:0\`.
        RUN apt-get update
        CMD ["jenkins"]
      `,
      good: dockerfile`
        FROM jenkins/jenkins:lts
        USER jenkins
        RUN true
        USER 0:0
        RUN apt-get update
        USER jenkins
        CMD ["jenkins"]
      `,
    },
    {
      bad: dockerfile`
        FROM node:24
        USER root
             ^^^^ The container runs as \`root\`.
        ENTRYPOINT ["node"]
      `,
      good: dockerfile`
        FROM node:24
        USER root
        USER node
        ENTRYPOINT ["node"]
      `,
    },
  ],

  valid: [
    { title: 'A build stage', text: 'FROM node:24 AS build\nUSER root\nFROM node:24\nUSER node\n' },
    { title: 'Only for images built from this one', text: 'FROM node:24\nUSER node\nONBUILD USER root\n' },
    { title: 'Not known', text: 'FROM node:24\nARG UID\nUSER $UID\n' },
  ],
});
