import { dockerfile, dockerfileRule, isInstruction, related } from '#core';

const ARCHIVE = /\.(?:tar|tar\.(?:gz|bz2|xz|zst|lzma)|tgz|tbz2?|txz|zip|gz|bz2|xz)$/i;
const UNPACKS = /^(?:tar|unzip|gunzip|bunzip2|unxz|gzip|zcat|bsdtar|7z)$/;

export default dockerfileRule({
  title: 'Archive that is copied and then unpacked',
  category: 'performance',
  severity: 'info',
  profile: 'strict',
  why: 'The archive stays in the layer of the copy. `ADD` unpacks tar archives from the context without keeping them; a mount brings others for one `RUN` only.',
  equivalents: ['hadolint:DL3010'],
  noFix: 'Where the files of the archive are to lie, and who is to own them, only its content tells.',

  visit: {
    copy(copy, report) {
      const { stage, file } = copy;
      if (copy.from) return;
      const archives = copy.paths.filter((path) => ARCHIVE.test(path.value));
      if (archives.length === 0) return;
      const destination = copy.destination?.value ?? '';
      const runs = file.instructions
        .filter((one) => isInstruction(one, 'RUN'))
        .filter((run) => run.stage === stage && run.place.index > copy.place.index);
      for (const archive of archives) {
        const base = archive.value.slice(archive.value.lastIndexOf('/') + 1);
        const target = ARCHIVE.test(destination) ? destination.slice(destination.lastIndexOf('/') + 1) : base;
        const unpacks = runs
          .flatMap((run) => run.text.commands)
          .find(({ command }) => UNPACKS.test(command.program ?? '') && command.words.some((word) => word.template.endsWith(target)));
        if (unpacks?.command.nameWord)
          report(
            archive,
            'The archive stays in the image although it is unpacked.',
            related(file.source.path, unpacks.command.nameWord.span, 'Unpacked here.'),
          );
      }
    },
  },

  examples: [
    {
      bad: dockerfile`
        FROM debian:13
        COPY dist/app.tar.gz /tmp/
             ^^^^^^^^^^^^^^^ The archive stays in the image although it is unpacked.
        RUN tar -xzf /tmp/app.tar.gz -C /opt
      `,
    },
  ],

  valid: [
    'FROM debian:13\nADD app.tar.gz /opt/\nCOPY b.tar /b.tar\nRUN tar -cf /c.tar /opt\n',
    'FROM debian:13\nCOPY --from=x a.tar /\nRUN tar xf a.tar\n',
  ],
});
