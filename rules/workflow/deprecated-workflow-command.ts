import {
  deprecated,
  type FileEdit,
  fix,
  rewriteInside,
  type ShellCommand,
  type Span,
  type Step,
  severity,
  workflowRule,
  yaml,
} from '#core';

/** Command → the file that took its place, by its variable. */
const FILES: Readonly<Record<string, string>> = {
  'set-output': 'GITHUB_OUTPUT',
  'save-state': 'GITHUB_STATE',
  'set-env': 'GITHUB_ENV',
  'add-path': 'GITHUB_PATH',
};
/** Off since November 2020: anything that prints untrusted text could set variables. */
const DISABLED = new Set(['set-env', 'add-path']);

export default workflowRule({
  title: 'Deprecated workflow command',
  category: 'ci-cd',
  severity: 'medium',
  profile: 'recommended',
  why: 'Anything that a step prints could set outputs and variables, by accident or on purpose. GitHub has replaced these commands with files such as `$GITHUB_OUTPUT`.',
  equivalents: ['actionlint:deprecated-commands'],

  visit: {
    runStep(step, report) {
      for (const { name, span, command } of printedCommands(step)) {
        report(
          span,
          DISABLED.has(name) ? `\`::${name}\` is switched off.` : `\`::${name}\` is deprecated.`,
          deprecated,
          DISABLED.has(name) && severity('high'),
          command && fix('unsafe', `Write to \`$${FILES[name]}\``, () => writeToFile(step, command, name)),
        );
      }
    },
  },

  fixSafety: 'If the value has several lines, the step now fails; before, all but the first line were lost.',

  examples: [
    {
      bad: yaml`
        on: push
        jobs:
          test:
            runs-on: ubuntu-24.04
            steps:
              - run: |
                  echo "::set-output name=tag::v\${{ github.run_number }}-$(date)" # for later
                        ^^^^^^^^^^^^ \`::set-output\` is deprecated.
                  echo ::add-path::$HOME/bin
                       ^^^^^^^^^^ \`::add-path\` is switched off.
      `,
      good: yaml`
        on: push
        jobs:
          test:
            runs-on: ubuntu-24.04
            steps:
              - run: |
                  echo "tag=v\${{ github.run_number }}-$(date)" >> "$GITHUB_OUTPUT" # for later
                  echo ::add-path::$HOME/bin
      `,
    },
    {
      title: 'Without quotes',
      bad: yaml`
        on: push
        jobs:
          test:
            runs-on: ubuntu-24.04
            steps:
              - run: echo ::set-output name=dir::$(npm config get cache)
                          ^^^^^^^^^^^^ \`::set-output\` is deprecated.
      `,
      good: yaml`
        on: push
        jobs:
          test:
            runs-on: ubuntu-24.04
            steps:
              - run: echo dir=$(npm config get cache) >> "$GITHUB_OUTPUT"
      `,
    },
    {
      title: 'Other shapes are reported without a fix',
      bad: yaml`
        on: push
        jobs:
          test:
            runs-on: windows-2025
            steps:
              - run: Write-Output "::set-env name=A::b"
                                   ^^^^^^^^^ \`::set-env\` is switched off.
      `,
    },
  ],

  valid: [
    yaml`
      on: push
      jobs:
        test:
          runs-on: ubuntu-24.04
          steps:
            - run: |
                # was ::set-output name=a::b
                echo "a=b" >> "$GITHUB_OUTPUT"
                echo "::warning::old"
    `,
  ],
});

interface Printed {
  readonly name: string;
  readonly span: Span;
  /** The `echo` in a shell of the Bourne family. */
  readonly command: ShellCommand | undefined;
}

function printedCommands(step: Step): Printed[] {
  const { run, script } = step;
  if (!run?.text.includes('::')) return [];
  if (!script) {
    return [...run.text.matchAll(/["'\s]::(set-output|save-state|set-env) name=|["'\s]::(add-path)::/g)].map((match) => {
      const name = match[1] ?? match[2] ?? '';
      return { name, span: run.spanOf(match.index + 1, match.index + 3 + name.length), command: undefined };
    });
  }
  const found: Printed[] = [];
  for (const command of script.commands) {
    if (command.program !== 'echo' && command.program !== 'printf') continue;
    for (const word of command.words) {
      const name = /^::(set-output|save-state|set-env|add-path)(?=[:\s]|$)/.exec(word.template)?.[1];
      if (name === undefined) continue;
      const lead = /^["']/.test(word.raw) ? 1 : 0;
      found.push({ name, span: { start: word.span.start + lead, end: word.span.start + lead + name.length + 2 }, command });
    }
  }
  return found;
}

/** `echo "::set-output name=N::V"` → `echo "N=V" >> "$GITHUB_OUTPUT"`; V stays exactly as it is written. */
function writeToFile(step: Step, command: ShellCommand, name: string): readonly FileEdit[] | undefined {
  const { run } = step;
  const [first] = command.words;
  const last = command.words.at(-1);
  const file = FILES[name];
  if (!run || !first || !last || !file || !step.shell.certain || command.program !== 'echo') return undefined;
  if (command.redirects.length > 0 || command.pipeline.elements.length > 1 || command.context.kind === 'command-substitution')
    return undefined;
  const start = offsetIn(run.map, run.text.length, first.span.start);
  const end = offsetIn(run.map, run.text.length, last.span.end);
  const text = run.text.slice(start, end);
  const prefix = name === 'add-path' ? /^(["']?)::add-path::/.exec(text) : /^(["']?)::[\w-]+[ \t]+name=([A-Za-z_][\w.-]*)::/.exec(text);
  // `%0A` and `%25` were decoded in commands, and are not in files.
  if (!prefix || text.includes('\n') || /%(0A|0D|25)/i.test(text)) return undefined;
  const key = prefix[2] === undefined ? '' : `${prefix[2]}=`;
  const written = `${prefix[1] ?? ''}${key}${text.slice(prefix[0].length)} >> "$${file}"`;
  return rewriteInside(run.file, run, start, end, written);
}

/** The offset in a decoded text that stands at an offset of the file. */
function offsetIn(map: { toSource(offset: number): number }, length: number, at: number): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (map.toSource(middle) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}
