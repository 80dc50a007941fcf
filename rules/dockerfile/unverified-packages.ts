import { covers, type DockerCommand, dockerfile, dockerfileRule, fix, readArguments, removeCommandWord, replaceOnLine } from '#core';

/** Flags that install packages nobody signed, by program. */
const FLAGS: readonly { readonly program: RegExp; readonly flags: readonly string[]; readonly row: string }[] = [
  { program: /^apk$/, flags: ['allow-untrusted'], row: 'checkov:CKV2_DOCKER_7' },
  { program: /^(?:apt|apt-get|aptitude)$/, flags: ['allow-unauthenticated'], row: 'checkov:CKV2_DOCKER_8' },
  { program: /^(?:yum|dnf|tdnf|microdnf)$/, flags: ['nogpgcheck'], row: 'checkov:CKV2_DOCKER_9' },
  { program: /^rpm$/, flags: ['nodigest', 'nosignature', 'noverify', 'nofiledigest'], row: 'checkov:CKV2_DOCKER_10' },
  { program: /^(?:apt|apt-get|aptitude)$/, flags: ['force-yes'], row: 'checkov:CKV2_DOCKER_11' },
];

function find({ command }: DockerCommand) {
  for (const { program, flags: names, row } of FLAGS) {
    if (!program.test(command.program ?? '')) continue;
    const found = readArguments(command).flags.filter(({ name }) => names.includes(name));
    const [flag] = found;
    if (flag) return { flag, all: found.map(({ word }) => word), row };
  }
  return undefined;
}

export default dockerfileRule({
  title: 'Packages are installed without a check of their signature',
  category: 'supply-chain',
  severity: 'high',
  profile: 'recommended',
  why: 'Signatures are what tells packages of the distribution from those that somebody else put in their place.',
  equivalents: FLAGS.map(({ row }) => row),

  visit: {
    shellCommand(node, report) {
      const found = find(node);
      if (!found) return;
      const { word, name } = found.flag;
      const isForce = name === 'force-yes';
      report(
        word.span,
        isForce ? '`--force-yes` also takes unsigned packages and older versions.' : `\`--${name}\` takes packages that nobody signed.`,
        covers(found.row),
        fix('unsafe', isForce ? 'Use `-y`' : `Remove \`--${name}\``, () => {
          if (node.isExec) return undefined;
          if (isForce) return replaceOnLine(node.instruction.file, word.span, '-y');
          const removed = found.all.map((one) => removeCommandWord(node, one));
          return removed.every((one) => one !== undefined) ? removed.flat() : undefined;
        }),
      );
    },
  },

  fixSafety: 'The build stops where a package is not signed by a known key: install the key of its source then.',

  examples: [
    {
      bad: dockerfile`
        FROM alpine:3.23
        RUN apk add --no-cache --allow-untrusted tool.apk
                               ^^^^^^^^^^^^^^^^^ \`--allow-untrusted\` takes packages that nobody signed.
      `,
      good: dockerfile`
        FROM alpine:3.23
        RUN apk add --no-cache tool.apk
      `,
    },
    {
      bad: dockerfile`
        FROM debian:13
        RUN apt-get update && apt-get install --force-yes tool
                                              ^^^^^^^^^^^ \`--force-yes\` also takes unsigned packages and older versions.
      `,
      good: dockerfile`
        FROM debian:13
        RUN apt-get update && apt-get install -y tool
      `,
    },
    {
      bad: dockerfile`
        FROM fedora:43
        RUN dnf install -y --nogpgcheck tool && rpm -i --nodigest x.rpm
                           ^^^^^^^^^^^^ \`--nogpgcheck\` takes packages that nobody signed.
                                                       ^^^^^^^^^^ \`--nodigest\` takes packages that nobody signed.
      `,
    },
  ],

  valid: ['FROM debian:13\nRUN apt-get update && apt-get install -y tool && echo --allow-unauthenticated\n'],
});
