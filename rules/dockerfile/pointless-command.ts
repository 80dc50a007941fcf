import { dockerfile, dockerfileRule } from '#core';

/** Programs for people at a terminal, or for a system that runs: a build has neither. */
const POINTLESS =
  /^(?:free|kill|mount|ps|service|shutdown|ssh|top|htop|vim|vi|nano|emacs|reboot|halt|poweroff|ifconfig|systemctl|telnet|less|more|man|watch|screen|tmux)$/;

export default dockerfileRule({
  title: 'Command that does nothing for an image',
  category: 'maintainability',
  severity: 'info',
  profile: 'strict',
  why: 'A build keeps files only: what is started ends with its `RUN`, and there is nobody at a terminal.',
  equivalents: ['hadolint:DL3001', 'kics:9b6b0f38'],
  noFix: 'What was meant, no file tells.',

  visit: {
    shellCommand({ command, instruction }, report) {
      if (!POINTLESS.test(command.program ?? '') || !command.nameWord) return;
      // With arguments they may well work on files: `ssh` to fetch, `mount` in a build with rights, `service x start` for a step of it.
      const isOfUse =
        (command.program === 'ssh' && instruction.flags.some((flag) => flag.value?.raw.includes('type=ssh'))) ||
        (command.program === 'mount' && instruction.flags.some((flag) => flag.name === 'security')) ||
        (command.program === 'systemctl' && /^(?:enable|disable|mask|set-default)$/.test(command.words[0]?.text ?? ''));
      if (!isOfUse) report(command.nameWord.span, `\`${command.program}\` leaves nothing in the image.`);
    },
  },

  examples: [
    {
      bad: dockerfile`
        FROM debian:13
        RUN service nginx start && top
            ^^^^^^^ \`service\` leaves nothing in the image.
                                   ^^^ \`top\` leaves nothing in the image.
      `,
    },
  ],

  valid: ['FROM debian:13\nRUN apt-get install -y ssh vim && systemctl enable nginx\nRUN --mount=type=ssh ssh -T git@example.com\n'],
});
