import { addFlag, covers, dockerfile, dockerfileRule, fix, placeholder } from '#core';

export default dockerfileRule({
  title: 'Download that nothing is compared with',
  category: 'supply-chain',
  severity: 'medium',
  profile: 'strict',
  why: 'What the server answers goes into the image, whatever it is that day. `--checksum=sha256:…` takes only the file that was meant.',
  equivalents: ['kics:4b410d24', 'checkov:CKV_DOCKER_4'],
  fixSafety: 'Put in the checksum that whoever offers the file tells: the build stops at any other file.',

  visit: {
    add(add, report) {
      if (add.flag('checksum')) return;
      const remote = add.paths.find(({ value }) => /^https?:\/\//i.test(value) && !/\.git(?:#.*)?$/i.test(value));
      if (!remote) return;
      report(
        remote,
        'Nothing tells whether this is the file that was meant.',
        covers('kics:4b410d24', 'checkov:CKV_DOCKER_4'),
        add.paths.length === 1 &&
          fix('placeholder', 'Say which file is meant', () => addFlag(add, `--checksum=sha256:${placeholder('0'.repeat(64))}`)),
      );
    },
  },

  examples: [
    {
      bad: dockerfile`
        FROM debian:13
        ADD https://example.com/tool.tar.gz /tmp/
            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Nothing tells whether this is the file that was meant.
      `,
      good: dockerfile`
        FROM debian:13
        ADD --checksum=sha256:0000000000000000000000000000000000000000000000000000000000000000 https://example.com/tool.tar.gz /tmp/
      `,
    },
  ],

  valid: [
    `FROM debian:13\nADD --checksum=sha256:${'0'.repeat(64)} https://example.com/a /a\nADD https://example.com/x.git#v1 /x\nADD a.tar.gz /\n`,
  ],
});
