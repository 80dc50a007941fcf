import { dockerfile, dockerfileRule } from '#core';

export default dockerfileRule({
  title: 'Relative `WORKDIR`',
  category: 'maintainability',
  severity: 'info',
  profile: 'all',
  why: 'Where it ends depends on all those above it; with the whole path each line says it by itself.',
  equivalents: ['hadolint:DL3000', 'trivy:DS-0009', 'checkov:CKV_DOCKER_10', 'kics:6b376af8', 'dockerfile-utils:WORKDIR_IS_NOT_ABSOLUTE'],
  noFix: 'The builder does not mind: those above are absolute.',

  visit: {
    workdir(workdir, report) {
      const { value } = workdir;
      const text = value && workdir.expand(value);
      if (value && text !== undefined && text !== '' && !/^["']?(?:[/\\]|[A-Za-z]:)/.test(text))
        report(value, 'This stands on the `WORKDIR` above it.');
    },
  },

  examples: [
    {
      bad: dockerfile`
        FROM node:24
        WORKDIR /srv
        WORKDIR app
                ^^^ This stands on the \`WORKDIR\` above it.
      `,
    },
  ],

  valid: ['FROM node:24\nWORKDIR /srv/app\nWORKDIR $DIR\n'],
});
