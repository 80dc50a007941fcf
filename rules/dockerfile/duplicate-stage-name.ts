import { dockerfile, dockerfileRule, related } from '#core';

export default dockerfileRule({
  title: 'Two stages of one name',
  category: 'correctness',
  severity: 'medium',
  profile: 'recommended',
  why: 'Which of the two is meant depends on where the name stands; built by name it is the last one.',
  equivalents: [
    'hadolint:DL3024',
    'buildkit:DuplicateStageName',
    'trivy:DS-0012',
    'checkov:CKV_DOCKER_11',
    'kics:f2daed12',
    'dockerfile-utils:DUPLICATE_BUILD_STAGE_NAME',
    'docker-language-server:DuplicateStageName',
  ],
  noFix: 'What the second is to be called is for those who wrote it.',

  visit: {
    file(file, report) {
      const first = new Map<string, (typeof file.stages)[number]>();
      for (const stage of file.stages) {
        const { alias } = stage.from;
        const name = stage.name;
        if (!alias || name === undefined || alias.isDynamic) continue;
        const known = first.get(name);
        if (known?.from.alias)
          report(alias, `Another stage is called \`${name}\`, too.`, related(file.source.path, known.from.alias, 'This one.'));
        else first.set(name, stage);
      }
    },
  },

  examples: [
    {
      bad: dockerfile`
        FROM golang:1.25 AS build
        FROM node:24 AS Build
                        ^^^^^ Another stage is called \`build\`, too.
      `,
    },
  ],

  valid: ['FROM golang:1.25 AS build\nFROM node:24 AS web\nFROM build\n'],
});
