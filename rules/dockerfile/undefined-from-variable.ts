import { dockerfile, dockerfileRule, fix, isInstruction, nearestName, PLATFORM_ARGS, PROXY_ARGS } from '#core';

export default dockerfileRule({
  title: '`FROM` uses a variable that nothing declares',
  category: 'correctness',
  severity: 'high',
  profile: 'recommended',
  why: '`FROM` sees only an `ARG` that stands before the first `FROM`: any other variable is empty there, and the build stops or takes another image.',
  equivalents: ['buildkit:UndefinedArgInFrom', 'dockerfile-utils:BASE_NAME_EMPTY', 'docker-language-server:UndefinedArgInFrom'],

  visit: {
    from(from, report) {
      const { image, platform, file } = from;
      const scope = file.globalScope;
      for (const word of [platform, image]) {
        if (!word?.isDynamic) continue;
        for (const use of from.variables(word)) {
          if (use.hasDefault || PLATFORM_ARGS.has(use.name) || PROXY_ARGS.has(use.name) || scope.declarationOf(use.name)) continue;
          const declared = file.instructions.flatMap((one) =>
            isInstruction(one, 'ARG') && !one.stage ? one.pairs.map(({ key }) => key) : [],
          );
          const near = nearestName(use.name, [...declared, ...PLATFORM_ARGS]);
          const span = from.spanInWord(word, { start: use.nameStart, end: use.nameStart + use.name.length });
          report(
            span,
            `\`${use.name}\` is not declared before the first \`FROM\`${near ? `; \`${near}\` is` : ''}.`,
            near !== undefined && fix('unsafe', `Change to \`${near}\``, () => [{ file: file.source.path, ...span, newText: near }]),
          );
        }
      }
    },
  },

  fixSafety: 'Another variable may be meant.',

  examples: [
    {
      bad: dockerfile`
        ARG VERSION=24
        FROM node:$VERSON
                   ^^^^^^ \`VERSON\` is not declared before the first \`FROM\`; \`VERSION\` is.
        ARG TAG=1
        FROM nginx:$TAG
                    ^^^ \`TAG\` is not declared before the first \`FROM\`.
      `,
      good: dockerfile`
        ARG VERSION=24
        FROM node:$VERSION
        ARG TAG=1
        FROM nginx:$TAG
      `,
    },
  ],

  valid: ['ARG TAG\nFROM --platform=$BUILDPLATFORM node:$TAG\nFROM nginx:${OTHER:-1.29}\n'],
});
