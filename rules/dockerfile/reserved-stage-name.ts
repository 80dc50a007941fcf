import { dockerfile, dockerfileRule } from '#core';

export default dockerfileRule({
  title: 'Stage with a name that means something else',
  category: 'correctness',
  severity: 'medium',
  profile: 'recommended',
  why: '`scratch` is the empty image and `context` the folder that is built: who reads the name, or writes it in `--from`, means them.',
  equivalents: ['hadolint:DL3063', 'buildkit:ReservedStageName', 'docker-language-server:ReservedStageName'],
  noFix: 'What the stage is to be called is for those who wrote it.',

  visit: {
    stage(stage, report) {
      const { alias } = stage.from;
      if (alias && /^(?:scratch|context)$/i.test(alias.value)) report(alias, `\`${alias.value}\` already means something else.`);
    },
  },

  examples: [
    {
      bad: dockerfile`
        FROM alpine:3.23 AS scratch
                            ^^^^^^^ \`scratch\` already means something else.
      `,
    },
  ],

  valid: ['FROM scratch AS empty\nFROM alpine:3.23 AS contexts\n'],
});
