import { dockerfile, dockerfileRule, operands } from '#core';

/** Octal modes whose last digit lets everybody write, and `o+w`, `a+w`, `a=rwx`. */
const FOR_EVERYBODY = /^(?:[0-7]{0,3}[2367]|(?:[ugoa]*[+=][rwxXst]*,)*[ug]*[oa][ugoa]*[+=][rxXst]*w[rwxXst]*)$/;

export default dockerfileRule({
  title: 'Files that everybody may change',
  category: 'security',
  severity: 'medium',
  profile: 'recommended',
  why: 'Whoever gets into the container under any account can put code of his own into what runs there.',
  noFix: 'Which account has to write there only the program knows: give the folder to it, with `COPY --chown` or `chown`.',

  visit: {
    shellCommand({ command, instruction: { stage } }, report) {
      // What only builds is gone when the image runs.
      if (command.program !== 'chmod' || !stage?.file.isShipped(stage)) return;
      const [mode, ...paths] = operands(command);
      // `a+rwX` is how images are made that run under any number; the sticky bit, as `/tmp` has it, keeps everybody from the files of others.
      if (!mode?.text || !FOR_EVERYBODY.test(mode.text) || /^1[0-7]{3}$|X/.test(mode.text)) return;
      if (paths.every(({ text }) => text !== undefined && /^\/(?:tmp|var\/tmp|dev)(?:\/|$)/.test(text))) return;
      report(mode.span, `\`${mode.text}\` lets every account change this.`);
    },
  },

  examples: [
    {
      bad: dockerfile`
        FROM debian:13
        RUN mkdir /data && chmod -R 777 /data
                                    ^^^ \`777\` lets every account change this.
        RUN chmod a+rwx /srv
                  ^^^^^ \`a+rwx\` lets every account change this.
      `,
    },
  ],
  valid: [
    'FROM debian:13 AS build\nRUN chmod 777 /a\nFROM debian:13\nCOPY --from=build /b /b\n',
    'FROM debian:13\nRUN chmod 755 /a && chmod +x /b && chmod 1777 /c && chmod u+w,go-w /d && chmod 777 /tmp && chmod o-w /e && chmod $MODE /f && chmod -R a+rwX /g\n',
  ],
});
