import { dockerfile, dockerfileRule, fix, isInstruction, replaceOnLine } from '#core';

export default dockerfileRule({
  title: 'Stage name with capitals',
  category: 'maintainability',
  severity: 'info',
  profile: 'recommended',
  why: 'Docker keeps the name in small letters: `FROM` with capitals does not find it, and takes it for an image.',
  equivalents: ['buildkit:StageNameCasing', 'docker-language-server:StageNameCasing'],

  visit: {
    stage(stage, report) {
      const { alias } = stage.from;
      if (!alias || alias.value === alias.value.toLowerCase()) return;
      const { file } = stage;
      report(
        alias,
        `The stage is called \`${alias.value.toLowerCase()}\`.`,
        fix('safe', 'Write it in small letters', () => {
          // A variable that is named like it may hold its name.
          if (alias.isDynamic) return undefined;
          const name = alias.value.toLowerCase();
          const words = file.instructions.flatMap((one) => {
            if (isInstruction(one, 'COPY')) return one.from?.value ?? [];
            if (isInstruction(one, 'RUN')) return one.mounts.flatMap((mount) => mount.from ?? []);
            return [];
          });
          const all = [alias, ...words.filter((word) => word.value === alias.value)].map((word) => replaceOnLine(file, word, name));
          return all.every((one) => one !== undefined) ? all.flat() : undefined;
        }),
      );
    },
  },

  examples: [
    {
      bad: dockerfile`
        FROM golang:1.25 AS Build
                            ^^^^^ The stage is called \`build\`.
        FROM alpine:3.23
        COPY --from=Build /app /app
      `,
      good: dockerfile`
        FROM golang:1.25 AS build
        FROM alpine:3.23
        COPY --from=build /app /app
      `,
    },
  ],

  valid: ['FROM golang:1.25 AS build-2\nFROM alpine:3.23\n'],
});
