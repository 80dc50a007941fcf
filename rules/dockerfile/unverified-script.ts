import { dockerfile, dockerfileRule } from '#core';

const SHELLS = /^(?:sh|bash|ash|dash|zsh|python[\d.]*|perl|ruby|node)$/;

export default dockerfileRule({
  title: 'Script from the network is run unread',
  category: 'supply-chain',
  severity: 'low',
  profile: 'strict',
  why: 'Whatever the server answers that day runs as root in the build. A download into a file can be compared with a checksum first, and its version can be fixed.',
  noFix: 'The checksum has to be had from whoever offers the script.',

  visit: {
    run(run, report) {
      for (const pipeline of run.text.pipelines) {
        const download = pipeline.commands.find(({ program, index }) => index === 0 && /^(?:curl|wget)$/.test(program ?? ''));
        const shell = pipeline.commands.find(({ program, index }) => index > 0 && SHELLS.test(program ?? ''));
        const isChecked = pipeline.commands.some(({ program }) => /^(?:sha\d+sum|gpg|cosign|minisign)$/.test(program ?? ''));
        // `python -c` reads data.
        const readsScript = shell && !shell.words.some(({ text }) => text === '-c' || text === '-e');
        if (download?.nameWord && shell && readsScript && !isChecked)
          report(download.nameWord.span, `\`${shell.program}\` runs whatever this answers.`);
      }
    },
  },

  examples: [
    {
      bad: dockerfile`
        FROM debian:13
        RUN curl -fsSL https://example.com/install.sh | sh -s -- -y
            ^^^^ \`sh\` runs whatever this answers.
      `,
    },
  ],

  valid: [
    'FROM debian:13\nRUN curl -fsSL https://example.com/key | gpg --dearmor -o /key && curl -fs https://example.com/a.json | python3 -c "import json"\n',
  ],
});
