import { covers, type DockerfileNodes, dockerfile, dockerfileRule, fix, insertLinesBefore, placeholder, type Report } from '#core';

function check(copy: DockerfileNodes['copy'], report: Report): void {
  const { destination, stage } = copy;
  const text = destination?.value ?? '';
  if (!destination || /^(?:[/\\$]|[A-Za-z]:)/.test(text.replace(/^["']/, ''))) return;
  const isSet = stage
    ? stage.allInherited('WORKDIR').some((one) => one.stage !== stage || one.place.index < copy.place.index)
    : copy.file.instructions.some((one) => one.keyword === 'WORKDIR' && one.place.index < copy.place.index);
  // hadolint says it of `COPY` only.
  if (!isSet)
    report(
      destination,
      'Where this is depends on the base image: no `WORKDIR` is set.',
      covers(...(copy.keyword === 'COPY' ? ['hadolint:DL3045'] : [])),
      stage !== undefined && fix('placeholder', 'Set a `WORKDIR`', () => insertLinesBefore(copy, [`WORKDIR ${placeholder('/app')}`])),
    );
}

export default dockerfileRule({
  title: 'Files copied to wherever the base image is',
  category: 'reliability',
  severity: 'low',
  profile: 'strict',
  why: 'A relative destination is below the folder of the base image, which another release may change; `WORKDIR` says where.',
  equivalents: ['hadolint:DL3045'],
  fixSafety: 'Put in the folder where the files are to lie; it holds for everything below.',

  visit: {
    copy: check,
    add: check,
  },

  examples: [
    {
      bad: dockerfile`
        FROM node:24
        COPY package.json app/
                          ^^^^ Where this is depends on the base image: no \`WORKDIR\` is set.
      `,
      good: dockerfile`
        FROM node:24
        WORKDIR /app
        COPY package.json app/
      `,
    },
  ],

  valid: [
    'FROM node:24\nWORKDIR /app\nCOPY package.json .\nCOPY a /b\nCOPY a $DIR/\n',
    'FROM node:24 AS base\nWORKDIR /app\nFROM base\nCOPY a b/\n',
  ],
});
