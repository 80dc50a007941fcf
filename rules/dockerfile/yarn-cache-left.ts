import { appendToRun, dockerfile, dockerfileRule, fix, isKept, subcommand } from '#core';

export default dockerfileRule({
  title: 'Downloads of Yarn stay in the image',
  category: 'performance',
  severity: 'info',
  profile: 'strict',
  why: 'Yarn keeps a copy of every package that it installs, so that the layer holds each of them twice.',
  equivalents: ['hadolint:DL3060'],

  visit: {
    run(run, report) {
      if (!isKept(run) || run.hasCacheAt('.cache/yarn') || run.hasCacheAt('/usr/local/share/.cache')) return;
      const { commands } = run.text;
      const isYarn = (index: number, action: string) => {
        const command = commands[index]?.command;
        return /^yarn(?:pkg)?$/.test(command?.program ?? '') && command !== undefined && subcommand(command) === action;
      };
      const index = commands.findLastIndex((_, at) => isYarn(at, 'install'));
      const word = commands[index]?.command.words.find(({ text }) => text === 'install');
      const isCleaned = commands.some(
        (other, at) => at > index && isYarn(at, 'cache') && other.command.words.some(({ text }) => text === 'clean'),
      );
      if (!word || isCleaned) return;
      report(
        word.span,
        'Yarn keeps a copy of what it installs.',
        fix('unsafe', 'Add `yarn cache clean`', () => appendToRun(run, 'yarn cache clean')),
      );
    },
  },

  fixSafety: 'A later `yarn install --offline` finds nothing in the cache.',

  examples: [
    {
      bad: dockerfile`
        FROM node:24
        RUN yarn install --frozen-lockfile
                 ^^^^^^^ Yarn keeps a copy of what it installs.
      `,
      good: dockerfile`
        FROM node:24
        RUN yarn install --frozen-lockfile && yarn cache clean
      `,
    },
  ],

  valid: [
    'FROM node:24\nRUN yarn install && yarn build && yarn cache clean --all\n',
    'FROM node:24\nRUN --mount=type=cache,target=/root/.cache/yarn yarn install\n',
    'FROM node:24 AS build\nRUN yarn install\nFROM nginx:1.29\nCOPY --from=build /a /a\n',
  ],
});
