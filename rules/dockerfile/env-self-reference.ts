import { dockerfile, dockerfileRule, fix } from '#core';

export default dockerfileRule({
  title: 'Variable used in the line that sets it',
  category: 'correctness',
  severity: 'high',
  profile: 'recommended',
  why: 'All variables of one `ENV` have the values from before it: the one that is used is empty, or an older one.',
  equivalents: ['hadolint:DL3044'],

  visit: {
    env(env, report) {
      const set = new Set<string>();
      for (const [index, pair] of env.pairs.entries()) {
        const used = pair.value && env.variables(pair.value).find(({ name }) => set.has(name) && name !== pair.key);
        // It may be wanted to be the old value, if there is one.
        if (used && pair.value && env.scope.declarationOf(used.name) === undefined) {
          report(
            env.spanInWord(pair.value, used),
            `\`${used.name}\` does not have its new value here yet.`,
            fix('unsafe', 'Set it in an `ENV` of its own', () => {
              const before = env.pairs[index - 1];
              const { text, path, lines } = env.file.source;
              if (!before || env.onbuild || lines.lineAt(before.end) !== lines.lineAt(pair.start)) return undefined;
              const eol = text.includes('\r\n') ? '\r\n' : '\n';
              return [{ file: path, start: before.end, end: pair.start, newText: `${eol}${env.keywordText} ` }];
            }),
          );
        }
        set.add(pair.key);
      }
    },
  },

  fixSafety: 'The variable then has its new value, as was most likely meant.',

  examples: [
    {
      bad: dockerfile`
        FROM debian:13
        ENV HOME_DIR=/srv BIN_DIR=$HOME_DIR/bin
                                  ^^^^^^^^^ \`HOME_DIR\` does not have its new value here yet.
      `,
      good: dockerfile`
        FROM debian:13
        ENV HOME_DIR=/srv
        ENV BIN_DIR=$HOME_DIR/bin
      `,
    },
  ],

  valid: ['FROM debian:13\nENV PATH=/a:$PATH\nENV A=1\nENV B=$A C=$AB\n', 'FROM debian:13\nENV A=1\nENV A=2 B=$A\n'],
});
