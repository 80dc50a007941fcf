import { dockerfile, dockerfileRule, fix, removePart } from '#core';

export default dockerfileRule({
  title: 'SSH server in an image',
  category: 'security',
  severity: 'medium',
  profile: 'recommended',
  why: 'A shell that can be reached over the network needs accounts, keys and updates of its own; `docker exec` gives one to those who may have it.',
  equivalents: ['trivy:DS-0004', 'checkov:CKV_DOCKER_1', 'kics:5907595b'],
  fixSafety: '`EXPOSE` is a note for people: the server that listens there is still to be taken out of the image.',

  visit: {
    expose(expose, report) {
      for (const { word, first, last, protocol } of expose.ports) {
        if (first === 22 && last === 22 && (protocol === 'tcp' || protocol === 'udp'))
          report(
            word,
            'Port 22 is for SSH: a container needs no server for it.',
            fix('unsafe', 'Take the port out', () => removePart(expose, expose.words, word)),
          );
      }
    },
  },

  examples: [
    {
      bad: dockerfile`
        FROM debian:13
        EXPOSE 80 22/tcp
                  ^^^^^^ Port 22 is for SSH: a container needs no server for it.
      `,
      good: dockerfile`
        FROM debian:13
        EXPOSE 80
      `,
    },
    {
      title: 'The only port',
      bad: dockerfile`
        FROM debian:13
        EXPOSE 22
               ^^ Port 22 is for SSH: a container needs no server for it.
        CMD ["app"]
      `,
      good: dockerfile`
        FROM debian:13
        CMD ["app"]
      `,
    },
  ],

  valid: ['FROM debian:13\nEXPOSE 2222 220 20-25\n'],
});
