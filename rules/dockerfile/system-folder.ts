import { covers, dockerfile, dockerfileRule } from '#core';

const SYSTEM = /^\/(?:proc|boot|dev|initrd|lost\+found|sys)(?:\/|$)/;

export default dockerfileRule({
  title: 'Folder of the running system',
  category: 'correctness',
  severity: 'high',
  profile: 'recommended',
  why: 'The kernel, or the host, lays its own files over these folders: what an image has there is not seen, or stands in the way.',
  equivalents: ['trivy:DS-0030', 'dockle:DKL-DI-0002'],
  noFix: 'Where the files are to lie is for the project to say.',

  visit: {
    workdir(workdir, report) {
      const text = workdir.value && workdir.expand(workdir.value);
      if (workdir.value && text && SYSTEM.test(text))
        report(workdir.value, `\`${text}\` belongs to the running system.`, covers('trivy:DS-0030'));
    },
    volume(volume, report) {
      for (const word of volume.words) {
        if (SYSTEM.test(word.value)) report(word, `\`${word.value}\` belongs to the running system.`, covers('dockle:DKL-DI-0002'));
      }
    },
  },

  examples: [
    {
      bad: dockerfile`
        FROM debian:13
        WORKDIR /proc/app
                ^^^^^^^^^ \`/proc/app\` belongs to the running system.
        VOLUME ["/data", "/dev"]
                         ^^^^^^ \`/dev\` belongs to the running system.
      `,
    },
  ],

  valid: ['FROM debian:13\nWORKDIR /process\nVOLUME /data /devices\n'],
});
