import { fix, inWords, type ShellCommand, workflowRule, yaml } from '#core';

/** What servers keep next to the code: settings, and what the program itself writes. */
const KEPT = ['.env', 'logs', 'backups'];

export default workflowRule({
  title: '`rsync --delete` may remove the files of the server',
  category: 'data',
  severity: 'medium',
  profile: 'strict',
  area: 'ci-cd',
  why: 'With `--delete` everything in the target folder that is not in the repository goes: the `.env` of the server, logs, uploads, backups. What is excluded stays.',
  equivalents: ['review:X16'],
  fixSafety: 'Excluded files are neither sent nor removed: a `.env` that the deployment is meant to bring would no longer arrive.',

  visit: {
    runStep(step, report, { source }) {
      for (const command of step.script?.commands ?? []) {
        const flag = command.program === 'rsync' ? command.words.find((word) => /^--del(?:ete(?:-\w+)?)?$/.test(word.prefix)) : undefined;
        if (!flag || !sendsRepository(command)) continue;
        const line = command.words.map((word) => word.template).join(' ');
        if (/--exclude-from|--filter|--include|-\w*F\b|--files-from|--dry-run/.test(line)) continue;
        const patterns = excludes(command);
        if (patterns === undefined) continue;
        const open = KEPT.filter((name) => !patterns.some((pattern) => covers(pattern, name)));
        if (!open.includes('.env')) continue;
        report(
          flag.span,
          `\`${flag.prefix}\` removes what only the server has, such as ${inWords(open.map((name) => `\`${name}\``))}: nothing excludes it.`,
          fix('unsafe', 'Exclude `.env`', () => [
            { file: source.path, start: flag.span.end, end: flag.span.end, newText: ' --exclude=.env' },
          ]),
        );
      }
    },
  },

  examples: [
    {
      bad: yaml`
        on: push
        jobs:
          deploy:
            runs-on: ubuntu-24.04
            steps:
              - run: |
                  rsync -avz --delete --exclude='.git*' --exclude node_modules \
                             ^^^^^^^^ \`--delete\` removes what only the server has, such as \`.env\`, \`logs\` and \`backups\`: nothing excludes it.
                    -e ssh ./ me@example.com:/srv/app
      `,
      good: yaml`
        on: push
        jobs:
          deploy:
            runs-on: ubuntu-24.04
            steps:
              - run: |
                  rsync -avz --delete --exclude=.env --exclude='.git*' --exclude node_modules \
                    -e ssh ./ me@example.com:/srv/app
      `,
    },
  ],

  valid: [
    {
      title: 'Excluded; a folder that was built; a local copy',
      text: yaml`
        on: push
        jobs:
          deploy:
            runs-on: ubuntu-24.04
            steps:
              - run: rsync -a --delete --exclude '.env*' ./ me@example.com:/srv/app
              - run: rsync -a --delete --exclude-from=.rsyncignore ./ me@example.com:/srv/app
              - run: rsync -a --delete dist/ me@example.com:/srv/app
              - run: rsync -a --delete ./ /tmp/app
      `,
    },
  ],
});

/** From the root of the checkout to another machine; a folder that was built holds nothing that a server adds to. */
function sendsRepository(command: ShellCommand): boolean {
  const operands: string[] = [];
  for (const [index, word] of command.words.entries()) {
    if (word.prefix.startsWith('-') || takesValue(command.words[index - 1]?.prefix)) continue;
    operands.push(word.template);
  }
  const target = operands.at(-1) ?? '';
  const sources = operands.slice(0, -1);
  const isRemote = /^(?:[^\s/]+@)?[^\s/:]{2,}:(?!\/\/)/.test(target);
  return isRemote && sources.some((path) => /^(?:\.\/?|\$\{?GITHUB_WORKSPACE\}?\/?)$/.test(path));
}

function takesValue(flag: string | undefined): boolean {
  return flag !== undefined && /^(?:--exclude|--rsh|--rsync-path|--chmod|--chown|--port|--backup-dir|-e)$|^-\w*e$/.test(flag);
}

/** Undefined where one of them is computed. */
function excludes({ words }: ShellCommand): string[] | undefined {
  const found: string[] = [];
  for (const [index, word] of words.entries()) {
    const isNext = word.text === '--exclude';
    const value = isNext ? words[index + 1]?.text : /^--exclude=/.test(word.prefix) ? word.text?.slice('--exclude='.length) : '';
    if (value === undefined) return undefined;
    if (value !== '') found.push(...bracesOf(value));
  }
  return found;
}

/** `--exclude={.env,logs}` */
function bracesOf(pattern: string): string[] {
  const inner = /^\{(.*)\}$/.exec(pattern)?.[1];
  return inner === undefined ? [pattern] : inner.split(',').map((one) => one.replace(/^(['"])(.*)\1$/, '$2'));
}

function covers(pattern: string, name: string): boolean {
  const plain = pattern.replace(/^(?:\*\*\/|\/|\.\/)/, '').replace(/\/(?:\*\*?)?$/, '');
  return new RegExp(`^${plain.replace(/[.+?^$()|[\]\\{}]/g, '\\$&').replaceAll('*', '.*')}$`).test(name);
}
