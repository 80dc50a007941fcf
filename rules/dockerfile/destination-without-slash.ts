import { type DockerfileNodes, dockerfile, dockerfileRule, fix, type Report, replaceOnLine } from '#core';

export default dockerfileRule({
  title: 'Several files copied to something that is no folder',
  category: 'correctness',
  severity: 'high',
  profile: 'recommended',
  why: 'The builder stops: with more than one source the destination has to end in a slash.',
  equivalents: ['hadolint:DL3021', 'trivy:DS-0011', 'kics:6db6e0c2', 'dockerfile-utils:INVALID_DESTINATION'],

  visit: {
    copy: check,
    add: check,
  },

  examples: [
    {
      bad: dockerfile`
        FROM node:24
        COPY package.json package-lock.json /app
                                            ^^^^ With several sources this has to end in \`/\`.
      `,
      good: dockerfile`
        FROM node:24
        COPY package.json package-lock.json /app/
      `,
    },
    {
      bad: dockerfile`
        FROM node:24
        ADD ["a b", "c", "/app"]
                         ^^^^^^ With several sources this has to end in \`/\`.
      `,
      good: dockerfile`
        FROM node:24
        ADD ["a b", "c", "/app/"]
      `,
    },
  ],

  valid: [
    'FROM node:24\nWORKDIR /app\nCOPY a b ./\nCOPY a b .\nCOPY a b $DIR\nCOPY a /b\nCOPY a* /b\n',
    '# escape=`\nFROM mcr.microsoft.com/windows/servercore:ltsc2025\nCOPY a b C:\\x\\\n',
  ],
});

function check(copy: DockerfileNodes['copy'], report: Report): void {
  const { destination } = copy;
  if (
    !destination ||
    copy.sources.length < 2 ||
    /(?:[/\\]|^\.{1,2}|[/\\]\.{1,2})$/.test(destination.value) ||
    /\$\{?\w+\}?["']?$/.test(destination.raw)
  )
    return;
  report(
    destination,
    'With several sources this has to end in `/`.',
    fix('safe', 'Add the slash', () => {
      const isQuoted = /["']$/.test(copy.file.source.text.slice(destination.start, destination.end));
      const at = destination.end - (isQuoted ? 1 : 0);
      return replaceOnLine(copy.file, { start: at, end: at }, '/');
    }),
  );
}
