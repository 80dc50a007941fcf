import { fix, rewriteInside, type ShellCommand, type ShellScript, type ShellWord, workflowRule, yaml } from '#core';

const OPERATORS: Readonly<Record<string, string>> = { '-lt': '<', '-le': '<=', '-gt': '>', '-ge': '>=', '-eq': '==', '-ne': '!=' };

export default workflowRule({
  title: 'Decimal number compared as an integer',
  category: 'correctness',
  severity: 'high',
  profile: 'recommended',
  why: 'The shell compares integers only. With `79.5` the test prints an error and counts as false, so that a gate built on it never closes.',
  fixSafety: '`awk` compares the values as numbers; an empty value counts as 0.',

  visit: {
    runStep(step, report) {
      const { script, run } = step;
      if (!script || !run) return;
      for (const command of script.commands) {
        if (command.program !== '[' && command.program !== 'test') continue;
        const [left, operator, right] = command.words;
        const sign = operator?.text && Object.hasOwn(OPERATORS, operator.text) ? OPERATORS[operator.text] : undefined;
        if (!left || !right || !operator || !sign) continue;
        const decimal = [left, right].find((word) => isDecimal(word, script, command));
        if (!decimal) continue;
        const value = decimal.isDynamic
          ? `\`${decimal.raw.replace(/^"|"$/g, '')}\` may be a decimal number`
          : `\`${decimal.template}\` is a decimal number`;
        report(
          decimal.span,
          `${value}, which \`${operator.text}\` cannot compare.`,
          command.words.length <= 4 &&
            fix('unsafe', 'Compare with `awk`', () => {
              const place = placeOf(run.text, command);
              const text = `awk -v left=${left.raw} -v right=${right.raw} 'BEGIN { exit !(left ${sign} right) }'`;
              return place && rewriteInside(step.file.yaml, run, place.from, place.to, text);
            }),
        );
      }
    },
  },

  examples: [
    {
      bad: yaml`
        on: push
        jobs:
          test:
            runs-on: ubuntu-24.04
            steps:
              - run: |
                  # the gate
                  COVERAGE=$(npx jest --coverage | grep Statements | awk '{print $3}' | sed 's/%//')
                  if [ "$COVERAGE" -lt 70 ]; then
                       ^^^^^^^^^^^ \`$COVERAGE\` may be a decimal number, which \`-lt\` cannot compare.
                    exit 1
                  fi
      `,
      good: yaml`
        on: push
        jobs:
          test:
            runs-on: ubuntu-24.04
            steps:
              - run: |
                  # the gate
                  COVERAGE=$(npx jest --coverage | grep Statements | awk '{print $3}' | sed 's/%//')
                  if awk -v left="$COVERAGE" -v right=70 'BEGIN { exit !(left < right) }'; then
                    exit 1
                  fi
      `,
    },
    {
      bad: yaml`
        on: push
        jobs:
          test:
            runs-on: ubuntu-24.04
            steps:
              - run: test "$SCORE" -ge 79.5
                                       ^^^^ \`79.5\` is a decimal number, which \`-ge\` cannot compare.
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
                COVERAGE=$(./coverage | sed 's/%//' | cut -d. -f1)
                [ "$COVERAGE" -lt 70 ] && exit 1
                TOTAL=$(./coverage | tr -d '%')
                [ "\${TOTAL%.*}" -lt 70 ] && exit 1
                COUNT=$(git rev-list --count HEAD)
                [ "$COUNT" -gt 1 ]
    `,
  ],
});

/** Takes a percent sign off, and keeps what stands behind the point. */
const PERCENT = /(?:sed\b.*%|tr\s+-d\s+['"]?%|\$\{\w+%\\?%\}|percent|\bpct\b)/i;
const ROUNDED =
  /cut\s+-d\s*['"]?\.|%\.0f|%d\b|\bint\(|\|\s*bc\b|awk\s+-F\s*['"]?\.|%\.\*|%%\.\*|floor|round|sed\b.*\\\.|grep\s+-\w*o\w*\s+(?!.*\\?\.)/;

function isDecimal(word: ShellWord, script: ShellScript, command: ShellCommand): boolean {
  if (word.text !== undefined) return /^\d*\.\d+$/.test(word.text);
  const name = /^"?\$\{?(\w+)\}?"?$/.exec(word.raw)?.[1];
  if (name === undefined) return false;
  const given = script.commands
    .flatMap((other) => other.assignments)
    .filter((assignment) => assignment.name === name && assignment.span.start < command.span.start)
    .at(-1)?.value?.raw;
  return given !== undefined && PERCENT.test(given) && !ROUNDED.test(given);
}

/** The command in the decoded text; undefined where it stands there several times. */
function placeOf(text: string, { words, nameWord }: ShellCommand): { from: number; to: number } | undefined {
  if (!nameWord) return undefined;
  const written = [nameWord, ...words].map((word) => word.raw).join(' ');
  const from = text.indexOf(written);
  return from < 0 || text.indexOf(written, from + 1) >= 0 ? undefined : { from, to: from + written.length };
}
