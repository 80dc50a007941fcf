import { dockerfile, dockerfileRule, fix, replaceOnLine } from '#core';

export default dockerfileRule({
  title: 'Stage by its number',
  category: 'maintainability',
  severity: 'info',
  profile: 'strict',
  why: 'With a stage more above it the number means another one, and nothing says so.',
  equivalents: ['kics:68a51e22'],

  visit: {
    copy(copy, report) {
      const source = copy.fromTarget;
      const word = copy.from?.value;
      if (source?.kind !== 'stage' || !source.byIndex || !word) return;
      const { alias, asWord, image } = source.stage.from;
      const name = source.stage.name;
      report(
        word,
        name === undefined ? `The stage ${word.value} has no name.` : `The stage ${word.value} is called \`${name}\`.`,
        fix('safe', name === undefined ? 'Give it a name' : 'Use its name', () => {
          if (name !== undefined) return replaceOnLine(copy.file, word, name);
          const used = new Set(copy.file.stages.map((stage) => stage.name));
          const fresh = ['build', `stage${word.value}`].find((one) => !used.has(one));
          if (alias || asWord || !image || fresh === undefined) return undefined;
          const named = replaceOnLine(copy.file, { start: image.end, end: image.end }, ` AS ${fresh}`);
          const referred = replaceOnLine(copy.file, word, fresh);
          return named && referred ? [...named, ...referred] : undefined;
        }),
      );
    },
  },

  examples: [
    {
      bad: dockerfile`
        FROM golang:1.25
        RUN go build -o /app .
        FROM alpine:3.23
        COPY --from=0 /app /app
                    ^ The stage 0 has no name.
      `,
      good: dockerfile`
        FROM golang:1.25 AS build
        RUN go build -o /app .
        FROM alpine:3.23
        COPY --from=build /app /app
      `,
    },
  ],

  valid: ['FROM golang:1.25 AS build\nFROM alpine:3.23\nCOPY --from=build /app /app\n'],
});
