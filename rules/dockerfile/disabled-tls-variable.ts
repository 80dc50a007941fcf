import { covers, type DockerfileNodes, dockerfile, dockerfileRule, type FileEdit, fix, type Report, removePart } from '#core';

/** Variables that tell programs not to check certificates, and the values that do. */
const VARIABLES: readonly { readonly name: RegExp; readonly value: RegExp; readonly row: string }[] = [
  { name: /^PIP_TRUSTED_HOST$/, value: /./, row: 'checkov:CKV2_DOCKER_16' },
  { name: /^PYTHONHTTPSVERIFY$/, value: /^0$/, row: 'checkov:CKV2_DOCKER_5' },
  { name: /^NODE_TLS_REJECT_UNAUTHORIZED$/, value: /^0$/, row: 'checkov:CKV2_DOCKER_6' },
  { name: /^npm_config_strict_ssl$/i, value: /^false$/i, row: 'checkov:CKV2_DOCKER_12' },
  { name: /^GIT_SSL_NO_VERIFY$/, value: /./, row: 'checkov:CKV2_DOCKER_14' },
];

function check(
  name: string,
  value: string | undefined,
  span: { start: number; end: number },
  report: Report,
  edits?: () => readonly FileEdit[] | undefined,
): void {
  const off = VARIABLES.find((one) => one.name.test(name) && value !== undefined && one.value.test(value));
  if (!off) return;
  report(span, `\`${name}\` tells programs to trust every server.`, covers(off.row), edits && fix('unsafe', 'Remove it', edits));
}

type PairNode = DockerfileNodes['envPair'];

const checkPair = ({ pair, instruction }: PairNode, report: Report): void =>
  check(pair.key, pair.value?.value, pair, report, () => removePart(instruction, instruction.pairs, pair));

export default dockerfileRule({
  title: 'Variable that switches the check of certificates off',
  category: 'supply-chain',
  severity: 'high',
  profile: 'recommended',
  why: 'It holds for every download of the build, and set with `ENV` for the running application as well: anybody on the way can read and change what it sends.',
  equivalents: [
    'checkov:CKV2_DOCKER_5',
    'checkov:CKV2_DOCKER_6',
    'checkov:CKV2_DOCKER_12',
    'checkov:CKV2_DOCKER_14',
    'checkov:CKV2_DOCKER_16',
  ],
  fixSafety: 'The build stops where a certificate is not trusted: install the one of its authority then.',

  visit: {
    envPair: checkPair,
    argPair: checkPair,
    shellCommand({ command }, report) {
      for (const { name, value, span } of command.assignments) check(name, value?.text, span, report);
      if (command.program !== 'export') return;
      for (const word of command.words) {
        const [, name = '', value] = /^(\w+)=(.*)$/.exec(word.text ?? '') ?? [];
        check(name, value, word.span, report);
      }
    },
  },

  examples: [
    {
      bad: dockerfile`
        FROM node:24
        ENV A=b NODE_TLS_REJECT_UNAUTHORIZED=0 C=d
                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ \`NODE_TLS_REJECT_UNAUTHORIZED\` tells programs to trust every server.
      `,
      good: dockerfile`
        FROM node:24
        ENV A=b C=d
      `,
    },
    {
      title: 'In commands',
      bad: dockerfile`
        FROM node:24
        RUN GIT_SSL_NO_VERIFY=1 git clone https://git.example.com/tool
            ^^^^^^^^^^^^^^^^^^^ \`GIT_SSL_NO_VERIFY\` tells programs to trust every server.
        RUN export NPM_CONFIG_STRICT_SSL=false && npm ci
                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^ \`NPM_CONFIG_STRICT_SSL\` tells programs to trust every server.
      `,
    },
  ],

  valid: ['FROM node:24\nENV NODE_TLS_REJECT_UNAUTHORIZED=1 PYTHONHTTPSVERIFY=1\nRUN npm_config_strict_ssl=true npm ci\n'],
});
