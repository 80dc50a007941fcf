import { dockerfile, dockerfileRule, fix, replaceOnLine } from '#core';

/** What `ADD` unpacks, by name; it looks at the content, so other names may be archives too. */
const ARCHIVE = /\.(?:tar|gz|tgz|bz2|tbz2?|tb2|xz|txz|zst|tzst|lzma|lz|tlz|z|tz)$/i;
const REMOTE = /^(?:https?|ftp|git|ssh):\/\/|^git@|\.git(?:#.*)?$/i;
const SHARED_FLAGS = new Set(['chmod', 'chown', 'exclude', 'link']);

/** A pattern such as `dist/*` may stand for archives; `*.jar` does not. */
function mayBeArchive(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return ARCHIVE.test(path) || (/[*?[]/.test(name) && (!/\.[A-Za-z0-9]+$/.test(name) || /\.(?:tar|tgz|t?[bgx]z2?)/i.test(name)));
}

/** Whether a path is certainly no archive: a folder, or a name with an ending of its own. */
function isPlain(path: string): boolean {
  return /(?:^|\/)\.{0,2}\/?$/.test(path) || /\.[A-Za-z][A-Za-z0-9]*$/.test(path);
}

export default dockerfileRule({
  title: '`ADD` where `COPY` is enough',
  category: 'maintainability',
  severity: 'low',
  profile: 'recommended',
  why: '`ADD` also downloads URLs and unpacks archives. Where neither is meant, `COPY` says what happens and cannot surprise.',
  equivalents: ['hadolint:DL3020', 'trivy:DS-0005', 'checkov:CKV_DOCKER_4', 'kics:9513a694', 'dockle:CIS-DI-0009'],

  visit: {
    add(add, report) {
      if (!add.destination || !add.flags.every((flag) => SHARED_FLAGS.has(flag.name))) return;
      const paths = add.paths.map((path) => add.expand(path));
      if (paths.some((path) => path === undefined || REMOTE.test(path) || mayBeArchive(path))) return;
      const isLower = add.keywordText === add.keywordText.toLowerCase();
      report(
        add.keywordSpan,
        'Nothing is downloaded or unpacked here: `COPY` does the same.',
        fix(paths.every((path) => path !== undefined && isPlain(path)) ? 'safe' : 'unsafe', 'Use `COPY`', () =>
          replaceOnLine(add.file, add.keywordSpan, isLower ? 'copy' : 'COPY'),
        ),
      );
    },
  },

  fixSafety: 'A file without an ending may be an archive all the same, which `ADD` unpacks by its content.',

  examples: [
    {
      bad: dockerfile`
        FROM node:24
        ADD --chown=node:node package.json src/ /app/
        ^^^ Nothing is downloaded or unpacked here: \`COPY\` does the same.
      `,
      good: dockerfile`
        FROM node:24
        COPY --chown=node:node package.json src/ /app/
      `,
    },
  ],

  valid: [
    'FROM a:1\nCOPY . .\n',
    'FROM a:1\nADD app.tar.gz /\nADD https://example.com/x /x\nADD git@github.com:a/b.git /x\nADD --unpack=true a /x\n',
    { title: 'Not known', text: 'FROM a:1\nARG F\nADD $F /x\nADD dist/* /x/\n' },
  ],
});
