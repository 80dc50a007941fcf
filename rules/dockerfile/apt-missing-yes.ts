import { countFlag, dockerfile, dockerfileRule, fix, flagValues, hasFlag, insertAfterWord, mayHideFlags, operands } from '#core';

const ASKS = /^(?:install|reinstall|remove|purge|autoremove|upgrade|dist-upgrade|full-upgrade|build-dep)$/;

export default dockerfileRule({
  title: '`apt-get` waits for an answer',
  category: 'correctness',
  severity: 'medium',
  profile: 'recommended',
  why: 'As soon as more than the named packages would change, apt-get asks; nobody answers during a build, so the build stops.',
  equivalents: ['hadolint:DL3014', 'trivy:DS-0021', 'kics:77783205'],

  visit: {
    shellCommand(node, report) {
      const { command, instruction } = node;
      if (command.program !== 'apt-get' && command.program !== 'apt') return;
      const action = operands(command)[0];
      if (!action?.text || !ASKS.test(action.text) || mayHideFlags(command)) return;
      if (
        hasFlag(
          command,
          'y',
          'yes',
          'assume-yes',
          'force-yes',
          's',
          'simulate',
          'dry-run',
          'just-print',
          'no-act',
          'recon',
          'print-uris',
          'assume-no',
        )
      )
        return;
      // Two levels of quiet imply yes.
      if (countFlag(command, 'q', 'quiet') >= 2) return;
      const options = [...flagValues(command, 'o'), ...flagValues(command, 'option')];
      if (options.some((option) => /assume-yes/i.test(option))) return;
      if (command.pipeline.elements[0]?.command?.program === 'yes' && command.index > 0) return;
      if (instruction.stage?.allInherited('RUN').some((run) => /Assume-Yes/i.test(run.head.text))) return;
      report(
        action.span,
        `\`${command.program} ${action.text}\` without \`-y\` stops to ask.`,
        fix('safe', 'Add `-y`', () => insertAfterWord(node, action, '-y')),
      );
    },
  },

  examples: [
    {
      bad: dockerfile`
        FROM debian:13
        RUN apt-get update; apt-get install curl
                                    ^^^^^^^ \`apt-get install\` without \`-y\` stops to ask.
      `,
      good: dockerfile`
        FROM debian:13
        RUN apt-get update; apt-get install -y curl
      `,
    },
    {
      title: 'In a here-document',
      bad: dockerfile`
        FROM debian:13
        RUN <<EOF
        apt-get upgrade
                ^^^^^^^ \`apt-get upgrade\` without \`-y\` stops to ask.
        EOF
      `,
      good: dockerfile`
        FROM debian:13
        RUN <<EOF
        apt-get upgrade -y
        EOF
      `,
    },
  ],

  valid: [
    'FROM debian:13\nRUN apt-get -qqy install curl && apt-get install -qq curl && apt-get install -q=2 curl && apt-get --assume-yes install x\n',
    'FROM debian:13\nRUN yes | apt-get install curl\n',
    'FROM debian:13\nRUN echo apt-get install curl\n',
  ],
});
