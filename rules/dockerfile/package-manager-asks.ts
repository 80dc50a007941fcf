import { covers, dockerfile, dockerfileRule, fix, hasFlag, insertAfterWord, mayHideFlags, packageCall } from '#core';

const ROWS = {
  yum: ['hadolint:DL3030', 'kics:6e19193a'],
  dnf: ['hadolint:DL3038', 'kics:7ebd323c'],
  microdnf: ['hadolint:DL3038', 'kics:7ebd323c'],
  zypper: ['hadolint:DL3034', 'kics:45e1fca5'],
} as const;

export default dockerfileRule({
  title: 'Package manager waits for an answer',
  category: 'correctness',
  severity: 'medium',
  profile: 'recommended',
  why: 'Before it changes anything the package manager asks; nobody answers during a build, so the build stops.',
  equivalents: ['hadolint:DL3030', 'hadolint:DL3034', 'hadolint:DL3038', 'kics:6e19193a', 'kics:7ebd323c', 'kics:45e1fca5'],

  visit: {
    shellCommand(node, report) {
      const { command } = node;
      const call = packageCall(command);
      const rows = call && call.manager in ROWS ? ROWS[call.manager as keyof typeof ROWS] : undefined;
      if (!rows || !call?.action || !/^(?:install|upgrade|remove)$/.test(call.does) || mayHideFlags(command)) return;
      if (hasFlag(command, 'y', 'yes', 'assumeyes', 'n', 'non-interactive', 'no-confirm', 'assumeno', 'downloadonly')) return;
      if (command.pipeline.elements[0]?.command?.program === 'yes' && command.index > 0) return;
      const { action } = call;
      report(
        action.span,
        `\`${command.program} ${action.text}\` without \`-y\` stops to ask.`,
        covers(...rows),
        fix('safe', 'Add `-y`', () => insertAfterWord(node, action, '-y')),
      );
    },
  },

  examples: [
    {
      bad: dockerfile`
        FROM fedora:43
        RUN dnf install httpd && zypper --quiet in curl
                ^^^^^^^ \`dnf install\` without \`-y\` stops to ask.
                                                ^^ \`zypper in\` without \`-y\` stops to ask.
      `,
      good: dockerfile`
        FROM fedora:43
        RUN dnf install -y httpd && zypper --quiet in curl
      `,
    },
  ],

  valid: ['FROM fedora:43\nRUN dnf -y install httpd && yum install -qy a && zypper -n in b && microdnf clean all\n'],
});
