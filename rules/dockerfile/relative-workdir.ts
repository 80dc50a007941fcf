import { dockerfile, dockerfileRule, fix, insertInWord } from '#core';

export default dockerfileRule({
  title: '`WORKDIR` that depends on the base image',
  category: 'reliability',
  severity: 'low',
  profile: 'recommended',
  why: 'A relative folder is below that of the base image, which another release may change.',
  equivalents: [
    'hadolint:DL3000',
    'buildkit:WorkdirRelativePath',
    'trivy:DS-0009',
    'checkov:CKV_DOCKER_10',
    'kics:6b376af8',
    'dockerfile-utils:WORKDIR_IS_NOT_ABSOLUTE',
    'docker-language-server:WorkdirRelativePath',
  ],
  supersedes: ['dockerfile/stacked-workdir'],

  visit: {
    workdir(workdir, report) {
      const { value, stage } = workdir;
      const text = value && workdir.expand(value);
      // What an unknown variable holds may be absolute.
      if (!value || text === undefined || text === '' || isAbsolute(text)) return;
      // One that stands on an absolute one of this file is as certain as that.
      const before = stage?.allInherited('WORKDIR').filter((one) => one.place.index < workdir.place.index || one.stage !== stage) ?? [];
      const isBased = before.some((one) => isAbsolute((one.value && one.expand(one.value)) ?? ''));
      if (isBased) return;
      report(
        value,
        'Where this is depends on the base image.',
        /^[\w-][\w./-]*$/.test(value.raw) && fix('unsafe', `Make it \`/${value.raw}\``, () => insertInWord(workdir, value, 0, '/')),
      );
    },
  },

  fixSafety: 'The base image may have a folder of its own, below which the files are now.',

  examples: [
    {
      bad: dockerfile`
        FROM node:24
        WORKDIR app
                ^^^ Where this is depends on the base image.
      `,
      good: dockerfile`
        FROM node:24
        WORKDIR /app
      `,
    },
  ],

  valid: [
    'FROM node:24\nWORKDIR /app\nWORKDIR src\n',
    'FROM node:24\nARG DIR=/srv\nWORKDIR $DIR\nWORKDIR ${OTHER}/x\n',
    'FROM mcr.microsoft.com/windows/servercore:ltsc2025\nWORKDIR C:/app\n',
  ],
});

function isAbsolute(path: string): boolean {
  return /^["']?(?:[/\\]|[A-Za-z]:)/.test(path);
}
