import { appendToRun, type DockerCommand, dockerfile, dockerfileRule, fix, isKept, operands, type RunInstruction } from '#core';

const LISTS = '/var/lib/apt/lists';

function isApt({ command }: DockerCommand, action: RegExp): boolean {
  return /^(?:apt-get|apt|aptitude)$/.test(command.program ?? '') && action.test(operands(command)[0]?.text ?? '');
}

/** `rm` of the lists or of a folder above them, `find … -delete` in them, or apt's own command of Debian 13. */
function removesLists(node: DockerCommand): boolean {
  const { command } = node;
  if (isApt(node, /^dist-?clean$/)) return true;
  if (command.program !== 'rm' && command.program !== 'find') return false;
  return command.words.some(
    (word) =>
      /^\/var(?:\/lib(?:\/apt(?:\/lists(?:\/.*)?)?)?)?\/?\*?(?:\/\*)?$/.test(word.template.replace(/["']/g, '')) &&
      word.template.length > '/var'.length,
  );
}

/** The RUNs of the image behind one. */
function runsAfter(run: RunInstruction): readonly RunInstruction[] {
  const { stage, file } = run;
  const later = file.stages.filter((other) => stage && other.chain.includes(stage)).flatMap((other) => other.all('RUN'));
  return later.filter((other) => other.place.index > run.place.index);
}

/** Whether a later RUN counts on the lists. */
function areListsNeeded(run: RunInstruction): boolean {
  return runsAfter(run).some((later) => {
    const { commands, hasErrors } = later.text;
    const install = commands.findIndex((node) => isApt(node, /^(?:install|build-dep|upgrade|dist-upgrade|show|search|policy)$/));
    const update = commands.findIndex((node) => isApt(node, /^update$/));
    return hasErrors || (install >= 0 && (update < 0 || update > install));
  });
}

/** Whether a later RUN starts a script, which may install packages. */
function runsScripts(run: RunInstruction): boolean {
  return runsAfter(run).some((later) =>
    later.text.commands.some(
      ({ command }) => /\/|\.sh$/.test(command.name ?? '') || /^(?:bash|sh|make|source|\.)$/.test(command.program ?? ''),
    ),
  );
}

export default dockerfileRule({
  title: 'Package lists of apt stay in the image',
  category: 'performance',
  severity: 'low',
  profile: 'recommended',
  why: 'The lists that `apt-get update` downloads are some 20 to 40 MB that nothing needs later; only the same `RUN` can keep them out of the image.',
  equivalents: ['hadolint:DL3009', 'kics:df746b39', 'dockle:DKL-DI-0005'],

  visit: {
    run(run, report) {
      if (!isKept(run) || run.hasCacheAt(LISTS)) return;
      const { commands, hasErrors } = run.text;
      const update = commands.find((node) => isApt(node, /^update$/));
      if (!update || hasErrors) return;
      const last = commands.findLastIndex((node) => isApt(node, /^update$/));
      if (commands.slice(last).some(removesLists)) return;
      const action = operands(update.command)[0];
      const sudo = update.command.wrappers.some((wrapper) => wrapper.name === 'sudo') ? 'sudo ' : '';
      report(
        action?.span ?? update.command.span,
        'The package lists that this downloads stay in the image.',
        fix(runsScripts(run) ? 'unsafe' : 'safe', 'Remove the lists in the same `RUN`', () =>
          areListsNeeded(run) ? undefined : appendToRun(run, `${sudo}rm -rf ${LISTS}/*`),
        ),
      );
    },
  },

  fixSafety: 'A script that a later `RUN` starts may install packages with these lists: it has to call `apt-get update` itself then.',

  examples: [
    {
      bad: dockerfile`
        FROM debian:13
        RUN apt-get update \
                    ^^^^^^ The package lists that this downloads stay in the image.
          && apt-get install -y --no-install-recommends \
             # for the download
             curl
      `,
      good: dockerfile`
        FROM debian:13
        RUN apt-get update \
          && apt-get install -y --no-install-recommends \
             # for the download
             curl \
          && rm -rf /var/lib/apt/lists/*
      `,
    },
    {
      title: 'The script’s own way of joining commands',
      bad: dockerfile`
        FROM debian:13
        RUN set -eux; \
            apt-get update; \
                    ^^^^^^ The package lists that this downloads stay in the image.
            apt-get install -y curl
      `,
      good: dockerfile`
        FROM debian:13
        RUN set -eux; \
            apt-get update; \
            apt-get install -y curl; \
            rm -rf /var/lib/apt/lists/*
      `,
    },
    {
      bad: dockerfile`
        FROM debian:13
        RUN apt-get update && apt-get install -y curl
                    ^^^^^^ The package lists that this downloads stay in the image.
      `,
      good: dockerfile`
        FROM debian:13
        RUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*
      `,
    },
  ],

  valid: [
    'FROM debian:13\nRUN apt-get update && apt-get install -y curl && rm -rf "/var/lib/apt/lists/"*\n',
    'FROM debian:13\nRUN apt-get update && apt-get install -y curl && apt-get dist-clean\n',
    'FROM debian:13\nRUN --mount=type=cache,target=/var/lib/apt apt-get update && apt-get install -y curl\n',
    {
      title: 'A stage that is only copied from',
      text: 'FROM debian:13 AS build\nRUN apt-get update\nFROM scratch\nCOPY --from=build /x /x\n',
    },
  ],
});
