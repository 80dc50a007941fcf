import { type DockerfileNodes, dockerfile, dockerfileRule, type Report } from '#core';

type Start = DockerfileNodes['cmd'];

function check(instruction: Start, report: Report): void {
  // What an entry point makes of its arguments only its text tells.
  if (instruction.keyword === 'CMD' && (instruction.stage?.allInherited('ENTRYPOINT').length ?? 0) > 0) return;
  const items = instruction.json ?? [];
  // A shell that the list starts expands what it is given.
  if (
    items.some(({ value }) =>
      /(?:^|\/)(?:sh|bash|ash|dash|zsh|ksh|env|envsubst|eval|tini|cmd|cmd\.exe|pwsh|powershell|concurrently|npm-run-all|xargs)(?:\.exe)?$/i.test(
        value,
      ),
    )
  )
    return;
  for (const [index, word] of items.entries()) {
    // `su app -c "$START"` and the like: a command line for somebody else.
    if (/^(?:-\w*c|--command)$/.test(items[index - 1]?.value ?? '')) continue;
    const name = /^\$(?:\{(\w+)\}|(\w+))$/.exec(word.value);
    if (name) report(word, `\`${word.value}\` stays as it is: without a shell nothing puts the value of \`${name[1] ?? name[2]}\` in.`);
  }
}

export default dockerfileRule({
  title: 'Variable in a list that no shell reads',
  category: 'correctness',
  severity: 'high',
  profile: 'recommended',
  why: 'The list is handed to the program word by word: it gets the dollar sign and the name, and not the value.',
  noFix: 'Either the program reads the variable itself, or a shell has to start it: `["sh", "-c", "exec program --port $PORT"]`.',

  visit: { cmd: check, entrypoint: check },

  examples: [
    {
      bad: dockerfile`
        FROM node:24
        CMD ["node", "server.js", "--port", "$PORT"]
                                            ^^^^^^^ \`$PORT\` stays as it is: without a shell nothing puts the value of \`PORT\` in.
      `,
    },
  ],
  valid: [
    'FROM node:24\nCMD ["sh", "-c", "exec node server.js --port $PORT"]\n',
    'FROM node:24\nCMD ["/bin/sh", "-c", "$START"]\n',
    'FROM node:24\nCMD node server.js --port $PORT\n',
    'FROM node:24\nCMD ["node", "-e", "console.log(`$1`)"]\n',
    'FROM node:24\nCMD ["program", "a$b"]\n',
    'FROM node:24\nENTRYPOINT ["/entrypoint.sh"]\nCMD ["$START"]\n',
    'FROM node:24\nCMD ["su", "node", "-c", "$START"]\n',
  ],
});
