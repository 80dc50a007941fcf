import {
  baseImageOf,
  type DockerCommand,
  type DockerfileNodes,
  dockerfile,
  dockerfileRule,
  fix,
  insertLinesBefore,
  type Report,
  type Span,
} from '#core';

type Run = DockerfileNodes['run'];
type Stage = DockerfileNodes['stage'];

/** `dash` has none of it; BusyBox's shell has `[[`, `source` and `$RANDOM`, but no arrays and the rest. */
type Shell = 'dash' | 'busybox';

/** Another shell is put in the place of `/bin/sh`. */
const REPLACES_SHELL = /\/bin\/sh(?![\w/])|dpkg-reconfigure\b.*\bdash\b|dash\/sh\b/;

function shellOf(run: Run): Shell | undefined {
  if (run.place.shell) return undefined;
  // Without a stage the file is broken, and the shell the usual one.
  if (!run.stage) return 'dash';
  let shell = shells.get(run.stage);
  if (shell === undefined) {
    shell = shellOfStage(run.stage) ?? null;
    shells.set(run.stage, shell);
  }
  return shell ?? undefined;
}

const shells = new WeakMap<Stage, Shell | null>();

function shellOfStage(stage: Stage): Shell | undefined {
  if (stage.allInherited('RUN').some((other) => REPLACES_SHELL.test(other.head.text))) return undefined;
  const base = baseImageOf(stage);
  if (!base?.isFamilyKnown) return undefined;
  if (base.family === 'debian' || base.family === 'ubuntu') return 'dash';
  return base.family === 'alpine' || base.family === 'busybox' ? 'busybox' : undefined;
}

const DASH_COMMANDS = /^(?:source|\[\[|pushd|popd|dirs|shopt|declare|typeset|let|mapfile|readarray|select)$/;
const BUSYBOX_COMMANDS = /^(?:pushd|popd|dirs|shopt|declare|typeset|mapfile|readarray|select)$/;
const VARIABLES = /^(?:RANDOM|BASH_SOURCE|BASH_VERSION|BASHPID|SECONDS|FUNCNAME|PIPESTATUS|EPOCHSECONDS)$/;

/** One of them is in every text that has something of bash. Reading scripts costs more than looking for it. */
const MAYBE_BASH = /\b(?:source|pushd|popd|dirs|shopt|declare|typeset|let|mapfile|readarray|select)\b|\[\[|<<<|&>|<\(|>\(|=\(|\$\{?[A-Z]/;

/** What of a command the shell does not have: its place, and how it is called. */
function foreign({ command, instruction }: DockerCommand, shell: Shell): { readonly span: Span; readonly what: string } | undefined {
  // Another shell reads what is given to it.
  if (command.context.nested) return undefined;
  const { nameWord, name } = command;
  if (nameWord && name !== undefined && (shell === 'dash' ? DASH_COMMANDS : BUSYBOX_COMMANDS).test(name))
    return { span: nameWord.span, what: `\`${name}\`` };
  const array = command.assignments.find(({ elements, value }) => value === undefined && elements.length > 0);
  if (array) return { span: array.span, what: 'arrays' };
  const redirect = command.redirects.find(
    ({ operator }) => operator === '<<<' || operator === '&>>' || (operator === '&>' && shell === 'dash'),
  );
  if (redirect) return { span: redirect.span, what: `\`${redirect.operator}\`` };
  for (const word of command.words) {
    const substitution = word.parts.find(({ kind }) => kind === 'process-substitution');
    if (substitution) return { span: substitution.span, what: '`<(…)`' };
    const parts = [...word.parts, ...word.parts.flatMap(({ parts: inner }) => inner)];
    const isUnset = (name: string) =>
      VARIABLES.test(name) && !instruction.scope.declarationOf(name) && !new RegExp(`\\b${name}=`).test(instruction.head.text);
    const variable = shell === 'dash' ? parts.find(({ parameter }) => parameter !== undefined && isUnset(parameter)) : undefined;
    if (variable) return { span: variable.span, what: `\`$${variable.parameter}\`` };
  }
  return undefined;
}

function check(run: Run, report: Report): void {
  const shell = run.heredocs.length > 0 || MAYBE_BASH.test(run.head.text) ? shellOf(run) : undefined;
  if (!shell || run.isExecForm || run.text.scripts.some(({ shebang }) => shebang !== undefined)) return;
  // A script that brings bash along, or a variable of its own of that name.
  for (const node of run.text.commands) {
    const found = foreign(node, shell);
    if (!found) continue;
    report(
      found.span,
      `\`/bin/sh\` of this image has no ${found.what}: that is bash.`,
      shell === 'dash' && fix('unsafe', 'Run it with bash', () => insertLinesBefore(run, ['SHELL ["/bin/bash", "-c"]'])),
    );
    return;
  }
}

export default dockerfileRule({
  title: 'Bash where there is none',
  category: 'correctness',
  severity: 'high',
  profile: 'recommended',
  why: 'A `RUN` is read by `/bin/sh`, which is dash on Debian and Ubuntu and BusyBox on Alpine: what only bash has fails, or silently does something else.',
  equivalents: [
    'hadolint:SC',
    'shellcheck:SC3010',
    'shellcheck:SC3046',
    'shellcheck:SC3028',
    'shellcheck:SC3030',
    'shellcheck:SC3011',
    'shellcheck:SC3001',
  ],

  visit: {
    run: check,
  },

  fixSafety: 'The line holds for all instructions below it; a base image without bash has to install it first.',

  examples: [
    {
      bad: dockerfile`
        FROM debian:13
        RUN source /etc/os-release && echo "$VERSION_ID"
            ^^^^^^ \`/bin/sh\` of this image has no \`source\`: that is bash.
      `,
      good: dockerfile`
        FROM debian:13
        SHELL ["/bin/bash", "-c"]
        RUN source /etc/os-release && echo "$VERSION_ID"
      `,
    },
    {
      bad: dockerfile`
        FROM alpine:3.23
        RUN names=(a b) && echo "\${names[0]}"
            ^^^^^^^^^^^ \`/bin/sh\` of this image has no arrays: that is bash.
      `,
    },
  ],

  valid: [
    'FROM debian:13\nSHELL ["/bin/bash", "-c"]\nRUN source a && [[ -f b ]]\n',
    'FROM debian:13\nRUN bash -c "source a && [[ -f b ]]" && . ./a\n',
    'FROM alpine:3.23\nRUN source ./a && [[ -f b ]]\n',
    'FROM fedora:43\nRUN source ./a && names=(a b)\n',
    'FROM debian:13\nRUN <<EOF\n#!/bin/bash\nsource a\nEOF\n',
    'FROM example/own:1\nRUN source a\n',
    'FROM debian:13\nRUN ln -sf /bin/bash /bin/sh\nRUN source a\n',
    'FROM debian:13\nENV SECONDS=3\nRUN sleep $SECONDS && RANDOM=4 && echo $RANDOM\n',
  ],
});
