import { covers, dockerfile, dockerfileRule, fix, removePart } from '#core';

const SYSTEM = /^\/(?:proc|boot|dev|initrd|lost\+found|sys)(?:\/|$)/;

export default dockerfileRule({
  title: 'Folder of the running system',
  category: 'correctness',
  severity: 'high',
  profile: 'recommended',
  why: 'The kernel, or the host, lays its own files over these folders: what an image has there is not seen, or stands in the way.',
  equivalents: ['trivy:DS-0030', 'dockle:DKL-DI-0002'],
  fixSafety: 'What was kept in the folder is what the host lays over it: a volume there had no effect that is wanted.',

  visit: {
    workdir(workdir, report) {
      const text = workdir.value && workdir.expand(workdir.value);
      if (workdir.value && text && SYSTEM.test(text))
        report(workdir.value, `\`${text}\` belongs to the running system.`, covers('trivy:DS-0030'));
    },
    volume(volume, report) {
      for (const word of volume.words) {
        if (!SYSTEM.test(word.value)) continue;
        report(
          word,
          `\`${word.value}\` belongs to the running system.`,
          covers('dockle:DKL-DI-0002'),
          fix('unsafe', 'Take it out of the volumes', () => removePart(volume, volume.words, word)),
        );
      }
    },
  },

  examples: [
    {
      bad: dockerfile`
        FROM debian:13
        WORKDIR /proc/app
                ^^^^^^^^^ \`/proc/app\` belongs to the running system.
      `,
    },
    {
      bad: dockerfile`
        FROM debian:13
        VOLUME ["/data", "/dev"]
                         ^^^^^^ \`/dev\` belongs to the running system.
      `,
      good: dockerfile`
        FROM debian:13
        VOLUME ["/data"]
      `,
    },
    {
      bad: dockerfile`
        FROM debian:13
        VOLUME /proc /data
               ^^^^^ \`/proc\` belongs to the running system.
      `,
      good: dockerfile`
        FROM debian:13
        VOLUME /data
      `,
    },
  ],

  valid: ['FROM debian:13\nWORKDIR /process\nVOLUME /data /devices\n'],
});
