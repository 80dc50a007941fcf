import { baseImageOf, type DockerfileNodes, dockerfile, dockerfileRule, fix, insertLinesBefore, replaceOnLine, usesPipefail } from '#core';

type Run = DockerfileNodes['run'];
type Pipeline = Run['text']['pipelines'][number];

/** Programs that fetch: when they fail half-way, the rest of the pipe gets a part and takes it for the whole. */
const FETCHES = /^(?:curl|wget|aria2c|fetch|git|svn|aws|gcloud|gsutil|az|gh|docker|skopeo|oras)$/;

/** Nothing is lost where the result is only looked at: in a condition, or in a search that ends early. */
function isHarmless(pipeline: Pipeline): boolean {
  const last = pipeline.commands.at(-1);
  if (pipeline.context.kind === 'condition' || pipeline.isNegated) return true;
  // `head` and `grep -q` close the pipe, which pipefail would take for a failure of the program before.
  return last?.program === 'head' || (last?.program === 'grep' && last.words.some((word) => /^-[a-zA-Z]*q/.test(word.template)));
}

/** How the option is switched on for one RUN: the prefix for a shell that has it, a SHELL line for dash. */
function edits(run: Run) {
  const base = run.stage && baseImageOf(run.stage);
  const span = run.operandSpan;
  if (!base?.isFamilyKnown || !span || run.isExecForm || run.heredocs.length > 0 || run.onbuild) return undefined;
  if (run.place.shell) return undefined;
  switch (base.family) {
    case 'alpine':
    case 'busybox':
    case 'rhel':
    case 'rhel-minimal':
    case 'wolfi':
      return replaceOnLine(run.file, { start: span.start, end: span.start }, 'set -o pipefail && ');
    case 'debian':
    case 'ubuntu':
      return insertLinesBefore(run, ['SHELL ["/bin/bash", "-o", "pipefail", "-c"]']);
    default:
      return undefined;
  }
}

export default dockerfileRule({
  title: 'Failed download in a pipe goes unnoticed',
  category: 'reliability',
  severity: 'low',
  profile: 'recommended',
  why: 'Without `pipefail` a pipe succeeds when its last command does: a download that breaks off builds an image with half of the files, or none.',
  equivalents: ['hadolint:DL4006', 'kics:efbf148a'],

  visit: {
    run(run, report) {
      const { shell } = run.place;
      if (shell?.usesPipefail) return;
      for (const script of run.text.scripts) {
        for (const pipeline of script.pipelines) {
          const source = pipeline.commands.find(
            (command) => command.index < pipeline.elements.length - 1 && FETCHES.test(command.program ?? ''),
          );
          if (!source?.nameWord || isHarmless(pipeline) || usesPipefail(script, pipeline)) continue;
          report(
            source.nameWord.span,
            `When \`${source.program}\` fails, this \`RUN\` goes on with what it got.`,
            fix('unsafe', 'Switch on `pipefail`', () => edits(run)),
          );
          return;
        }
      }
    },
  },

  fixSafety:
    'Other pipes may now fail the build: `yes | …`, or `… | grep` that finds nothing. A `SHELL` line also holds for the instructions below it.',

  examples: [
    {
      title: 'Alpine’s shell has the option',
      bad: dockerfile`
        FROM alpine:3.23
        RUN wget -O - https://example.com/x.tar.gz | tar xz
            ^^^^ When \`wget\` fails, this \`RUN\` goes on with what it got.
      `,
      good: dockerfile`
        FROM alpine:3.23
        RUN set -o pipefail && wget -O - https://example.com/x.tar.gz | tar xz
      `,
    },
    {
      title: 'Debian’s does not',
      bad: dockerfile`
        FROM debian:13
        # tools
        RUN curl -fsSL https://example.com/key | gpg --dearmor -o /key
            ^^^^ When \`curl\` fails, this \`RUN\` goes on with what it got.
      `,
      good: dockerfile`
        FROM debian:13
        SHELL ["/bin/bash", "-o", "pipefail", "-c"]
        # tools
        RUN curl -fsSL https://example.com/key | gpg --dearmor -o /key
      `,
    },
  ],

  valid: [
    'FROM debian:13 AS a\nSHELL ["/bin/bash", "-eo", "pipefail", "-c"]\nFROM a\nRUN curl x | sh\n',
    'FROM alpine:3.23\nRUN set -eo pipefail; curl x | sh\n',
    'FROM debian:13\nRUN ls | wc -l\n',
    'FROM debian:13\nRUN if curl -s x | grep -q y; then true; fi\n',
  ],
});
