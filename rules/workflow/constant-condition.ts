import {
  type Expression,
  type FileEdit,
  findExpressions,
  fix,
  maskExpressions,
  onlyFence,
  parseExpression,
  type Report,
  replaceValue,
  workflowRule,
  type YamlPair,
  type YamlScalar,
  yaml,
} from '#core';

export default workflowRule({
  title: 'Condition that is always true',
  category: 'correctness',
  severity: 'high',
  profile: 'recommended',
  why: 'An `if` with text outside of `${{ }}` is a string, and a string that is not empty is true: the job or step runs every time.',
  equivalents: ['actionlint:if-cond', 'zizmor:unsound-condition', 'poutine:if_always_true'],

  supersedes: ['file/syntax-error'],

  visit: {
    job: (job, report) => check(job.map?.pair('if'), report),
    reusableJob: (job, report) => check(job.map?.pair('if'), report),
    step: (step, report) => check(step.map.pair('if'), report),
  },

  fixSafety: 'What ran every time now runs only when the condition is true.',

  examples: [
    {
      bad: yaml`
        on: push
        jobs:
          deploy:
            runs-on: ubuntu-24.04
            if: \${{ github.ref_name == 'main' }} && \${{ vars.A || vars.B }} # main only
                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ This \`if\` has text outside of \`\${{ }}\`: it is a string, which is always true.
            steps:
              - run: make deploy
      `,
      good: yaml`
        on: push
        jobs:
          deploy:
            runs-on: ubuntu-24.04
            if: github.ref_name == 'main' && (vars.A || vars.B) # main only
            steps:
              - run: make deploy
      `,
    },
    {
      title: 'A block scalar ends with a line break',
      bad: yaml`
        on: push
        jobs:
          deploy:
            runs-on: ubuntu-24.04
            steps:
              - if: |
                    ^ The line break after the expression makes this \`if\` a string, which is always true.
                  \${{ github.ref_name == 'main' }}
                run: make deploy
      `,
      good: yaml`
        on: push
        jobs:
          deploy:
            runs-on: ubuntu-24.04
            steps:
              - if: |-
                  \${{ github.ref_name == 'main' }}
                run: make deploy
      `,
    },
    {
      title: 'YAML reads a leading `!` as a tag',
      broken: true,
      bad: yaml`
        on: push
        jobs:
          deploy:
            if: !cancelled()
                ^^^^^^^^^^^^ YAML reads \`!cancelled()\` as a tag, so this \`if\` is empty.
            runs-on: ubuntu-24.04
            steps:
              - run: make deploy
      `,
      good: yaml`
        on: push
        jobs:
          deploy:
            if: \${{ !cancelled() }}
            runs-on: ubuntu-24.04
            steps:
              - run: make deploy
      `,
    },
  ],

  valid: [
    yaml`
      on: push
      jobs:
        deploy:
          if: |
            github.ref_name == 'main' &&
            !cancelled()
          runs-on: ubuntu-24.04
          steps:
            - if: \${{ !cancelled() }}
              run: make
            - if: >-
                \${{ github.ref_name == 'main' }}
              run: make
            - if: "!cancelled()"
              run: make
    `,
  ],
});

function check(pair: YamlPair | undefined, report: Report): void {
  const value = pair?.value;
  if (!pair || value?.kind !== 'scalar' || pair.alias || pair.merged) return;
  if (value.tag && value.style === 'plain' && !value.tag.name.startsWith('!!')) {
    const { tag } = value;
    const { text, path } = value.file.source;
    const written = text.slice(tag.span.start, Math.max(tag.span.end, value.span.end)).trim();
    report(
      tag.span,
      `YAML reads \`${tag.name}\` as a tag, so this \`if\` is empty.`,
      fix('unsafe', 'Put it into `${{ }}`', () => [
        { file: path, start: tag.span.start, end: tag.span.start + written.length, newText: `\${{ ${written} }}` },
      ]),
    );
    return;
  }
  const fences = findExpressions(value.text);
  if (fences.length === 0 || fences.some((fence) => !fence.closed)) return;
  const only = onlyFence(value.text, fences);
  if (only && only.start === 0 && only.end === value.text.length) return;
  if (only) {
    report(
      value.headerSpan ?? value.span,
      'The line break after the expression makes this `if` a string, which is always true.',
      value.block?.chomp === 'clip' && fix('unsafe', 'Remove the line break', () => strip(value)),
    );
    return;
  }
  report(
    value.headerSpan ?? value.span,
    'This `if` has text outside of `${{ }}`: it is a string, which is always true.',
    fix('unsafe', 'Write it as one expression', () => {
      const joined = join(value.text);
      return joined === undefined ? undefined : replaceValue(value.file, pair, joined);
    }),
  );
}

/** `|` → `|-`. */
function strip(scalar: YamlScalar): FileEdit[] {
  const at = scalar.span.start + 1;
  return [{ file: scalar.file.source.path, start: at, end: at, newText: '-' }];
}

/** The text without its fences, when that is an expression. */
function join(text: string): string | undefined {
  const between = maskExpressions(text);
  let joined = '';
  let at = 0;
  for (const { start, end, inner } of findExpressions(text)) {
    const part = text.slice(inner.start, inner.end).trim();
    const { ast, errors } = parseExpression(part);
    if (errors.length > 0) return undefined;
    joined += text.slice(at, start) + (needsParentheses(ast, between) ? `(${part})` : part);
    at = end;
  }
  joined = (joined + text.slice(at)).trim();
  return parseExpression(joined).errors.length > 0 || joined.startsWith('!') ? undefined : joined;
}

function needsParentheses(ast: Expression, between: string): boolean {
  return ast.type === 'binary' && (ast.operator === '||' || ast.operator === '&&' || /[=<>!]/.test(between));
}
