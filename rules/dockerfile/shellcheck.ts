import {
  baseImageOf,
  covers,
  type DockerfileNodes,
  dockerfile,
  dockerfileRule,
  fix,
  type Profile,
  type Report,
  type RuleContext,
  type ScriptProblem,
  type ScriptToCheck,
  type Severity,
  severity,
  shellScriptText,
} from '#core';

type Run = DockerfileNodes['run'];

const LEVELS: Readonly<Record<ScriptProblem['level'], Severity>> = { error: 'high', warning: 'medium', info: 'low', style: 'info' };

/** From which profile on a level is told; warnings that hurt are told by all of them. */
const PROFILES: Readonly<Record<ScriptProblem['level'], readonly Profile[]>> = {
  error: ['recommended', 'strict', 'all'],
  warning: ['strict', 'all'],
  info: ['strict', 'all'],
  style: ['all'],
};

/** The build goes on in the wrong folder, deletes the wrong files, loses output, or stops because the shell does not know the syntax. */
const HURTS = /^(?:2069|2114|2115|2164|2216|2217|2259|2260|2261|30\d\d)$/;

/**
 * Codes that say nothing about a `RUN`: line ends (1017), sourced files that are in the image (1090, 1091), the missing first line of a
 * file (2148), variables that the base image may set (2154), and what the shell is called (2187).
 */
const POINTLESS: ReadonlySet<number> = new Set([1017, 1090, 1091, 2148, 2154, 2187]);

const SHELLS: Readonly<Record<string, ScriptToCheck['shell']>> = { sh: 'sh', dash: 'sh', ash: 'sh', bash: 'bash', ksh: 'ksh', mksh: 'ksh' };

/** `busybox`: a `/bin/sh` that has some of what POSIX has not. Undefined for shells that ShellCheck does not know. */
function shellOf(run: Run): ScriptToCheck['shell'] | 'busybox' | undefined {
  const { shell } = run.place;
  if (shell) return Object.hasOwn(SHELLS, shell.program) ? SHELLS[shell.program] : undefined;
  const base = run.stage && baseImageOf(run.stage);
  // Where nobody knows what `/bin/sh` is, nothing of bash is objected to.
  if (!base?.isFamilyKnown) return 'bash';
  if (base.family === 'alpine' || base.family === 'busybox') return 'busybox';
  return base.family === 'debian' || base.family === 'ubuntu' ? 'sh' : 'bash';
}

/** The names that `ARG` and `ENV` have set here, as lines before the script: their values are single words, as they are in nearly every file. */
function declarations(run: Run): string {
  return run.scope
    .names()
    .filter((name) => /^[A-Za-z_]\w*$/.test(name))
    .map((name) => `export ${name}=1\n`)
    .join('');
}

function check(run: Run, report: Report, { project, registry, settings }: RuleContext): void {
  if (!project.checksScripts) return;
  const script = shellScriptText(run);
  const base = script && shellOf(run);
  if (!script || !base || run.onbuild) return;
  const shell = base === 'busybox' ? 'sh' : base;
  const head = declarations(run);
  for (const problem of project.checkScript({ shell, text: head + script.text }) ?? []) {
    const { code, level } = problem;
    if (problem.start < head.length || POINTLESS.has(code) || (base === 'busybox' && code >= 3000)) continue;
    if (!HURTS.test(String(code)) && !PROFILES[level].includes(settings.profile)) continue;
    // Rules that know what a Dockerfile is say more.
    const isOurs = [...registry].some(
      ([id, rule]) => rule.equivalents?.includes(`shellcheck:SC${code}`) && (settings.levelOf(id, rule) ?? 'off') !== 'off',
    );
    const own = registry.get('dockerfile/shellcheck');
    if (isOurs || !own || settings.levelOf(`hadolint:SC${code}`, own) === 'off') continue;
    const inFile = (start: number, end: number) => ({
      start: script.map.toSource(start - head.length),
      end: end > start ? script.map.toSourceEnd(end - head.length) : script.map.toSource(start - head.length),
    });
    report(
      inFile(problem.start, problem.end),
      `${problem.message.replace(/[.!?]$/, '')} (SC${code}).`,
      covers(`shellcheck:SC${code}`, `hadolint:SC${code}`),
      severity(LEVELS[level]),
      problem.edits.length > 0 &&
        fix('unsafe', 'Change it as ShellCheck proposes', () => {
          const { text, path } = run.file.source;
          const edits = problem.edits.map(({ start, end, newText }) => ({
            file: path,
            ...inFile(start, end),
            newText,
            was: (head + script.text).slice(start, end),
          }));
          // What a continuation or a here-document lies in cannot be replaced as a whole.
          const isExact = edits.every(({ start, end, was, newText }) => text.slice(start, end) === was && !newText.includes('\n'));
          return isExact ? edits.map(({ was: _was, ...edit }) => edit) : undefined;
        }),
    );
  }
}

export default dockerfileRule({
  title: 'Problem in a script that ShellCheck found',
  category: 'correctness',
  severity: 'medium',
  profile: 'recommended',
  why: 'The commands of a `RUN` are a program: a quote or a `|| exit` that is missing makes an image that is wrong without a word. The program ShellCheck says so, where it is installed and asked.',
  equivalents: ['hadolint:SC', 'shellcheck:SC'],
  fixSafety: 'A value that is quoted is no longer split into words.',

  visit: {
    run: check,
  },

  examples: [
    {
      bad: dockerfile`
        FROM debian:13
        ARG VERSION
        RUN FILES=$(ls); cp $FILES \
                         ^^^^^^^^^ Double quote to prevent globbing and word splitting (SC2086).
              /srv
      `,
      good: dockerfile`
        FROM debian:13
        ARG VERSION
        RUN FILES=$(ls); cp "$FILES" \
              /srv
      `,
      shellcheck: [
        {
          code: 2086,
          level: 'info',
          message: 'Double quote to prevent globbing and word splitting.',
          at: 'cp $FILES',
          becomes: 'cp "$FILES"',
        },
        { code: 2154, level: 'warning', message: 'VERSION is referenced but not assigned.', at: '/srv' },
        { code: 2034, level: 'warning', message: 'VERSION appears unused.', at: 'VERSION' },
      ],
    },
  ],
  valid: [
    {
      title: 'a rule of its own says it',
      text: 'FROM debian:13\nRUN [[ -f a ]] && rm a\n',
      shellcheck: [{ code: 3010, level: 'warning', message: 'In POSIX sh, [[ ]] is undefined.', at: '[[' }],
    },
    {
      title: 'silenced by its code',
      text: 'FROM debian:13\n# hadolint ignore=SC2086\nRUN echo $A\n',
      shellcheck: [{ code: 2086, level: 'info', message: 'Double quote.', at: '$A' }],
    },
    {
      title: 'switched off by its code',
      text: 'FROM debian:13\nRUN echo $A\n',
      files: { '.hadolint.yaml': 'ignored: [SC2086]\n' },
      shellcheck: [{ code: 2086, level: 'info', message: 'Double quote.', at: '$A' }],
    },
    {
      title: 'another language',
      text: 'FROM mcr.microsoft.com/powershell\nSHELL ["pwsh", "-c"]\nRUN echo $A\n',
      shellcheck: [{ code: 2086, level: 'info', message: 'Double quote.', at: '$A' }],
    },
    {
      title: 'what BusyBox has although POSIX has not',
      text: 'FROM alpine:3.22\nRUN [ a == b ]\n',
      shellcheck: [{ code: 3014, level: 'warning', message: 'In POSIX sh, == in place of = is undefined.', at: '==' }],
    },
    'FROM debian:13\nRUN echo $A\n',
  ],
});
