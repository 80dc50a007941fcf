import { dockerfile, dockerfileRule, related } from '#core';

export default dockerfileRule({
  title: '`CMD` that the entry point never sees',
  category: 'correctness',
  severity: 'medium',
  profile: 'recommended',
  why: 'An `ENTRYPOINT` without brackets is run by `/bin/sh -c`, which takes no more arguments: neither `CMD` nor what is written behind the image reaches the program.',
  noFix: 'With brackets the program gets the arguments, and no shell: whether it needs one its author knows.',

  visit: {
    shippedStage(stage, report) {
      const entrypoint = stage.last('ENTRYPOINT');
      const cmd = stage.last('CMD');
      if (
        !entrypoint ||
        !cmd ||
        entrypoint.isExecForm ||
        entrypoint.dialect !== 'posix' ||
        entrypoint.looksLikeJson ||
        entrypoint.operandText === ''
      )
        return;
      // An entry point behind the command empties it anyway; `"$@"` is for those who wrap the shell.
      if (cmd.operandText === '' || /\$@|\$\*|\$[1-9]/.test(entrypoint.operandText)) return;
      report(
        cmd.keywordSpan,
        'The `ENTRYPOINT` runs in a shell that passes this on to nobody.',
        related(stage.file.source.path, entrypoint.keywordSpan, 'This one.'),
      );
    },
  },

  examples: [
    {
      bad: dockerfile`
        FROM node:24
        ENTRYPOINT node server.js
        CMD ["--port", "3000"]
        ^^^ The \`ENTRYPOINT\` runs in a shell that passes this on to nobody.
      `,
    },
  ],
  valid: [
    'FROM node:24\nENTRYPOINT ["node", "server.js"]\nCMD ["--port", "3000"]\n',
    'FROM node:24\nENTRYPOINT node server.js\n',
    'FROM node:24\nCMD node server.js\n',
  ],
});
