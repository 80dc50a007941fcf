import { type DockerfileNodes, dockerfile, dockerfileRule, fix, type Report, replaceOnLine } from '#core';

type Node = DockerfileNodes['shellCommand'];

/** `$DIR/`, `"${DIR}"/*`, `"$DIR/"`: nothing but a slash is left of it when the variable is empty. */
const BELOW = /^"?\$(?:(\w+)|\{(\w+)\})"?\/+"?\*?"?$/;

/** Undefined where it cannot be told; false where it is set for certain. */
function mayBeEmpty(name: string, { instruction, script }: Node): boolean | undefined {
  if (script.commands.some(({ assignments }) => assignments.some((one) => one.name === name))) return false;
  // `for`, `read`, `eval`: a shell has many ways to set one.
  if (new RegExp(`\\b${name}\\b(?!["'}/])`).test(script.text.replaceAll(new RegExp(`\\$\\{?${name}\\b`, 'g'), ''))) return undefined;
  const value = instruction.scope.valueOf(name);
  return value === undefined ? undefined : value === null || value === '';
}

function check(node: Node, report: Report): void {
  const { command, instruction, isExec } = node;
  if (command.program !== 'rm' || isExec || !command.words.some(({ template }) => /^-\w*[rR]|^--recursive$/.test(template))) return;
  for (const word of command.words) {
    const match = BELOW.exec(word.raw);
    const name = match?.[1] ?? match?.[2];
    const parts = [...word.parts, ...word.parts.flatMap(({ parts: inner }) => inner)];
    const part = parts.find(({ parameter }) => parameter === name);
    if (name === undefined || !part || mayBeEmpty(name, node) !== true) continue;
    report(
      word.span,
      `\`${name}\` may be empty: then this deletes from the root on.`,
      fix('unsafe', 'Stop when it is empty', () => replaceOnLine(instruction.file, part.span, `\${${name}:?}`)),
    );
  }
}

export default dockerfileRule({
  title: 'Delete that begins with a variable',
  category: 'correctness',
  severity: 'high',
  profile: 'recommended',
  why: 'An `ARG` without a default is empty when nobody gives it a value, and `rm -rf "$DIR/"*` is `rm -rf /*` then: the image loses what it stands on.',
  equivalents: ['hadolint:SC2115', 'shellcheck:SC2115'],
  fixSafety: 'A build in which the variable is empty stops from then on.',

  visit: { shellCommand: check },

  examples: [
    {
      bad: dockerfile`
        FROM debian:13
        ARG CACHE
        RUN make && rm -rf "$CACHE/"*
                           ^^^^^^^^^^ \`CACHE\` may be empty: then this deletes from the root on.
      `,
      good: dockerfile`
        FROM debian:13
        ARG CACHE
        RUN make && rm -rf "\${CACHE:?}/"*
      `,
    },
  ],
  valid: [
    'FROM debian:13\nARG CACHE=/var/cache\nRUN rm -rf "$CACHE/"*\n',
    'FROM debian:13\nENV CACHE=/var/cache\nRUN rm -rf $CACHE/*\n',
    'FROM debian:13\nRUN rm -rf "$SET_BY_THE_BASE_IMAGE/"*\n',
    'FROM debian:13\nARG CACHE\nRUN rm -rf "${CACHE:?}/"*\n',
    'FROM debian:13\nARG CACHE\nRUN CACHE=$(mktemp -d); rm -rf "$CACHE/"*\n',
    'FROM debian:13\nARG CACHE\nRUN rm -rf "$CACHE/sub"\n',
    'FROM debian:13\nARG CACHE\nRUN rm -f "$CACHE/"*\n',
    'FROM debian:13\nARG CACHE\nRUN rm -rf "/x/$CACHE/"\n',
    'FROM debian:13\nARG CACHE\nRUN for CACHE in /a /b; do rm -rf "$CACHE/"; done\n',
    'FROM debian:13\nARG CACHE\nRUN read -r CACHE < /x && rm -rf "$CACHE/"\n',
  ],
});
