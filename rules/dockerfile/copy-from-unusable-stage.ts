import { type CopySource, type DockerWord, dockerfile, dockerfileRule, type Stage } from '#core';

export default dockerfileRule({
  title: 'Copy from a stage that is not built yet',
  category: 'correctness',
  severity: 'high',
  profile: 'recommended',
  why: 'A stage can take files from stages before it only. From itself or from a later one the build stops.',
  equivalents: ['hadolint:DL3023', 'trivy:DS-0006', 'kics:cdddb86f', 'buildkit:error', 'review:E28'],
  noFix: 'Which stage is meant, or whether the line is to go, no file tells.',

  visit: {
    copy(copy, report) {
      const word = copy.from?.value;
      const message = word && problemOf(copy.fromTarget, word, copy.stage);
      if (message) report(word, message);
    },
    run(run, report) {
      for (const { from } of run.mounts) {
        const message = from && problemOf(run.file.copySource(from, run.stage), from, run.stage);
        if (message) report(from, message);
      }
    },
  },

  examples: [
    {
      bad: dockerfile`
        FROM python:3.13-slim AS builder
        RUN pip install --prefix=/install flask
        COPY --from=builder /install /usr/local
                    ^^^^^^^ This copies from the stage that it stands in.
      `,
    },
    {
      bad: dockerfile`
        FROM alpine:3.22
        COPY --from=build /app /app
                    ^^^^^ The stage \`build\` comes later.
        FROM golang:1.25 AS build
        RUN go build -o /app .
      `,
    },
    {
      title: 'An index',
      bad: dockerfile`
        FROM golang:1.25
        RUN go build -o /app .
        FROM alpine:3.22
        COPY --from=1 /app /app
                    ^ This copies from the stage that it stands in.
        RUN --mount=from=2,target=/m cp /m/a /a
                         ^ There is no stage 2.
      `,
    },
  ],

  valid: [
    'FROM golang:1.25 AS build\nFROM alpine:3.22\nCOPY --from=build /app /app\nCOPY --from=0 /app /b\n',
    'FROM alpine:3.22\nCOPY --from=nginx:1.29 /etc/nginx /etc/nginx\n',
  ],
});

function problemOf(source: CopySource | undefined, word: DockerWord, own: Stage | undefined): string | undefined {
  if (source?.kind !== 'unusable') return undefined;
  if (source.stage === undefined) return `There is no stage ${word.value}.`;
  return source.stage === own ? 'This copies from the stage that it stands in.' : `The stage \`${word.value}\` comes later.`;
}
