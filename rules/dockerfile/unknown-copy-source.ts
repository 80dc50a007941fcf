import {
  type DockerWord,
  dockerfile,
  dockerfileRule,
  fix,
  nearestName,
  parseImage,
  type Report,
  type RuleContext,
  replaceOnLine,
  type Stage,
  severity,
} from '#core';

function check(word: DockerWord, stage: Stage | undefined, report: Report, { settings }: RuleContext): void {
  const name = word.value;
  const image = parseImage(name);
  if (name === '' || name === 'scratch' || image?.tag !== undefined || image?.digest !== undefined || name.includes('/')) return;
  const names = (stage?.file.stages ?? []).filter((one) => stage && one.index < stage.index).flatMap((one) => one.name ?? []);
  const near = nearestName(name.toLowerCase(), names);
  // An image, or a context that is named on the command line: those who want to hear of everything hear of it.
  if (near === undefined && settings.profile !== 'all') return;
  report(
    word,
    near === undefined
      ? `No stage before this one is called \`${name}\`: this is an image, of whatever version.`
      : `No stage is called \`${name}\`; \`${near}\` is.`,
    near === undefined && severity('info'),
    near !== undefined && stage !== undefined && fix('unsafe', `Change to \`${near}\``, () => replaceOnLine(stage.file, word, near)),
  );
}

export default dockerfileRule({
  title: 'Copy from a stage that does not exist',
  category: 'correctness',
  severity: 'high',
  profile: 'recommended',
  why: 'A name that no stage has is taken for an image, which is fetched from the internet, or is not there.',
  equivalents: ['hadolint:DL3022'],

  visit: {
    copy(copy, report, context) {
      const source = copy.fromTarget;
      if (source?.kind === 'image') check(source.word, copy.stage, report, context);
    },
    run(run, report, context) {
      for (const { from } of run.mounts) {
        const source = from && run.file.copySource(from, run.stage);
        if (from && source?.kind === 'image') check(from, run.stage, report, context);
      }
    },
  },

  fixSafety: 'An image of that name may be meant.',

  examples: [
    {
      bad: dockerfile`
        FROM golang:1.25 AS builder
        FROM alpine:3.23
        COPY --from=bulider /app /app
                    ^^^^^^^ No stage is called \`bulider\`; \`builder\` is.
      `,
      good: dockerfile`
        FROM golang:1.25 AS builder
        FROM alpine:3.23
        COPY --from=builder /app /app
      `,
    },
  ],

  valid: [
    'FROM golang:1.25 AS builder\nFROM alpine:3.23\nCOPY --from=builder /a /a\nCOPY --from=ghcr.io/a/b /c /c\nCOPY --from=nginx:1.29 /etc/nginx /d\n',
  ],
});
