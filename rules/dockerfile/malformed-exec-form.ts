import { dockerfile, dockerfileRule, fix, type Instruction, replaceOnLine } from '#core';

const LIST = /^\[\s*(?:['"“”‘’]|[\w./-]+\s*,)/;
/** `[` is a program as well: `RUN [ "$A" = b ]` is no list. */
const LIST_WITH_COMMA = /^\[\s*(?:'[^']*'|"[^"]*"|[\w./-]+)\s*,/;
const ITEM = /'([^']*)'|"((?:[^"\\]|\\.)*)"|[“”]([^“”]*)[“”]|[‘’]([^‘’]*)[‘’]|([^\s,'"“”‘’\]]+)/y;

/** The strings of a list that is only quoted wrongly; undefined when it is not clear what is meant. */
function itemsOf(text: string): readonly string[] | undefined {
  const items: string[] = [];
  let at = 1;
  for (;;) {
    at += /^\s*/.exec(text.slice(at))?.[0].length ?? 0;
    ITEM.lastIndex = at;
    const match = ITEM.exec(text);
    if (!match) return undefined;
    const value = match[1] ?? match[2]?.replace(/\\(["\\/])/g, '$1') ?? match[3] ?? match[4] ?? match[5];
    if (value === undefined) return undefined;
    items.push(value);
    at = match.index + match[0].length;
    const separator = /^\s*(,?)\s*(\]?)/.exec(text.slice(at));
    at += separator?.[0].length ?? 0;
    if (separator?.[2]) return text.slice(at).trim() === '' ? items : undefined;
    if (!separator?.[1]) return undefined;
  }
}

export default dockerfileRule({
  title: 'Exec form that is not valid JSON',
  category: 'correctness',
  severity: 'high',
  profile: 'recommended',
  why: 'Anything but a JSON array with double quotes goes to the shell as it stands, which looks for a program called `[…`.',
  equivalents: ['kics:34945ae8', 'dockerfile-utils:JSON_IN_SINGLE_QUOTES'],

  visit: {
    instruction(instruction: Instruction, report) {
      const { keyword } = instruction;
      if (keyword !== 'CMD' && keyword !== 'ENTRYPOINT' && keyword !== 'RUN' && keyword !== 'HEALTHCHECK') return;
      const pattern = keyword === 'CMD' || keyword === 'ENTRYPOINT' ? LIST : LIST_WITH_COMMA;
      if (!instruction.looksLikeJson) return;
      const span = instruction.operandSpan;
      if (!span || !pattern.test(instruction.operandText)) return;
      const items = itemsOf(instruction.operandText);
      report(
        { start: span.start, end: span.start + 1 },
        `This is not a valid JSON array, so \`${keyword}\` hands it to the shell.`,
        items &&
          fix('unsafe', 'Rewrite as a JSON array', () =>
            replaceOnLine(instruction.file, span, `[${items.map((item) => JSON.stringify(item)).join(', ')}]`),
          ),
      );
    },
  },

  fixSafety: 'The program is started without a shell from then on, as the brackets ask for.',

  examples: [
    {
      bad: dockerfile`
        FROM node:24
        CMD ['node', 'server.js']
            ^ This is not a valid JSON array, so \`CMD\` hands it to the shell.
      `,
      good: dockerfile`
        FROM node:24
        CMD ["node", "server.js"]
      `,
    },
    {
      bad: dockerfile`
        FROM node:24
        ENTRYPOINT [ "node", server.js, ]
                   ^ This is not a valid JSON array, so \`ENTRYPOINT\` hands it to the shell.
      `,
      good: dockerfile`
        FROM node:24
        ENTRYPOINT ["node", "server.js"]
      `,
    },
  ],

  valid: ['FROM node:24\nRUN [ -f package.json ] && npm ci\nRUN [[ -f x ]]\nCMD ["node"]\n', 'FROM node:24\nRUN [ "$A" = b ] || exit 1\n'],
});
