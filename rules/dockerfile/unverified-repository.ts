import { dockerfile, dockerfileRule, type Report, type ShellWord, severity } from '#core';

/** Options of a source of packages that switch the check of its signatures off; one inside the image needs none. */
const TRUSTED = /\[[^\]]*\b(?:trusted=yes|allow-insecure=yes)\b[^\]]*\]\s+(?!file:|cdrom:|copy:)/i;

function check(words: readonly ShellWord[], report: Report): void {
  for (const word of words) {
    const found = TRUSTED.exec(word.template);
    if (found) report(word.span, 'Packages of this source are installed whoever signed them.');
  }
}

export default dockerfileRule({
  title: 'Source of packages that nobody vouches for',
  category: 'supply-chain',
  severity: 'high',
  profile: 'recommended',
  why: 'The signature is what tells packages of the distribution from those of anybody on the way. A key that `apt-key` adds vouches for every source, not for its own alone.',
  noFix: 'The source needs a key of its own: put it under `/etc/apt/keyrings` and name it with `signed-by=`.',

  visit: {
    shellCommand({ command }, report) {
      check(command.words, report);
      if (command.program === 'apt-key' && command.nameWord && command.words.some(({ text }) => text === 'add' || text === 'adv'))
        report(command.nameWord.span, 'This key is taken for every source; `signed-by=` ties one to its own.', severity('medium'));
    },
  },

  examples: [
    {
      bad: dockerfile`
        FROM debian:13
        RUN echo "deb [trusted=yes] https://example.com/apt stable main" > /etc/apt/sources.list.d/a.list
                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Packages of this source are installed whoever signed them.
        RUN apt-key add /tmp/key.gpg
            ^^^^^^^ This key is taken for every source; \`signed-by=\` ties one to its own.
      `,
    },
  ],
  valid: [
    'FROM debian:13\nRUN echo "deb [signed-by=/etc/apt/keyrings/a.gpg] https://example.com/apt stable main" > /etc/apt/sources.list.d/a.list\nRUN apt-key list\n',
    'FROM debian:13\nRUN echo "deb [ trusted=yes ] file:///srv/packages ./" > /etc/apt/sources.list.d/a.list\n',
  ],
});
