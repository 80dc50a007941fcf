import {
  covers,
  type DockerCommand,
  dockerfile,
  dockerfileRule,
  fix,
  operands,
  readArguments,
  removeCommandWord,
  type ShellWord,
} from '#core';

interface Off {
  readonly words: readonly ShellWord[];
  readonly row: string;
}

const PROGRAMS = /^(?:curl|wget|pip[\d.]*|python[\d.]*|npm|yarn|pnpm|yum-config-manager|dnf|yum|tdnf|microdnf)$/;

/** The words that switch the check off; several where a value is a word of its own. */
function switchedOff({ command }: DockerCommand): Off | undefined {
  const { program, words } = command;
  if (!PROGRAMS.test(program ?? '')) return undefined;
  const { flags } = readArguments(command, { valueFlags: ['trusted-host', 'setopt'] });
  const flag = (row: string, ...names: readonly string[]): Off | undefined => {
    const found = flags.find(({ name }) => names.includes(name));
    return found && { words: [found.word, ...(found.valueWord ? [found.valueWord] : [])], row };
  };
  if (program === 'curl') return flag('checkov:CKV2_DOCKER_2', 'k', 'insecure');
  if (program === 'wget') return flag('checkov:CKV2_DOCKER_3', 'no-check-certificate');
  if (isPip(command)) return flag('checkov:CKV2_DOCKER_4', 'trusted-host');
  if (program === 'npm' || program === 'yarn' || program === 'pnpm') {
    const text = words.map((word) => word.text ?? '').join(' ');
    return /^(?:config |c )?set (?:--[\w-]+ )*strict-ssl[ =]"?false/i.test(text) ? { words, row: 'checkov:CKV2_DOCKER_13' } : undefined;
  }
  if (/^(?:yum-config-manager|dnf|yum|tdnf|microdnf)$/.test(program ?? '')) {
    const found = flags.find(({ name, value }) => name === 'setopt' && /(?:^|\.)sslverify=(?:0|false|no)$/i.test(value ?? ''));
    return found && { words: [found.word, ...(found.valueWord ? [found.valueWord] : [])], row: 'checkov:CKV2_DOCKER_15' };
  }
  return undefined;
}

function isPip({ program, words }: DockerCommand['command']): boolean {
  return /^pip[\d.]*$/.test(program ?? '') || (/^python[\d.]*$/.test(program ?? '') && words[0]?.text === '-m' && words[1]?.text === 'pip');
}

/** `-k` alone can go; `-fkL` loses a letter. */
function edits(node: DockerCommand, { words }: Off) {
  const [word, value, ...more] = words;
  if (!word || more.length > 0 || node.isExec) return undefined;
  const { file } = node.instruction;
  const { start, end } = word.span;
  const text = file.source.text.slice(start, end);
  if (/^-[A-Za-z]{2,}$/.test(text) && node.command.program === 'curl')
    return [{ file: file.source.path, start, end, newText: text.replace('k', '') }];
  const removed = [removeCommandWord(node, word), ...(value ? [removeCommandWord(node, value)] : [])];
  return removed.every((one) => one !== undefined) ? removed.flat() : undefined;
}

export default dockerfileRule({
  title: 'Download that trusts every server',
  category: 'supply-chain',
  severity: 'high',
  profile: 'recommended',
  why: 'Without a check of the certificate, whoever sits between the build and the server can put anything into the image.',
  equivalents: [
    'checkov:CKV2_DOCKER_2',
    'checkov:CKV2_DOCKER_3',
    'checkov:CKV2_DOCKER_4',
    'checkov:CKV2_DOCKER_13',
    'checkov:CKV2_DOCKER_15',
  ],

  visit: {
    shellCommand(node, report) {
      const off = switchedOff(node);
      if (!off) return;
      const { command } = node;
      // Asking one's own machine is no download.
      if (
        /^(?:curl|wget)$/.test(command.program ?? '') &&
        operands(command).some((word) => /^https?:\/\/(?:localhost|127\.|\[::1\])/.test(word.prefix))
      )
        return;
      const [first] = off.words;
      const last = off.words.at(-1);
      if (!first || !last) return;
      report(
        { start: first.span.start, end: last.span.end },
        `\`${command.program}\` does not check who answers.`,
        covers(off.row),
        fix('unsafe', 'Check the certificate', () => edits(node, off)),
      );
    },
  },

  fixSafety: 'The build stops where the server’s certificate is not trusted: install the certificate of its authority then.',

  examples: [
    {
      bad: dockerfile`
        FROM debian:13
        RUN curl -fkL https://example.com/tool -o /usr/local/bin/tool
                 ^^^^ \`curl\` does not check who answers.
        RUN wget --no-check-certificate https://example.com/data
                 ^^^^^^^^^^^^^^^^^^^^^^ \`wget\` does not check who answers.
      `,
      good: dockerfile`
        FROM debian:13
        RUN curl -fL https://example.com/tool -o /usr/local/bin/tool
        RUN wget --no-check-certificate https://example.com/data
      `,
    },
    {
      bad: dockerfile`
        FROM python:3.14-slim
        RUN pip install --trusted-host pypi.example.com -r requirements.txt
                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ \`pip\` does not check who answers.
      `,
      good: dockerfile`
        FROM python:3.14-slim
        RUN pip install -r requirements.txt
      `,
    },
    {
      bad: dockerfile`
        FROM node:24
        RUN npm config set strict-ssl false && npm ci
                ^^^^^^^^^^^^^^^^^^^^^^^^^^^ \`npm\` does not check who answers.
      `,
    },
  ],

  valid: [
    'FROM debian:13\nRUN curl -fsSL https://example.com/k -o /k && wget -q https://example.com/k\n',
    'FROM debian:13\nRUN curl -k https://localhost:8443/health\n',
    'FROM node:24\nRUN npm config set strict-ssl true\n',
    'FROM debian:13\nRUN echo curl -k\n',
  ],
});
