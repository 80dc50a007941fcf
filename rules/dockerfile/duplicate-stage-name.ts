import { dockerfile, dockerfileRule, fix, placeholder, related, replaceArgument } from '#core';

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
  fixSafety: 'What means the second stage by its name has to be changed as well.',

  visit: {
    file(file, report) {
      const freeName = (name: string): string => {
        let number = 2;
        while (file.stageNamed(`${name}-${number}`)) number++;
        return `${name}-${number}`;
      };
      const first = new Map<string, (typeof file.stages)[number]>();
      for (const stage of file.stages) {
        const { alias } = stage.from;
        const name = stage.name;
        if (!alias || name === undefined || alias.isDynamic) continue;
        const known = first.get(name);
        if (known?.from.alias)
          report(
            alias,
            `Another stage is called \`${name}\`, too.`,
            related(file.source.path, known.from.alias, 'This one.'),
            fix('placeholder', 'Give it another name', () => replaceArgument(stage.from, alias, placeholder(freeName(name)))),
          );
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
      good: dockerfile`
        FROM golang:1.25 AS build
        FROM node:24 AS build-2
      `,
    },
  ],

  valid: ['FROM golang:1.25 AS build\nFROM node:24 AS web\nFROM build\n'],
});
