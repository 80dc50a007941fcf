import { dockerfile, dockerfileRule, fix, placeholder, replaceArgument } from '#core';

export default dockerfileRule({
  title: 'Stage with a name that means something else',
  category: 'correctness',
  severity: 'medium',
  profile: 'recommended',
  why: '`scratch` is the empty image and `context` the folder that is built: who reads the name, or writes it in `--from`, means them.',
  equivalents: ['hadolint:DL3063', 'buildkit:ReservedStageName', 'docker-language-server:ReservedStageName'],
  fixSafety: 'What means the stage by its name has to be changed as well.',

  visit: {
    stage(stage, report) {
      const { alias } = stage.from;
      if (!alias || !/^(?:scratch|context)$/i.test(alias.value)) return;
      const name = stage.file.stageNamed('base') ? `stage-${stage.index}` : 'base';
      report(
        alias,
        `\`${alias.value}\` already means something else.`,
        fix('placeholder', 'Give it another name', () => replaceArgument(stage.from, alias, placeholder(name))),
      );
    },
  },

  examples: [
    {
      bad: dockerfile`
        FROM alpine:3.23 AS scratch
                            ^^^^^^^ \`scratch\` already means something else.
      `,
      good: dockerfile`
        FROM alpine:3.23 AS base
      `,
    },
  ],

  valid: ['FROM scratch AS empty\nFROM alpine:3.23 AS contexts\n'],
});
