import { covers, type DockerWord, dockerfile, dockerfileRule, fix, replaceArgument } from '#core';

interface Wrong {
  readonly message: string;
  readonly rows: readonly string[];
  readonly replacement?: string;
}

function wrongWith(word: DockerWord, text: string): Wrong | undefined {
  const [ports = '', protocol, ...more] = text.split('/');
  const mapping = /^(?:\d+\.\d+\.\d+\.\d+:)?\d*:(\d+)$/.exec(ports);
  if (mapping)
    return {
      message: '`EXPOSE` takes the port of the container alone: `-p` publishes it.',
      rows: ['buildkit:ExposeInvalidFormat', 'dockerfile-utils:INVALID_PORT'],
      replacement: text.replace(ports, mapping[1] ?? ''),
    };
  const range = /^(\d+)(?:-(\d+))?$/.exec(ports);
  if (!range || more.length > 0) return { message: `\`${word.value}\` is no port.`, rows: ['dockerfile-utils:INVALID_PORT'] };
  if ([range[1], range[2]].some((port) => Number(port ?? 0) > 65535))
    return { message: 'Ports end at 65535.', rows: ['hadolint:DL3011', 'trivy:DS-0008', 'kics:71bf8cf8'] };
  if (protocol !== undefined && !/^(?:tcp|udp|sctp)$/i.test(protocol))
    return { message: `\`${protocol}\` is no protocol: \`tcp\`, \`udp\` and \`sctp\` are.`, rows: ['dockerfile-utils:INVALID_PROTO'] };
  return undefined;
}

export default dockerfileRule({
  title: '`EXPOSE` of something that is no port',
  category: 'correctness',
  severity: 'high',
  profile: 'recommended',
  why: 'The builder stops at a port that it cannot read.',
  equivalents: [
    'hadolint:DL3011',
    'trivy:DS-0008',
    'kics:71bf8cf8',
    'dockerfile-utils:INVALID_PORT',
    'dockerfile-utils:INVALID_PROTO',
    'buildkit:ExposeInvalidFormat',
  ],

  visit: {
    expose(expose, report) {
      for (const word of expose.words) {
        const text = expose.expand(word);
        // Only the build knows what a variable without a value will be.
        if (text === undefined || text === '') continue;
        const wrong = wrongWith(word, text);
        if (!wrong) continue;
        const { replacement } = wrong;
        report(
          word,
          wrong.message,
          covers(...wrong.rows),
          replacement !== undefined &&
            !word.isDynamic &&
            fix('unsafe', `Change to \`${replacement}\``, () => replaceArgument(expose, word, replacement)),
        );
      }
    },
  },

  fixSafety: 'What reaches the port from outside has to be published when the container is started.',

  examples: [
    {
      bad: dockerfile`
        FROM node:24
        ARG PORT=http
        EXPOSE 3000 80000 -1 $PORT 53/upd
                    ^^^^^ Ports end at 65535.
                          ^^ \`-1\` is no port.
                             ^^^^^ \`$PORT\` is no port.
                                   ^^^^^^ \`upd\` is no protocol: \`tcp\`, \`udp\` and \`sctp\` are.
      `,
    },
    {
      bad: dockerfile`
        FROM node:24
        EXPOSE 8080:80/tcp
               ^^^^^^^^^^^ \`EXPOSE\` takes the port of the container alone: \`-p\` publishes it.
      `,
      good: dockerfile`
        FROM node:24
        EXPOSE 80/tcp
      `,
    },
  ],

  valid: ['FROM node:24\nARG PORT\nEXPOSE 0 80/tcp 90-95/UDP $PORT ${OTHER}\n'],
});
